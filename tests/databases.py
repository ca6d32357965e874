"""Which database a test runs on: both, unless the other could not change the outcome;
a rival transaction; and how statements are executed."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from blog.database import Base, db
from tests.audit import IS_AUDIT

on_sqlite = pytest.mark.parametrize("app", ["sqlite"], indirect=True)
"""For walks over many routes, whose outcome no database changes: one is enough, and half the time."""

on_postgres = pytest.mark.parametrize("app", ["postgres"], indirect=True)
"""For hostile text that is stored or looked up by its key: Postgres refuses bytes that SQLite takes. Not for search."""

ABOUT_DATABASES = (
    "tests/database/",
    "tests/models/",
    "tests/operations/backup/test_site_restore.py",
    "tests/delivery/queue/",
    "tests/test_simultaneous_deeds.py",
)
"""Where each case runs on both."""


def split_further_cases(items: Sequence[pytest.Item]) -> tuple[list[pytest.Item], list[pytest.Item]]:
    """Return *items* without and with those on Postgres that repeat a test for another input.

    Each behaviour runs on both databases, and what it does with further
    inputs on SQLite alone; with AUDIT=1 all run on both.
    """
    on_sqlite = {behaviour_of(item) for item in items if database_of(item) == "sqlite"}
    kept, further, begun = [], [], set()
    for item in items:
        is_postgres, behaviour = database_of(item) == "postgres", behaviour_of(item)
        is_further = is_postgres and behaviour in on_sqlite and behaviour in begun and may_be_left(item)
        (further if is_further else kept).append(item)
        if is_postgres:
            begun.add(behaviour)
    return kept, further


def may_be_left(item: pytest.Item) -> bool:
    return not IS_AUDIT and not item.nodeid.startswith(ABOUT_DATABASES)


def behaviour_of(item: pytest.Item) -> str:
    """Return the address of the test, whatever its case."""
    return item.nodeid.partition("[")[0]


def database_of(item: pytest.Item) -> object:
    """Return the name of the database that *item* runs on, None where it has no choice."""
    return item.callspec.params.get("app") if hasattr(item, "callspec") else None


@contextmanager
def rival(row: Base) -> Iterator[None]:
    """Let another connection hold *row* written, and commit it a moment after the block has begun."""
    db.session.commit()
    with Session(db.engine) as other:
        other.add(row)
        other.flush()
        timer = threading.Timer(0.1, other.commit)
        timer.start()
        yield
        timer.join()


Statement = tuple[str, Any]
"""SQL and its values, as the driver gets them."""


@contextmanager
def asked_of_database() -> Iterator[list[Statement]]:
    """Yield a list to which the block adds each statement."""
    asked: list[Statement] = []

    def note(_connection: object, _cursor: object, sql: str, values: object, *_more: object) -> None:
        asked.append((sql, values))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def explain(asked: Sequence[Statement]) -> list[str]:
    """Return the steps of all statements that read, in the words of SQLite."""
    connection = db.session.connection()
    reading = [(sql, values) for sql, values in asked if sql.lstrip().startswith(("SELECT", "WITH"))]
    return [
        row.detail for sql, values in reading for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)
    ]
