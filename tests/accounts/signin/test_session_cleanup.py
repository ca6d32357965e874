"""The duty that deletes what has run out."""

from datetime import timedelta

from flask import Flask

from blog.accounts.signin.session_cleanup import make_sweep
from blog.accounts.signin.sessions import begin_session
from blog.database import db
from blog.models import LoginSession, RateCount
from blog.web.access.rate_limits import Limit, take
from tests.accounts.people_factories import count
from tests.factories import NOW, make_person

LIMIT = Limit("test", most=3, seconds=60)


def test_a_sweep_deletes_what_is_dead_and_keeps_what_lives(app: Flask) -> None:
    sweep = make_sweep(timedelta(hours=12), timedelta(days=14))
    person = make_person()
    for age in (timedelta(0), timedelta(days=15)):
        begin_session(db.session, person, NOW - age)
        take(db.session, LIMIT, "somebody", "secret", NOW - age)

    is_busy = sweep(db.session, NOW)

    assert is_busy is False
    assert (count(LoginSession), count(RateCount)) == (1, 1)


def test_a_sweep_rests_between_two_turns(app: Flask) -> None:
    sweep = make_sweep(timedelta(hours=12), timedelta(days=14))
    sweep(db.session, NOW)
    begin_session(db.session, make_person(), NOW - timedelta(days=15))

    sweep(db.session, NOW + timedelta(minutes=9))
    early = count(LoginSession)
    sweep(db.session, NOW + timedelta(minutes=10))

    assert (early, count(LoginSession)) == (1, 0)
