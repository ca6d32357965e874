"""Compiled statements run at the speed of the driver, for what is done with every message that leaves.

SQLAlchemy processes each value of each row, which takes twice as long as the
database's own work. Here a statement is compiled once, and its constants and
the values that all rows share are converted for the driver once a call.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Connection, CursorResult, Dialect, Executable, text
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler

from blog.database import AnySession
from blog.database.autocommit import close_autocommit, open_autocommit

Values = Mapping[str, Any]
MAX_CACHED_STATEMENTS = 256
StatementBuilder = Callable[..., Executable]
"""Returns a statement; one that takes a number of ids has the parameters of id_parameters()."""

cached_text = lru_cache(MAX_CACHED_STATEMENTS)(text)
"""Returns SQL as a statement, the same object for the same SQL, so that SQLAlchemy parses it once."""


@contextmanager
def pinned_connection(session: AnySession) -> Iterator[Session]:
    """Yield a session that keeps one connection from transaction to transaction; *session* must be in none.

    To check a connection out of the pool, with its ping, costs as much as a
    commit. After discard_transaction a lost connection is replaced. On
    Postgres the session has an autocommit connection besides.
    """
    with session.get_bind().engine.connect() as connection, Session(bind=connection) as pinned, open_autocommit(pinned):
        yield pinned


def discard_transaction(session: AnySession) -> None:
    """Roll back after an error, so that the next transaction replaces connections that were lost."""
    session.rollback()
    close_autocommit(session)


def id_parameters(count: int) -> list[str]:
    """Return the names of the parameters of *count* ids."""
    return [f"id_{number}" for number in range(count)]


class CompiledStatement:
    """One statement compiled for one dialect, with the converters of its parameters."""

    def __init__(self, dialect: Dialect, statement: Executable) -> None:
        self.compiled: SQLCompiler = cast(Any, statement).compile(dialect=dialect)
        binds = self.compiled.binds.items()
        self.processors = {name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in binds}
        self.constants = self.to_driver({name: bind.value for name, bind in binds if not bind.required})

    def to_driver(self, values: Values) -> dict[str, Any]:
        """Return *values* as the driver takes them."""
        processed = ((name, value, self.processors[name]) for name, value in values.items())
        return {name: process(value) if process else value for name, value, process in processed}

    def arrange(self, values: dict[str, Any]) -> Any:
        """Return *values* by position, or by name where the driver takes names."""
        names = self.compiled.positiontup
        return values if names is None else tuple([values[name] for name in names])

    def execute(self, connection: Connection, shared: Values, native: Values) -> CursorResult[Any]:
        """Execute with *shared* values, which are converted, and *native* ones, which the driver takes as they are."""
        values = {**self.constants, **self.to_driver(shared), **native}
        return connection.exec_driver_sql(self.compiled.string, self.arrange(values))


@lru_cache(maxsize=MAX_CACHED_STATEMENTS)
def compile_once(dialect: Dialect, build: StatementBuilder, *counts: int) -> CompiledStatement:
    """Return the statement for *counts* of ids, compiled on the first call."""
    return CompiledStatement(dialect, build(*counts))


def execute_for_ids(
    session: AnySession, build: StatementBuilder, ids: Sequence[int], shared: Values
) -> CursorResult[Any]:
    """Execute a statement for all *ids* at once; *shared* holds its other parameters."""
    connection = session.connection()
    native = dict(zip(id_parameters(len(ids)), ids, strict=True))
    return compile_once(connection.dialect, build, len(ids)).execute(connection, shared, native)


def execute_with_arrays(
    autocommit: Connection, build: StatementBuilder, arrays: Values, shared: Values
) -> CursorResult[Any]:
    """Execute a statement that takes whole *arrays* as parameters; *shared* holds the others."""
    return compile_once(autocommit.dialect, build).execute(autocommit, shared, arrays)
