"""Passkeys (WebAuthn Level 3): registered, used to sign in or as proof, renamed, removed."""

import json
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha512
from typing import Any, cast

import webauthn
from sqlalchemy import func, select
from webauthn.helpers import parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from blog.accounts.factors.relying_party import RelyingParty
from blog.database import AnySession
from blog.models import Passkey, Person

MAX_PASSKEYS = 20
MAX_ANSWER = 16_384
"""Characters of what a browser sends."""
MAX_CREDENTIAL_ID = 1023
"""Bytes. Source: WebAuthn Level 3, 7.1 step 25."""
REQUIRED = UserVerificationRequirement.REQUIRED
UNREADABLE = (WebAuthnException, ValueError, LookupError, TypeError, AttributeError, RecursionError)
"""What the library raises about answers that no browser sends."""


class PasskeyRefused(Exception):
    """The answer of the browser proves nothing, or is about another site, challenge or person."""


class PasskeyCloned(PasskeyRefused):
    """The signature is right and the counter is not: two devices hold this *passkey*."""

    def __init__(self, passkey: Passkey) -> None:
        super().__init__(passkey.name)
        self.passkey = passkey


class TooManyPasskeys(Exception):
    """The person has MAX_PASSKEYS already."""


def list_passkeys(session: AnySession, person_id: int) -> Sequence[Passkey]:
    """Return the passkeys of a person, the oldest first."""
    return session.scalars(select(Passkey).where(Passkey.person_id == person_id).order_by(Passkey.id)).all()


def has_passkeys(session: AnySession, person_id: int) -> bool:
    """Return whether the person has one or more."""
    return bool(session.scalar(select(func.count()).where(Passkey.person_id == person_id)))


def registration_options(session: AnySession, person: Person, challenge: bytes, party: RelyingParty) -> dict[str, Any]:
    """Return what the browser is asked to make: a discoverable credential that verifies its user."""
    known = list_passkeys(session, person.id)
    options = webauthn.generate_registration_options(
        rp_id=party.id,
        rp_name=party.name,
        user_id=user_handle(known, challenge),
        user_name=person.address,
        user_display_name=person.name,
        challenge=challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=REQUIRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=one.credential_id) for one in known],
    )
    return cast("dict[str, Any]", json.loads(webauthn.options_to_json(options)))


def user_handle(known: Sequence[Passkey], challenge: bytes) -> bytes:
    """Return the handle of the passkeys that are *known*; of a first one, 64 bytes from the random *challenge*.

    Source: WebAuthn Level 3, 14.6.1 (64 random bytes that tell nothing about the person).
    """
    return known[0].user_handle if known else sha512(b"user-handle" + challenge).digest()


def assertion_options(challenge: bytes, party: RelyingParty) -> dict[str, Any]:
    """Return what the browser is asked to sign; it names no credential, so that it tells nobody who has one."""
    options = webauthn.generate_authentication_options(rp_id=party.id, challenge=challenge, user_verification=REQUIRED)
    return cast("dict[str, Any]", json.loads(webauthn.options_to_json(options)))


def register_passkey(
    session: AnySession,
    person: Person,
    name: str,
    answer: str,
    challenge: bytes | None,
    party: RelyingParty,
    now: datetime,
) -> Passkey:
    """Add the passkey that the browser made in answer to *challenge*, None if that is over; the caller commits.

    Raises:
        PasskeyRefused: see there; or the passkey is registered already.
        TooManyPasskeys: see there.
    """
    known = list_passkeys(session, person.id)
    if len(known) >= MAX_PASSKEYS:
        raise TooManyPasskeys
    if challenge is None:
        raise PasskeyRefused("No such challenge.")
    try:
        made = webauthn.verify_registration_response(
            credential=answer[:MAX_ANSWER],
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            require_user_verification=True,
        )
    except UNREADABLE as reason:
        raise PasskeyRefused(str(reason)) from None
    require_new_id(session, made.credential_id)
    passkey = Passkey(
        person_id=person.id,
        credential_id=made.credential_id,
        user_handle=user_handle(known, challenge),
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        name=name,
        created_at=now,
    )
    session.add(passkey)
    session.flush()
    return passkey


def require_new_id(session: AnySession, credential_id: bytes) -> None:
    """Refuse an id that is longer than the standard allows, or that is registered already."""
    if len(credential_id) > MAX_CREDENTIAL_ID:
        raise PasskeyRefused("Its id is too long.")
    if session.scalar(select(Passkey.id).where(Passkey.credential_id == credential_id)) is not None:
        raise PasskeyRefused("It is registered already.")


def verify_passkey(
    session: AnySession, answer: str, challenge: bytes | None, party: RelyingParty, now: datetime
) -> Passkey:
    """Return the passkey that signed *challenge*, its user verified, with its counter raised; the caller commits.

    Raises:
        PasskeyRefused: see there; a challenge that is None was not made for this browser, or is over.
        PasskeyCloned: see there.
    """
    try:
        credential = parse_authentication_credential_json(answer[:MAX_ANSWER])
        passkey = find_passkey(session, credential.raw_id)
        if challenge is None or passkey is None:
            raise PasskeyRefused("No such challenge or passkey.")
        verified = webauthn.verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=0,  # Judged below, where a clone is told from a forgery.
            require_user_verification=True,
        )
    except UNREADABLE as reason:
        raise PasskeyRefused(str(reason)) from None
    if credential.response.user_handle not in {None, passkey.user_handle}:
        raise PasskeyRefused("It names another person.")
    if passkey.is_cloned(verified.new_sign_count):
        raise PasskeyCloned(passkey)
    passkey.sign_count, passkey.used_at = verified.new_sign_count, now
    session.flush()
    return passkey


def find_passkey(session: AnySession, credential_id: bytes) -> Passkey | None:
    """Return the passkey, locked until the commit, so that its counter is judged by one request at a time."""
    return session.scalar(select(Passkey).where(Passkey.credential_id == credential_id).with_for_update(of=Passkey))
