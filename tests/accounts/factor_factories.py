"""People with second factors, and browsers that sign them in."""

from datetime import datetime, timedelta
from secrets import token_bytes
from typing import Any

import pyotp
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from blog.accounts.factors.authenticator_codes import begin_setup, complete_setup, read_candidate
from blog.accounts.factors.passkeys import register_passkey, registration_options
from blog.accounts.factors.recovery_codes import renew_codes
from blog.accounts.factors.relying_party import RelyingParty
from blog.config.settings import current_settings
from blog.database import db
from blog.models import LoginSession, Passkey, Person
from blog.web.clock import read_clock
from tests.accounts.people_factories import send, try_password
from tests.accounts.soft_authenticator import ORIGIN, RP_ID, SoftAuthenticator
from tests.factories import NOW, PASSWORD

PARTY = RelyingParty(RP_ID, ORIGIN, "IFBG News")
LONG_AGO = datetime(2020, 1, 1, tzinfo=NOW.tzinfo)


def give_app(person: Person, when: datetime = LONG_AGO) -> str:
    """Give *person* an authenticator app since *when*; return its secret."""
    key = current_settings().secret_key
    begin_setup(db.session, person.id, key)
    secret = read_candidate(db.session, person.id, key) or ""
    assert complete_setup(db.session, person.id, pyotp.TOTP(secret).at(when), key, when)
    person.second_factor_at = when
    db.session.commit()
    return secret


def give_codes(person: Person) -> list[str]:
    """Give *person* recovery codes."""
    codes = renew_codes(db.session, person.id)
    db.session.commit()
    return codes


def give_passkey(person: Person, device: SoftAuthenticator | None = None, name: str = "Phone") -> SoftAuthenticator:
    """Give *person* a passkey on *device*; return the device."""
    device, challenge = device or SoftAuthenticator(), token_bytes(32)
    answer = device.create(registration_options(db.session, person, challenge, PARTY))
    register_passkey(db.session, person, name, answer, challenge, PARTY, NOW)
    person.second_factor_at = NOW
    db.session.commit()
    return device


def code_now(secret: str, steps: int = 0) -> str:
    """Return the code of the app at present, or some *steps* of 30 s away."""
    return pyotp.TOTP(secret).at(read_clock(), counter_offset=steps)


def give_password(client: FlaskClient, address: str = "maren@news.example.org", ip: str = "192.0.2.1") -> TestResponse:
    """Do the first step."""
    return try_password(client, PASSWORD, address, ip)


def give_code(client: FlaskClient, code: str, ip: str = "192.0.2.1", **more: str) -> TestResponse:
    """Do the second step."""
    return send(client, "/login/second-step", ip, code=code, **more)


def challenge(client: FlaskClient, path: str = "/login/passkey/challenge") -> dict[str, Any]:
    """Return what the site asks the browser to sign or to make."""
    return dict(send(client, path).get_json())


def age_sessions() -> None:
    """Let every session have begun an hour ago, so that proof is asked for again."""
    db.session.execute(update(LoginSession).values(created_at=read_clock() - timedelta(hours=1), proved_at=None))
    db.session.commit()


def passkey_of(person: Person) -> Passkey:
    """Return the one passkey of *person*."""
    return db.session.scalars(select(Passkey).where(Passkey.person_id == person.id)).one()
