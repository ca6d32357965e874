"""What the database module promises on SQLite and Postgres alike."""

from datetime import UTC, datetime

from flask import Flask

from blog.database import db, insert_missing
from blog.models import Heartbeat

NOW = datetime(2026, 5, 4, tzinfo=UTC)


def test_only_the_rows_that_were_missing_are_counted(app: Flask) -> None:
    rows = [{"name": name, "seen_at": NOW} for name in ("a", "b", "c")]

    counts = [insert_missing(db.session, Heartbeat, some) for some in (rows[:1], rows[:1], rows, rows)]

    assert counts == [1, 0, 2, 0]
