"""The suite itself refuses waits inside write transactions: here is that it would tell."""

import socket

import pytest
from flask import Flask, render_template_string
from sqlalchemy import text

from blog.database import db, looking_ahead
from tests.databases import on_sqlite


def connect_nowhere() -> None:
    with socket.socket() as peer:
        peer.connect(("127.0.0.1", 9))


def test_a_wait_after_a_write_is_refused_until_the_transaction_ends(app: Flask) -> None:
    with app.test_request_context("/", method="POST"):
        db.session.execute(text("UPDATE content_version SET number = number"))
        with pytest.raises(AssertionError, match="write transaction"):
            connect_nowhere()

        db.session.rollback()
        with pytest.raises(OSError, match="refused"):
            connect_nowhere()


@on_sqlite
def test_reading_for_a_page_holds_no_lock(app: Flask) -> None:
    with app.test_request_context("/"):
        db.session.execute(text("SELECT number FROM content_version"))
        with pytest.raises(OSError, match="refused"):
            connect_nowhere()


@on_sqlite
def test_a_write_where_only_reading_began_is_refused(app: Flask) -> None:
    with app.test_request_context("/", method="POST"):
        render_template_string("{{ 1 }}")
        db.session.execute(text("SELECT number FROM content_version"))
        with pytest.raises(AssertionError, match="only reading"):
            db.session.execute(text("UPDATE content_version SET number = number"))
        db.session.rollback()


def test_who_looks_ahead_can_write_afterwards(app: Flask) -> None:
    with app.test_request_context("/", method="POST"):
        with looking_ahead():
            render_template_string("{{ 1 }}")
            db.session.execute(text("SELECT number FROM content_version"))

        db.session.execute(text("UPDATE content_version SET number = number"))
        db.session.rollback()
