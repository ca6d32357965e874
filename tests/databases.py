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

on_sqlite = pytest.mark.parametrize("app", ["sqlite"], indirect=True)
"""For walks over many routes, whose outcome no database changes: one is enough, and half the time."""

on_postgres = pytest.mark.parametrize("app", ["postgres"], indirect=True)
"""For hostile text that is stored or looked up by its key: Postgres refuses bytes that SQLite takes. Not for search."""


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
