"""What follows when somebody's factors change."""

import pytest
from flask import Flask
from sqlalchemy import select

from blog.accounts.factors.authenticator_codes import has_authenticator, remove_authenticator
from blog.accounts.factors.factor_changes import (
    OwnFactors,
    end_other_sessions,
    note_added_factor,
    note_clone,
    note_removed_factor,
    reset_factors,
)
from blog.accounts.factors.passkeys import has_passkeys
from blog.accounts.factors.recovery_codes import count_codes
from blog.accounts.signin.sessions import begin_session
from blog.database import db
from blog.models import AuditEvent, AuditKind, Delivery, LoginSession, Person
from tests.accounts.factor_factories import give_app, give_codes, give_passkey, passkey_of
from tests.accounts.people_factories import count, make_member
from tests.factories import NOW


def owed() -> list[tuple[str, str]]:
    return [(one.kind, one.address) for one in db.session.scalars(select(Delivery).order_by(Delivery.id))]


def trail() -> list[str]:
    return [event.kind.value for event in db.session.scalars(select(AuditEvent).order_by(AuditEvent.id))]


def begin_two_sessions(person: Person) -> int:
    """Begin two sessions; return the id of the second."""
    for _ in range(2):
        begin_session(db.session, person, NOW)
    return max(db.session.scalars(select(LoginSession.id)))


def test_the_first_factor_brings_codes_and_ends_what_a_password_alone_began(app: Flask) -> None:
    me = make_member()
    here = begin_two_sessions(me)

    codes = note_added_factor(db.session, me, AuditKind.APP_ADDED, NOW, session_id=here)
    more = note_added_factor(db.session, me, AuditKind.PASSKEY_ADDED, NOW, name="Key", session_id=here)

    assert (len(codes), more) == (10, [])
    assert me.has_second_factor
    assert db.session.scalars(select(LoginSession.id)).all() == [here]
    assert owed() == [("factor_added", me.address)] * 2
    assert trail() == ["app_added", "passkey_added"]


def test_recovery_codes_end_with_the_last_factor(app: Flask) -> None:
    me = make_member()
    give_app(me)
    give_passkey(me)
    give_codes(me)

    remove_authenticator(db.session, me.id)
    db.session.expire_all()
    note_removed_factor(db.session, me, AuditKind.APP_REMOVED, NOW)
    still = (me.has_second_factor, count_codes(db.session, me.id))
    db.session.delete(passkey_of(me))
    db.session.flush()
    note_removed_factor(db.session, me, AuditKind.PASSKEY_REMOVED, NOW, name="Phone")

    assert still == (True, 10)
    assert (me.has_second_factor, count_codes(db.session, me.id)) == (False, 0)
    assert owed() == [("factor_removed", me.address)] * 2


def test_a_reset_takes_everything_and_tells_the_person(app: Flask) -> None:
    me, boss = make_member(), make_member("boss@news.example.org")
    give_app(me)
    give_passkey(me)
    give_codes(me)
    begin_two_sessions(me)

    reset_factors(db.session, me, NOW, by=boss)
    db.session.expire_all()

    assert [has(db.session, me.id) for has in (has_authenticator, has_passkeys)] == [False, False]
    assert not me.has_second_factor
    assert (count_codes(db.session, me.id), count(LoginSession)) == (0, 0)
    assert owed() == [("factors_reset", me.address)]
    assert trail() == ["factors_reset"]


def test_nobody_resets_the_own_factors(app: Flask) -> None:
    me = make_member()
    give_app(me)

    with pytest.raises(OwnFactors):
        reset_factors(db.session, me, NOW, by=me)


def test_a_copied_passkey_is_told_to_its_owner(app: Flask) -> None:
    me = make_member()
    give_passkey(me)

    note_clone(db.session, passkey_of(me), NOW)

    assert owed() == [("passkey_cloned", me.address)]
    assert trail() == ["passkey_cloned"]


def test_only_sessions_of_the_person_end(app: Flask) -> None:
    me, other = make_member(), make_member("al@news.example.org")
    here = begin_two_sessions(me)
    begin_session(db.session, other, NOW)

    assert end_other_sessions(db.session, me.id, here) == 1
    assert count(LoginSession) == 2
