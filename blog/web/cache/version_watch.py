"""Watching the content version: what a process must know, with each request, before it serves a page from memory.

SQLite says with one pragma whether anybody has written to the file; only then
is the row read again. On Postgres the row is read each time (strict), or the
server tells of a change by NOTIFY (listen); then a change is seen a moment
later, and nothing is served from memory while that connection is down.
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
from blog.web.cache.triggers import CHANNEL, TABLE

READ = f"SELECT number, mark FROM {TABLE} WHERE id = 1"  # noqa: S608
REST_SECONDS = 1.0
"""How long a watch that lost its connection waits before it opens another, and how long a listener trusts silence."""


class Version(NamedTuple):
    """One state of all content; equal versions mean equal pages."""

    number: int
    mark: int


class Held:
    """Closes the connection of a thread when the thread ends, but not that of a parent process."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.owner = os.getpid()

    def __del__(self) -> None:
        """Close it."""
        if self.owner == os.getpid():
            self.connection.close()


class Watch(local, ABC):
    """A connection of its own for each thread, so that none waits for another; opened when a thread first asks."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.connection: Any = None
        self.held: Held | None = None
        self.rests_until = 0.0
        self.version: Version | None = None

    def read(self) -> Version | None:
        """Return the version that holds now; None when nobody knows, so that nothing may come from memory."""
        try:
            return self.look() if self.is_open() else None
        except (OSError, SQLAlchemyError, self.engine.dialect.loaded_dbapi.Error):
            self.close()
            return None

    def is_open(self) -> bool:
        """Return whether there is a connection, and not one from before a fork; open one, but not after a failure."""
        if self.held is not None and self.held.owner == os.getpid():
            return True
        if time.monotonic() < self.rests_until:
            return False
        self.connection = self.open()
        self.held = Held(self.connection)
        return True

    def close(self) -> None:
        """Give up the connection for a while."""
        self.rests_until = time.monotonic() + REST_SECONDS
        self.connection = self.held = None

    def read_row(self) -> Version | None:
        """Return the version as the row says it."""
        row = self.connection.execute(READ).fetchone()
        return Version(*row) if row else None

    @abstractmethod
    def open(self) -> Any:
        """Return a new connection that commits by itself."""

    @abstractmethod
    def look(self) -> Version | None:
        """Return the version that holds now."""


class FileWatch(Watch):
    """Watches a SQLite file.

    Source: sqlite.org/pragma.html#pragma_data_version (it moves when another connection has changed the file).
    """

    moved: Any = None

    def open(self) -> sqlite3.Connection:
        """Return a connection that waits for nobody long."""
        self.moved = None
        file = str(self.engine.url.database)
        return sqlite3.connect(file, timeout=1, isolation_level=None, check_same_thread=False)

    def look(self) -> Version | None:
        """Return the version; the row is read only when the file has changed."""
        moved = self.connection.execute("PRAGMA data_version").fetchone()
        if moved != self.moved:
            self.version, self.moved = self.read_row(), moved
        return self.version


class StrictWatch(Watch):
    """Asks Postgres each time."""

    def open(self) -> Any:
        """Return a connection that notices within seconds that the server is gone."""
        words, options = self.engine.dialect.create_connect_args(self.engine.url)
        patience = {"connect_timeout": 2, "tcp_user_timeout": 2000, "keepalives_idle": 2, "keepalives_interval": 1}
        connection: Any = self.engine.dialect.loaded_dbapi.connect(*words, **{**patience, **options})
        connection.autocommit = True
        connection.prepare_threshold = 0
        return connection

    def look(self) -> Version | None:
        """Return the version as the row says it."""
        return self.read_row()


class ListeningWatch(StrictWatch):
    """Lets Postgres tell of changes, and asks again after each second of silence."""

    known_until = 0.0

    def open(self) -> Any:
        """Return a connection that listens; what it knew before is forgotten."""
        connection = super().open()
        connection.add_notify_handler(lambda _note: None)
        connection.execute(f"LISTEN {CHANNEL}")
        self.known_until = 0.0
        self.ear = select.poll()
        self.ear.register(connection.fileno(), select.POLLIN)
        return connection

    def look(self) -> Version | None:
        """Return the version; the row is read when the server has said anything, be it good-bye."""
        now = time.monotonic()
        if now >= self.known_until or self.ear.poll(0):
            self.version, self.known_until = self.read_row(), now + REST_SECONDS
        return self.version


def make_watch(engine: Engine, postgres_mode: str) -> Watch | None:
    """Return the watch for the database of *engine*; None for a database in memory, which only its process sees."""
    if not is_sqlite(engine):
        return ListeningWatch(engine) if postgres_mode == "listen" else StrictWatch(engine)
    is_file = engine.url.database not in {None, "", ":memory:"}
    return FileWatch(engine) if is_file else None
