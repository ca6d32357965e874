"""Locks of an upgrade: take them for a moment, give way, and try again, less and less often."""

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import click
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from blog.database.engine import is_sqlite
from blog.database.faults.passing_faults import Fault, sqlite_fault

ADVISORY_LOCK = 0x42736865
"""Any number that no other program takes: one upgrade at a time, on however many machines."""
FIRST_LOCK_TIMEOUT_MS, LONGER_BY_MS, LONGEST_LOCK_TIMEOUT_MS = 300, 150, 900
"""How long a migration waits for a table on Postgres, and so readers behind it: longer with each try in vain."""
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.2, 5.0
PATIENCE_SECONDS = 3600.0
SAY_EVERY_SECONDS = 60.0
LOCKED_STATES = {"55P03", "40P01", "40001"}
"""lock_not_available, deadlock_detected, serialization_failure (Postgres, appendix A)."""
OLDEST = """
    SELECT pid, coalesce(nullif(application_name, ''), usename::text, '') AS program,
        extract(epoch FROM clock_timestamp() - xact_start)::int AS seconds
    FROM pg_stat_activity
    WHERE xact_start IS NOT NULL AND pid <> pg_backend_pid() AND datname = current_database()
    ORDER BY xact_start LIMIT 1
"""

INVALID = text(
    "SELECT relname FROM pg_index JOIN pg_class ON oid = indexrelid WHERE NOT indisvalid AND relname = ANY(:names)"
)


class SchemaMoved(Exception):
    """Another upgrade was quicker: what is due has to be looked up again."""


class LockUnavailable(click.ClickException):
    """Other transactions held what the upgrade needs for as long as it waited."""


def lock_upgrade(connection: Connection, tries: int = 0) -> None:
    """Let one upgrade in at a time until the transaction ends; SQLite's BEGIN IMMEDIATE has done so.

    On Postgres no lock is waited for as long as deadlock_timeout (1 s): it is
    the migration that gives way, no reader. Deferred triggers fire at once,
    since a table with pending ones cannot be altered.

    Args:
        connection: in the transaction of the migration.
        tries: how often it was tried before in vain.
    """
    if not is_sqlite(connection.engine):
        timeout = min(FIRST_LOCK_TIMEOUT_MS + LONGER_BY_MS * tries, LONGEST_LOCK_TIMEOUT_MS)
        connection.execute(text(f"SET LOCAL lock_timeout = {timeout:d}"))
        connection.execute(text(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK:d})"))
        connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))


@contextmanager
def building_aside(context: MigrationContext, names: Sequence[str]) -> Iterator[Sequence[str]]:
    """Leave the transaction of a migration on Postgres, for indexes with *names* that are built CONCURRENTLY.

    Writers go on. One upgrade at a time is let in all the same, by
    a lock of the session. What the migration did before stays done if the
    block fails. On SQLite, where one writes at a time, nothing is left.
    Yields those of *names* that an interrupted build has left behind: they
    are not valid, and have to be dropped first.
    """
    connection = context.connection
    if connection is None or is_sqlite(connection.engine):
        yield ()
        return
    connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": ADVISORY_LOCK})
    try:
        with context.autocommit_block():
            yield connection.scalars(INVALID, {"names": list(names)}).all()
        lock_upgrade(connection)
    except BaseException:
        connection.invalidate()  # A transaction that failed could not unlock; the end of the session does.
        raise
    connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": ADVISORY_LOCK})


def retry_while_locked(attempt: Callable[[int], None], engine: Engine, patience: float = PATIENCE_SECONDS) -> None:
    """Call *attempt*, with the number of tries before, until it finds nothing locked; other errors are the caller's.

    Says on standard error what it waits for, at first and then once a minute.

    Raises:
        LockUnavailable: *patience* seconds have passed.
    """
    deadline, say_at = time.monotonic() + patience, 0.0
    for tries, pause in enumerate(pauses()):
        try:
            attempt(tries)
        except SchemaMoved:
            continue
        except DBAPIError as error:
            if not is_lock_error(error):
                raise
        else:
            return
        now = time.monotonic()
        if now >= deadline:
            raise LockUnavailable(f"The upgrade could not start. {describe_holder(engine)} Run it again later.")
        if now >= say_at:
            click.echo(f"The upgrade is waiting. {describe_holder(engine)} Trying again.", err=True)
            say_at = now + SAY_EVERY_SECONDS
        time.sleep(pause)


def pauses() -> Iterator[float]:
    """Yield the seconds between two tries, without end."""
    pause = FIRST_PAUSE_SECONDS
    while True:
        yield pause
        pause = min(pause * 2, LONGEST_PAUSE_SECONDS)


def is_lock_error(error: DBAPIError) -> bool:
    """Return whether *error* says that another transaction holds a lock."""
    if isinstance(error.orig, sqlite3.Error):
        return sqlite_fault(error.orig) is Fault.BUSY
    return getattr(error.orig, "sqlstate", None) in LOCKED_STATES


def describe_holder(engine: Engine) -> str:
    """Return a sentence on who probably holds the lock: on Postgres the oldest transaction."""
    row = None
    if not is_sqlite(engine):
        with engine.connect() as connection:
            row = connection.execute(text(OLDEST)).one_or_none()
    if row is None:
        return "Another process is writing to the database or upgrading it."
    return f"Process {row.pid} ({row.program}) has had a transaction open for {row.seconds} seconds."
