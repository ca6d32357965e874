"""How long sessions live, and what ends them."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from blog.accounts.signin.sessions import (
    begin_session,
    delete_expired_sessions,
    end_session,
    end_sessions,
    find_session,
)
from blog.database import db
from blog.models import LoginSession
from tests.accounts.people_factories import count
from tests.factories import NOW, make_person

TIMES = {"idle": timedelta(hours=12), "lifetime": timedelta(days=14)}


@pytest.mark.parametrize(
    ("unused", "age", "is_alive"),
    [
        (timedelta(hours=11, minutes=59), timedelta(hours=12), True),
        (timedelta(hours=12), timedelta(hours=12), False),
        (timedelta(0), timedelta(days=13, hours=23), True),
        (timedelta(0), timedelta(days=14), False),
    ],
)
def test_a_session_ends_unused_or_old(app: Flask, unused: timedelta, age: timedelta, is_alive: bool) -> None:
    token = begin_session(db.session, make_person(), NOW - age)
    db.session.execute(update(LoginSession).values(last_seen_at=NOW - unused))

    assert (find_session(db.session, token, NOW, **TIMES) is not None) is is_alive


@pytest.mark.parametrize("token", ["", "x", "\x00", "\ud800", "a" * 100_000, "' OR 1=1"])
def test_an_invented_token_opens_nothing(app: Flask, token: str) -> None:
    begin_session(db.session, make_person(), NOW)

    assert find_session(db.session, token, NOW, **TIMES) is None


def test_tokens_are_long_and_never_alike(app: Flask) -> None:
    person = make_person()

    tokens = {begin_session(db.session, person, NOW) for _ in range(20)}

    assert len(tokens) == 20
    assert min(map(len, tokens)) >= 43  # 256 bits in base 64


def test_ending_one_session_leaves_the_others(app: Flask) -> None:
    person = make_person()
    first, second = begin_session(db.session, person, NOW), begin_session(db.session, person, NOW)

    end_session(db.session, first)

    assert find_session(db.session, first, NOW, **TIMES) is None
    assert find_session(db.session, second, NOW, **TIMES) is not None


def test_ending_the_sessions_of_one_person_leaves_those_of_others(app: Flask) -> None:
    one, other = make_person(), make_person()
    tokens = [begin_session(db.session, person, NOW) for person in (one, one, other)]

    end_sessions(db.session, one)

    assert [find_session(db.session, token, NOW, **TIMES) is None for token in tokens] == [True, True, False]


def test_dead_sessions_are_forgotten(app: Flask) -> None:
    person = make_person()
    for age in (timedelta(hours=1), timedelta(hours=12), timedelta(days=20)):
        begin_session(db.session, person, NOW - age)

    delete_expired_sessions(db.session, NOW, **TIMES)

    assert count(LoginSession) == 1
