"""Codes of an authenticator app: proven before use, taken once, one step of a wrong clock allowed."""

from datetime import timedelta

import pyotp
import pytest
from flask import Flask

from blog.accounts.factors.authenticator_codes import (
    begin_setup,
    complete_setup,
    has_authenticator,
    provisioning_uri,
    read_candidate,
    remove_authenticator,
    use_authenticator_code,
)
from blog.database import db
from blog.models import Authenticator, Person
from tests.accounts.factor_factories import give_app
from tests.accounts.people_factories import make_member
from tests.factories import NOW

KEY = "only-for-the-tests-0123456789-abcdef"


def use(person: Person, code: str, seconds: int = 0) -> bool:
    return use_authenticator_code(db.session, person.id, code, KEY, NOW + timedelta(seconds=seconds))


def code_at(secret: str, seconds: int = 0) -> str:
    return pyotp.TOTP(secret).at(NOW + timedelta(seconds=seconds))


def test_a_secret_opens_nothing_before_its_first_code(app: Flask) -> None:
    me = make_member()
    begin_setup(db.session, me.id, KEY)
    secret = read_candidate(db.session, me.id, KEY) or ""

    assert not use(me, code_at(secret))
    assert not has_authenticator(db.session, me.id)
    assert not complete_setup(db.session, me.id, "000000", KEY, NOW)
    assert complete_setup(db.session, me.id, code_at(secret), KEY, NOW)
    assert has_authenticator(db.session, me.id)


def test_a_code_is_taken_once_and_so_is_none_before_it(app: Flask) -> None:
    me = make_member()
    secret = give_app(me)

    tries = [
        use(me, code_at(secret)),
        use(me, code_at(secret)),
        use(me, code_at(secret, -30)),
        use(me, code_at(secret, 30)),
    ]

    assert tries == [True, False, False, True]


def test_the_code_that_set_it_up_does_not_sign_in(app: Flask) -> None:
    me = make_member()
    secret = give_app(me, NOW)

    assert not use(me, code_at(secret))


@pytest.mark.parametrize(("seconds", "is_taken"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_clock_may_be_wrong_by_one_step_either_way(app: Flask, seconds: int, is_taken: bool) -> None:
    me = make_member()
    secret = give_app(me)

    assert use(me, code_at(secret, seconds)) is is_taken


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "12 34 5", "\ud800", "0" * 9999])
def test_what_is_no_code_is_refused(app: Flask, typed: str) -> None:
    me = make_member()
    give_app(me)

    assert not use(me, typed)


def test_a_code_may_have_spaces(app: Flask) -> None:
    me = make_member()
    code = code_at(give_app(me))

    assert use(me, f" {code[:3]} {code[3:]}\t")


def test_another_app_takes_over_only_with_its_first_code(app: Flask) -> None:
    me = make_member()
    old = give_app(me)
    begin_setup(db.session, me.id, KEY)
    new = read_candidate(db.session, me.id, KEY) or ""

    before = use(me, code_at(old))
    complete_setup(db.session, me.id, code_at(new, 30), KEY, NOW)
    after = (use(me, code_at(old, 60), 60), use(me, code_at(new, 60), 60))

    assert before
    assert after == (False, True)


def test_the_stored_secret_is_encrypted_and_bound_to_its_owner(app: Flask) -> None:
    me, thief = make_member(), make_member("al@news.example.org")
    secret = give_app(me)
    sealed = db.session.get_one(Authenticator, me.id).sealed_secret or b""
    db.session.add(Authenticator(person_id=thief.id, sealed_secret=sealed, last_step=0))
    db.session.flush()

    assert secret.encode() not in sealed
    assert not use(thief, code_at(secret))


def test_with_another_secret_key_no_code_is_right(app: Flask) -> None:
    me = make_member()
    secret = give_app(me)

    assert not use_authenticator_code(db.session, me.id, code_at(secret), "another key", NOW)


def test_a_removed_app_signs_nobody_in(app: Flask) -> None:
    me = make_member()
    secret = give_app(me)

    remove_authenticator(db.session, me.id)
    db.session.expire_all()

    assert not use(me, code_at(secret))


def test_the_address_for_the_app_names_site_and_account() -> None:
    uri = provisioning_uri("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "maren@news.example.org", "Tea: News & more")

    assert uri.startswith(
        "otpauth://totp/Tea%20%20News%20%26%20more:maren%40news.example.org?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    )
