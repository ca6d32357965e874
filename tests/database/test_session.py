"""A request that only reads never waits for a writer, and may still write its own bookkeeping."""

from contextlib import suppress

import pytest
from flask import Flask
from sqlalchemy import select

from blog.database import db, writing
from blog.database.session import is_reading
from blog.models import Subscriber
from tests.factories import make_subscriber


@pytest.mark.parametrize(("method", "expected"), [("GET", True), ("HEAD", True), ("POST", False)])
def test_a_request_reads_if_its_method_is_safe(sqlite_app: Flask, method: str, *, expected: bool) -> None:
    with sqlite_app.test_request_context(method=method):
        assert is_reading() is expected


def test_outside_of_a_request_a_transaction_may_write(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        assert not is_reading()


def test_writing_takes_the_lock_within_a_get(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context():
        with writing():
            assert not is_reading()

        assert is_reading()


def test_what_was_written_is_committed_at_the_end(app: Flask) -> None:
    person = make_subscriber()

    with writing():
        db.session.get_one(Subscriber, person.id).name = "Ada"
    db.session.rollback()

    assert db.session.scalar(select(Subscriber.name)) == "Ada"


def test_an_error_leaves_nothing_written(app: Flask) -> None:
    person = make_subscriber()

    with suppress(RuntimeError), writing():
        db.session.get_one(Subscriber, person.id).name = "Ada"
        db.session.flush()
        raise RuntimeError

    assert db.session.scalar(select(Subscriber.name)) is None
