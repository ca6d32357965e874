"""Engine set-up: SQLite is made a safe database of many threads, and a Postgres database has to be in UTF-8."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import click
from sqlalchemy import event, text
from sqlalchemy.engine import Connection, Engine, make_url

BUSY_TIMEOUT_MS = 5000
HURRIED_TIMEOUT_MS = 250


class UnsuitableEncoding(click.ClickException):
    """A Postgres database cannot hold every text; a command ends with this sentence alone."""

    def __init__(self, encoding: str) -> None:
        super().__init__(
            f"The Postgres database is in {encoding}, which cannot hold every text:"
            " create one with createdb --encoding=UTF8 --template=template0."
        )


class UnusableFolder(click.ClickException):
    """The SQLite file cannot be created or looked at; a command ends with this sentence alone."""

    def __init__(self, file: Path, error: OSError) -> None:
        super().__init__(
            f"The database {file} cannot be created ({error.strerror}):"
            " let the site's account own its folder, or name another one in BLOG_DATABASE_URL."
        )


def is_sqlite(bind: Engine | Connection) -> bool:
    """Return whether *bind* is a SQLite database."""
    return bind.dialect.name == "sqlite"


def is_writable(engine: Engine) -> bool:
    """Return whether a SQLite file, and its folder, where its log lies, can be written; a server decides by itself."""
    file = Path(engine.url.database or "")
    return not is_sqlite(engine) or all(os.access(place, os.W_OK) for place in (file, file.parent))


def make_private_file(url: str) -> None:
    """Create the SQLite file, if it is missing, readable by its owner alone, before SQLite makes it readable by all.

    Raises:
        UnusableFolder: it cannot be created. A file that is there and cannot be written is a matter for its users.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database or parsed.database == ":memory:":
        return
    file = Path(parsed.database)
    try:
        if file.exists():
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise UnusableFolder(file, error) from None


def configure_engine(
    engine: Engine,
    *,
    synchronous: str,
    is_reading: Callable[[], bool],
    is_hurried: Callable[[], bool] = lambda: False,
) -> None:
    """Set WAL, foreign keys and a busy timeout on each SQLite connection, and begin writes with IMMEDIATE.

    A deferred transaction that reads and then writes fails with "database is
    locked" whatever the timeout; IMMEDIATE takes the write lock at once. A
    transaction that only reads stays deferred, so that it never waits; the
    execution option is_reading of a connection says so too. A
    connection to Postgres raises UnsuitableEncoding if its database is not in UTF-8.

    Args:
        engine: of any database.
        synchronous: SQLite's PRAGMA, FULL or NORMAL.
        is_reading: whether the transaction that begins now only reads.
        is_hurried: whether the one that begins now waits for the write lock for a moment only.
    """
    if not is_sqlite(engine):
        event.listen(engine, "connect", require_utf8, insert=True)
        return

    @event.listens_for(engine, "connect")
    def set_pragmas(connection: Any, record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS:d}")
        record.info["busy_timeout"] = BUSY_TIMEOUT_MS
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = NORMAL" if synchronous == "NORMAL" else "PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        reads = is_reading() or connection.get_execution_options().get("is_reading", False)
        timeout = HURRIED_TIMEOUT_MS if is_hurried() else BUSY_TIMEOUT_MS
        if connection.info["busy_timeout"] != timeout:
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {timeout:d}")
            connection.info["busy_timeout"] = timeout
        connection.info["changes"] = count_changes(connection)
        connection.exec_driver_sql("BEGIN DEFERRED" if reads else "BEGIN IMMEDIATE")


@contextmanager
def one_moment(engine: Engine) -> Iterator[Connection]:
    """Yield a connection that sees the database as it is now, whatever others write, and keeps nobody waiting."""
    options: dict[str, Any] = {"is_reading": True}
    if not is_sqlite(engine):
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with engine.connect().execution_options(**options) as connection:
        connection.execute(text("SELECT number FROM content_version"))  # The moment is that of the first query.
        yield connection
        connection.rollback()


def count_changes(connection: Connection) -> int:
    """Return how many rows this SQLite connection has changed since it was opened."""
    return int(cast(sqlite3.Connection, connection.connection.driver_connection).total_changes)


def has_written(session: Any) -> bool:
    """Return whether the open transaction of *session* has changed a row; on Postgres, where no lock matters, True."""
    connection: Connection = session.connection()
    return not is_sqlite(connection.engine) or count_changes(connection) != connection.info["changes"]


def require_utf8(connection: Any, _record: Any) -> None:
    """Raise UnsuitableEncoding unless the database of a new Postgres connection is in UTF-8; this asks no query."""
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        connection.close()
        raise UnsuitableEncoding(encoding)


def relax_durability(engine: Engine) -> None:
    """Set SQLite's synchronous to NORMAL from the next connection on: a power cut may lose the last commits.

    A killed process loses nothing. For the worker, whose last commit can be
    repeated with its message. Postgres stays as it is.
    """
    if is_sqlite(engine):
        event.listen(engine, "connect", lambda raw, _record: raw.execute("PRAGMA synchronous = NORMAL"))
        engine.dispose()


def checkpoint_wal(engine: Engine) -> None:
    """Write what is committed to SQLite's file on the disk, even with synchronous NORMAL; Postgres has done so."""
    if not is_sqlite(engine):
        return
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")
    finally:
        raw.close()


@contextmanager
def deferred_foreign_keys(connection: Connection) -> Iterator[None]:
    """Check SQLite's foreign keys at the end of the block, so that rebuilding a table deletes no child rows.

    SQLite changes most of a table's definition by copying it, and dropping
    the old copy would cascade. Postgres needs none of it.

    Raises:
        IntegrityError: a row refers to a row that is gone.

    Source: sqlite.org/lang_altertable.html, section 7.
    """
    if not is_sqlite(connection.engine):
        yield
        return
    raw = cast(sqlite3.Connection, connection.connection.driver_connection)
    raw.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
        broken = raw.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise sqlite3.IntegrityError(f"Rows refer to nothing: {broken[:5]}")
    finally:
        raw.execute("PRAGMA foreign_keys = ON")
