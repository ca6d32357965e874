"""Another sign-in address holds only once its owner has pressed the link, and every session ends then."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.accounts.authors.address_changes import (
    AddressLinkEnded,
    confirm_login_address,
    request_login_address,
)
from blog.accounts.people.enrolment import AlreadyEnrolled
from blog.accounts.signin.password_reset import find_reset
from blog.accounts.signin.sessions import begin_session
from blog.database import db
from blog.models import Delivery, LoginSession, PasswordReset, Person
from blog.web.addresses.links import LOGIN_ADDRESS
from blog.web.clock import read_clock
from blog.web.extensions import links
from tests.accounts.people_factories import ADDRESS, make_member
from tests.factories import make_person

DAY = timedelta(days=1)
NEW = "new@news.example.org"


def ask(person: Person, address: str = NEW) -> int:
    values = {"by": person, "secret": "s" * 32}
    request_login_address(db.session, person, address, DAY, read_clock(), **values)
    db.session.commit()
    return db.session.scalars(select(PasswordReset.id).order_by(PasswordReset.id.desc())).first() or 0


def owed() -> list[tuple[str, str]]:
    return [(row.kind, row.address) for row in db.session.scalars(select(Delivery).order_by(Delivery.id))]


def test_the_old_address_holds_until_the_link_is_pressed_and_is_told_then(app: Flask, client: FlaskClient) -> None:
    member = make_member()
    begin_session(db.session, member, read_clock())
    path = f"/login-addresses/{links().sign(LOGIN_ADDRESS, [ask(member)])}"

    seen = client.get(path)
    before = db.session.get_one(Person, member.id, populate_existing=True).address
    answer = client.post(path)
    db.session.expire_all()

    assert (seen.status_code, before, answer.status_code) == (200, ADDRESS, 303)
    assert (member.address, member.address_key) == (NEW, NEW)
    assert owed() == [("login_address", NEW), ("login_changed", ADDRESS)]
    assert db.session.scalars(select(LoginSession)).all() == []
    assert client.post(path).status_code == 410


def test_an_address_that_somebody_took_meanwhile_stays_theirs(app: Flask) -> None:
    key = ask(make_member())
    make_member(NEW)

    with pytest.raises(AddressLinkEnded):
        confirm_login_address(db.session, key, read_clock())


def test_the_address_of_somebody_else_is_refused(app: Flask) -> None:
    make_member(NEW)

    with pytest.raises(AlreadyEnrolled):
        ask(make_member(), NEW.upper())


def test_a_link_to_an_address_is_none_to_a_password(app: Flask) -> None:
    assert find_reset(db.session, ask(make_member()), read_clock()) is None


def test_a_newer_link_and_time_end_one(app: Flask) -> None:
    member = make_member()
    first, second = ask(member), ask(member, "other@news.example.org")

    for key, moment in ((first, read_clock()), (second, read_clock() + 2 * DAY)):
        with pytest.raises(AddressLinkEnded):
            confirm_login_address(db.session, key, moment)


def test_who_was_invited_under_a_wrong_address_is_invited_anew(app: Flask) -> None:
    invited = make_person(invited_at=read_clock())

    ask(invited)

    assert (invited.address, owed()) == (NEW, [("invitation", NEW)])
