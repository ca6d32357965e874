"""Which database a test runs on: both, unless the other could not change the outcome; and a rival transaction."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
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
