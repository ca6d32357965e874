"""The database: session, base class and column types; the one file that knows SQLite and Postgres differ."""

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeAlias, TypeVar, cast

from flask import Flask, g, has_request_context, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import BigInteger, CursorResult, Dialect, Enum, Integer, MetaData, Select, Table, delete, event
from sqlalchemy import DateTime as SqlDateTime
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute, Session, scoped_session
from sqlalchemy.types import TypeDecorator

from blog.config.settings import settings_of

BUSY_TIMEOUT_MS = 5000
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

BigId = BigInteger().with_variant(Integer, "sqlite")
"""Key of a table that may hold more than two thousand million rows."""


class Base(DeclarativeBase):
    """Base of all models; constraint names follow one rule, so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base)

AnySession: TypeAlias = Session | scoped_session[Any]
Query = TypeVar("Query", bound=Select[*tuple[Any, ...]])


class UTCDateTime(TypeDecorator[datetime]):
    """An aware UTC time; a naive one is refused, since nobody knows what it means."""

    impl = SqlDateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return *value* in UTC, without zone on SQLite, which stores none."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A time without zone was handed to the database.")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the stored time as aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def word_column(words: type[StrEnum]) -> Enum:
    """Return a text column type that holds one of *words* and gives it back as a member."""
    return Enum(
        words, native_enum=False, length=20, validate_strings=True, values_callable=lambda e: [m.value for m in e]
    )


def init_database(app: Flask) -> None:
    """Bind the database to *app* and give every SQLite connection its settings."""
    make_private_file(settings_of(app).database_url)
    db.init_app(app)
    with app.app_context():
        if is_sqlite(db.engine):
            synchronous = "NORMAL" if settings_of(app).sqlite_synchronous == "NORMAL" else "FULL"
            prepare_sqlite(db.engine, synchronous)


def make_private_file(url: str) -> None:
    """Create the SQLite file readable by its owner alone, before SQLite makes it readable by all."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database or parsed.database == ":memory:":
        return
    file = Path(parsed.database)
    file.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))


def is_sqlite(bind: Engine | Connection) -> bool:
    """Return whether *bind* is a SQLite database."""
    return bind.dialect.name == "sqlite"


def prepare_sqlite(engine: Engine, synchronous: str) -> None:
    """Set WAL, foreign keys and waiting on each connection, and begin writes with IMMEDIATE.

    A deferred transaction that reads and then writes fails with "database is
    locked" whatever the timeout; IMMEDIATE takes the write lock at once. Web
    requests that only read keep the deferred form, so that they never wait.
    """

    @event.listens_for(engine, "connect")
    def set_pragmas(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS:d}")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL" if synchronous == "FULL" else "PRAGMA synchronous = NORMAL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN DEFERRED" if is_reading() else "BEGIN IMMEDIATE")


def forgive_power_cuts(engine: Engine) -> None:
    """Let SQLite write to disk a moment later (synchronous NORMAL) from the next connection on; a kill loses nothing.

    For the worker, whose last write can be had again by repeating a message. Postgres stays as it is.
    """
    if is_sqlite(engine):
        event.listen(engine, "connect", lambda raw, _record: raw.execute("PRAGMA synchronous = NORMAL"))
        engine.dispose()


@contextmanager
def relaxed_references(connection: Connection) -> Iterator[None]:
    """Let SQLite rebuild tables in the block without deleting what refers to them; all is checked at the end.

    SQLite changes most of a table's definition by copying it, and dropping
    the old copy would cascade. Postgres needs none of it.

    Raises:
        IntegrityError: something refers to a row that is gone.

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


def is_reading() -> bool:
    """Return whether the transaction that begins now serves a web request that changes nothing."""
    return has_request_context() and request.method in SAFE_METHODS and not g.get("is_writing", False)


@contextmanager
def writing() -> Iterator[None]:
    """Commit what the block writes at once, even while a GET is answered.

    For the bookkeeping of the edge alone: a rate limit's count, a session's
    last sign of life. What the request has read or written before is ended.
    """
    db.session.rollback()
    g.is_writing = True
    try:
        yield
        db.session.commit()
    finally:
        db.session.rollback()
        g.is_writing = False


def insert_missing(session: AnySession, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> int:
    """Insert *rows* unless a unique key holds them already; return how many were new."""
    insert = sqlite.insert if is_sqlite(session.get_bind()) else postgresql.insert
    table = cast(Table, model.__table__)  # An insert into the class is an ORM bulk insert, which counts nothing.
    # SQLAlchemy forgets the count of an insert into Postgres, and says -1, unless it is told to keep it.
    counting = {"preserve_rowcount": True}
    result = session.execute(insert(table).on_conflict_do_nothing(), list(rows), execution_options=counting)
    return int(cast(CursorResult[Any], result).rowcount)


def delete_chosen(session: AnySession, model: type[Base], chosen: Select[int]) -> int:
    """Delete the rows of *model* whose keys *chosen* gives; return how many. Objects in memory are left alone."""
    table = cast(Table, model.__table__)
    return int(cast(CursorResult[Any], session.execute(delete(table).where(table.c.id.in_(chosen)))).rowcount)


def upsert_count(session: AnySession, model: type[Base], key: Mapping[str, Any], counter: str, amount: int = 1) -> int:
    """Add *amount* to *counter* in the row that *key* names, made when missing; return the new count."""
    insert = sqlite.insert if is_sqlite(session.get_bind()) else postgresql.insert
    column: InstrumentedAttribute[int] = getattr(model, counter)
    statement = (
        insert(model)
        .values({**key, counter: amount})
        .on_conflict_do_update(index_elements=list(key), set_={counter: column + amount})
        .returning(column)
    )
    return int(session.scalars(statement).one())


def skip_locked(statement: Query) -> Query:
    """Lock the rows that *statement* selects and pass over those another worker holds.

    SQLite ignores it: there BEGIN IMMEDIATE already lets one writer in at a time.
    """
    return statement.with_for_update(skip_locked=True)
