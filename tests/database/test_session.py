"""A request that only reads never waits for a writer, and may still write its own bookkeeping."""

import sqlite3
from contextlib import closing, suppress

import pytest
from flask import Flask
from sqlalchemy import select, text

from blog.database import db, writing
from blog.database.session import begin_answer, is_reading
from blog.models import Subscriber
from tests.databases import on_sqlite
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


@on_sqlite
@pytest.mark.parametrize("is_changed", [False, True])
def test_a_page_is_made_without_the_write_lock_unless_something_is_written(app: Flask, is_changed: bool) -> None:
    file = str(db.engine.url.database)
    db.session.remove()
    with app.test_request_context("/subscribe", method="POST"):
        db.session.execute(text("SELECT 1"))
        if is_changed:
            db.session.execute(text("UPDATE content_version SET number = number + 1"))
        assert begin_answer() == {}

        with closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as rival:
            is_locked = False
            try:
                rival.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                is_locked = True
        db.session.rollback()

    assert is_locked is is_changed
