"""Between the password and the second factor."""

from datetime import timedelta

from flask import Flask

from blog.accounts.factors.pending_sign_ins import (
    begin_pending_sign_in,
    delete_old_sign_ins,
    end_pending_sign_ins,
    find_pending_sign_in,
)
from blog.accounts.signin.sessions import end_sessions, find_session
from blog.database import db
from blog.models import PendingSignIn
from tests.accounts.people_factories import count, make_member
from tests.factories import NOW


def test_a_pending_sign_in_is_found_for_ten_minutes_and_is_no_session(app: Flask) -> None:
    me = make_member()
    token = begin_pending_sign_in(db.session, me, NOW)
    day = timedelta(days=1)

    assert find_pending_sign_in(db.session, token, NOW + timedelta(minutes=9)) is not None
    assert find_pending_sign_in(db.session, token, NOW + timedelta(minutes=10)) is None
    assert find_pending_sign_in(db.session, "", NOW) is None
    assert find_session(db.session, token, NOW, idle=day, lifetime=day) is None


def test_a_suspended_person_does_not_go_on(app: Flask) -> None:
    me = make_member()
    token = begin_pending_sign_in(db.session, me, NOW)

    me.is_suspended = True

    assert find_pending_sign_in(db.session, token, NOW) is None


def test_it_ends_with_the_sessions_of_its_person_and_with_time(app: Flask) -> None:
    me, other = make_member(), make_member("al@news.example.org")
    for person in (me, other):
        begin_pending_sign_in(db.session, person, NOW)

    end_sessions(db.session, me)
    left = count(PendingSignIn)
    delete_old_sign_ins(db.session, NOW + timedelta(minutes=10))

    assert left == 1
    assert count(PendingSignIn) == 0


def test_all_of_one_person_end_together(app: Flask) -> None:
    me = make_member()
    begin_pending_sign_in(db.session, me, NOW)
    begin_pending_sign_in(db.session, me, NOW)

    end_pending_sign_ins(db.session, me.id)

    assert count(PendingSignIn) == 0
