"""Codes of an authenticator app (TOTP, RFC 6238): set up, proven, verified once each, removed."""

import re
from datetime import datetime

import pyotp
from pyotp.exceptions import OTPVerificationError
from sqlalchemy import delete, update

from blog.accounts.factors.sealing import seal, unseal
from blog.database import AnySession
from blog.models import Authenticator

SKEW_STEPS = 1
"""Steps of 30 s by which the clock of a phone may be wrong, either way (RFC 6238 5.2)."""
CODE = re.compile(r"\d{6}", re.ASCII)


def begin_setup(session: AnySession, person_id: int, secret_key: str) -> None:
    """Make a new secret that waits for its first code; one in use stays in use until then. The caller commits."""
    sealed = seal(pyotp.random_base32(), person_id, secret_key)
    session.merge(Authenticator(person_id=person_id, sealed_candidate=sealed))
    session.flush()


def read_candidate(session: AnySession, person_id: int, secret_key: str) -> str | None:
    """Return the secret that is being set up, in base32; None where there is none."""
    found = session.get(Authenticator, person_id)
    return unseal(found.sealed_candidate, person_id, secret_key) if found else None


def provisioning_uri(secret: str, address: str, site_name: str) -> str:
    """Return the otpauth: address that an app reads from the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=address, issuer_name=site_name.replace(":", " "))


def complete_setup(session: AnySession, person_id: int, typed: str, secret_key: str, now: datetime) -> bool:
    """Take the secret that is being set up into use if *typed* is its present code; the caller commits."""
    found = session.get(Authenticator, person_id, with_for_update=True)
    secret = unseal(found.sealed_candidate, person_id, secret_key) if found else None
    step = find_step(secret, typed, now) if secret else None
    if found is None or step is None:
        return False
    found.sealed_secret, found.sealed_candidate = found.sealed_candidate, None
    found.last_step, found.created_at = step, now
    session.flush()
    return True


def use_authenticator_code(session: AnySession, person_id: int, typed: str, secret_key: str, now: datetime) -> bool:
    """Return whether *typed* is a present code of the person's app that was not used yet; the caller commits.

    Of two requests with the same code one is right, since the step is raised in the statement that asks for it.
    """
    found = session.get(Authenticator, person_id)
    secret = unseal(found.sealed_secret, person_id, secret_key) if found else None
    step = find_step(secret, typed, now) if secret else None
    if step is None:
        return False
    unused = (Authenticator.person_id == person_id, Authenticator.last_step < step)
    raised = update(Authenticator).where(*unused).values(last_step=step).returning(Authenticator.person_id)
    return session.scalar(raised.execution_options(synchronize_session=False)) is not None


def find_step(secret: str, typed: str, now: datetime) -> int | None:
    """Return the time step of which *typed* is the code, one before or after the present one at most, else None."""
    if not is_app_code(typed):
        return None
    code = re.sub(r"\s", "", typed)
    try:
        return pyotp.TOTP(secret).verify_and_get_timecode(code, for_time=now.timestamp(), valid_window=SKEW_STEPS)
    except OTPVerificationError:
        return None


def is_app_code(typed: str) -> bool:
    """Return whether *typed* looks like a code of an app: six digits, however they are spaced."""
    return CODE.fullmatch(re.sub(r"\s", "", typed)) is not None


def has_authenticator(session: AnySession, person_id: int) -> bool:
    """Return whether the person has an app in use."""
    found = session.get(Authenticator, person_id)
    return found is not None and found.sealed_secret is not None


def remove_authenticator(session: AnySession, person_id: int) -> None:
    """Delete the app; the caller commits."""
    session.execute(delete(Authenticator).where(Authenticator.person_id == person_id))
