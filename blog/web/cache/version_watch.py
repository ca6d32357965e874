"""Reads the current content version before each response from the page cache.

On SQLite PRAGMA data_version tells whether the file was written to; only then
is the row read. On Postgres the row is read each time (strict), or NOTIFY tells
of changes (listen): a change is then seen a moment later, and the cache is
bypassed while that connection is down.
"""

import os
import select
import sqlite3
import time
from abc import ABC, abstractmethod
from threading import local
from typing import Any, NamedTuple

from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from blog.database import is_sqlite
from blog.web.cache.triggers import CHANNEL, STANDING_POSTGRES, STANDING_SQLITE, TRIGGER_NAMES
from blog.web.cache.watched_tables import TABLE

READ = f"SELECT number, mark FROM {TABLE} WHERE id = 1"  # noqa: S608
RETRY_SECONDS = 1.0
"""Wait before a lost connection is opened again; also how long a listener trusts silence."""


class Version(NamedTuple):
    """A content version; equal versions mean equal pages."""

    number: int
    mark: int


class OwnedConnection:
    """A thread's connection, closed when the thread ends, but not in a forked child, which shares the socket."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.owner = os.getpid()

    def __del__(self) -> None:
        """Close it."""
        if self.owner == os.getpid():
            self.connection.close()


class VersionWatch(local, ABC):
    """Thread-local connection for reading the version, opened at first use."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.connection: Any = None
        self.owned: OwnedConnection | None = None
        self.retry_at = 0.0
        self.version: Version | None = None
        self.is_away = False
        """Whether the database could not be asked; what is kept may then be all that can be shown."""

    def read(self) -> Version | None:
        """Return the current version; None when it cannot be read: then is_away says whether the database was away."""
        try:
            version = self.current_version() if self.ensure_open() else None
        except (OSError, SQLAlchemyError, self.engine.dialect.loaded_dbapi.Error):
            self.close()
            return None
        self.is_away = self.connection is None
        return version

    def ensure_open(self) -> bool:
        """Open a connection if there is none of this process; return False while waiting after a failure."""
        if self.owned is not None and self.owned.owner == os.getpid():
            return True
        if time.monotonic() < self.retry_at:
            return False
        self.connection = self.open()
        self.owned = OwnedConnection(self.connection)
        return True

    def close(self) -> None:
        """Drop the connection; it is opened again after RETRY_SECONDS."""
        self.retry_at = time.monotonic() + RETRY_SECONDS
        self.connection = self.owned = None
        self.is_away = True

    def read_row(self) -> Version | None:
        """Read the version from its row; None while a trigger is missing, since nothing then tells of a change."""
        row = self.connection.execute(READ).fetchone()
        return Version(*row) if row and self.are_triggers_standing() else None

    def has_all(self, statement: str) -> bool:
        """Return whether *statement*, which selects the triggers that stand, names all of this edition."""
        return {row[0] for row in self.connection.execute(statement)} >= TRIGGER_NAMES

    @abstractmethod
    def are_triggers_standing(self) -> bool:
        """Return whether every change raises the version."""

    @abstractmethod
    def open(self) -> Any:
        """Return a new connection in autocommit mode."""

    @abstractmethod
    def current_version(self) -> Version | None:
        """Return the current version, read as cheaply as the engine allows."""


class SqliteWatch(VersionWatch):
    """Polls PRAGMA data_version of a SQLite file.

    Source: sqlite.org/pragma.html#pragma_data_version (it moves when another connection has changed the file).
    """

    data_version: Any = None
    schema_version: Any = None
    is_standing = False

    def open(self) -> sqlite3.Connection:
        """Return a connection that waits for locks at most a second."""
        self.data_version = self.schema_version = None
        file = str(self.engine.url.database)
        return sqlite3.connect(file, timeout=1, isolation_level=None, check_same_thread=False)

    def current_version(self) -> Version | None:
        """Return the version; read the row only when the file has changed."""
        data_version = self.connection.execute("PRAGMA data_version").fetchone()
        if data_version != self.data_version:
            self.version, self.data_version = self.read_row(), data_version
        return self.version

    def are_triggers_standing(self) -> bool:
        """Look for the triggers again only when the schema has changed (PRAGMA schema_version)."""
        schema_version = self.connection.execute("PRAGMA schema_version").fetchone()
        if schema_version != self.schema_version:
            self.is_standing, self.schema_version = self.has_all(STANDING_SQLITE), schema_version
        return self.is_standing


class PollingWatch(VersionWatch):
    """Reads the row from Postgres each time, and looks for the triggers once a second."""

    is_standing = False
    standing_until = 0.0

    def open(self) -> Any:
        """Return a connection that detects a lost server within seconds."""
        arguments, options = self.engine.dialect.create_connect_args(self.engine.url)
        timeouts = {"connect_timeout": 2, "tcp_user_timeout": 2000, "keepalives_idle": 2, "keepalives_interval": 1}
        connection: Any = self.engine.dialect.loaded_dbapi.connect(*arguments, **{**timeouts, **options})
        connection.autocommit = True
        connection.prepare_threshold = 0
        return connection

    def current_version(self) -> Version | None:
        """Read the version from its row."""
        return self.read_row()

    def are_triggers_standing(self) -> bool:
        """Look for the triggers again after a second."""
        now = time.monotonic()
        if now >= self.standing_until:
            self.is_standing, self.standing_until = self.has_all(STANDING_POSTGRES), now + RETRY_SECONDS
        return self.is_standing


class ListeningWatch(PollingWatch):
    """Uses LISTEN/NOTIFY of Postgres, and reads the row again after a second without notification."""

    known_until = 0.0

    def open(self) -> Any:
        """Return a listening connection; the version is read again."""
        connection = super().open()
        connection.add_notify_handler(lambda _note: None)
        connection.execute(f"LISTEN {CHANNEL}")
        self.known_until = 0.0
        self.poller = select.poll()
        self.poller.register(connection.fileno(), select.POLLIN)
        return connection

    def current_version(self) -> Version | None:
        """Return the version; read the row when the server has sent anything, a disconnection included."""
        now = time.monotonic()
        if now >= self.known_until or self.poller.poll(0):
            self.version, self.known_until = self.read_row(), now + RETRY_SECONDS
        return self.version


def open_watch(engine: Engine, postgres_mode: str) -> VersionWatch | None:
    """Return the watch for *engine*; None for a database in memory, which cannot be watched."""
    if not is_sqlite(engine):
        return ListeningWatch(engine) if postgres_mode == "listen" else PollingWatch(engine)
    is_file = engine.url.database not in {None, "", ":memory:"}
    return SqliteWatch(engine) if is_file else None
