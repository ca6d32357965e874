"""What is locked is tried again, for as long as one is told, and other errors are not."""

import sqlite3
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from blog.database import db
from blog.database.faults.lock_waiting import LockUnavailable, SchemaMoved, retry_while_locked


@pytest.fixture
def locked(tmp_path: Path):
    """A file that another connection writes to."""
    file = tmp_path / "site.sqlite3"
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    engine = create_engine(f"sqlite:///{file}", connect_args={"timeout": 0})
    yield engine, holder
    holder.close()
    engine.dispose()


def write(engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE found (id INTEGER)"))


def test_it_tries_again_until_the_lock_is_free_and_says_so_once(locked, capsys: pytest.CaptureFixture[str]) -> None:
    engine, holder = locked
    tries = []

    def attempt(_tries: int) -> None:
        tries.append(1)
        if len(tries) == 3:
            holder.execute("ROLLBACK")
        write(engine)

    retry_while_locked(attempt, engine)

    assert len(tries) == 3
    assert capsys.readouterr().err.count("Another process is writing to the database") == 1


def test_it_gives_up_with_a_sentence(locked) -> None:
    engine, _ = locked

    with pytest.raises(LockUnavailable, match="The upgrade could not start"):
        retry_while_locked(lambda _tries: write(engine), engine, patience=0)


def test_a_moved_schema_is_planned_anew_at_once(app: Flask) -> None:
    outcomes = iter([SchemaMoved(), None])

    def attempt(_tries: int) -> None:
        if (error := next(outcomes)) is not None:
            raise error

    retry_while_locked(attempt, db.engine)

    assert next(outcomes, "none left") == "none left"


def test_any_other_error_is_the_callers(app: Flask) -> None:
    def attempt(_tries: int) -> None:
        with db.engine.connect() as connection:
            connection.execute(text("SELECT nothing FROM nowhere"))

    with pytest.raises((OperationalError, Exception), match="nowhere"):
        retry_while_locked(attempt, db.engine)
