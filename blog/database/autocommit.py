"""Autocommit connection and array parameters for Postgres, so that a send cycle costs one round trip.

Postgres is asked over a socket, where BEGIN and COMMIT cost as much as what
stands between them, and its driver parses each letter of a statement. An
autocommit connection runs one statement as one transaction, and an array is
one parameter for any number of values. SQLite gains nothing by either.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import ARRAY, Column, ColumnElement, Connection, Engine, Text, any_, bindparam, func
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.elements import Grouping

from blog.database import AnySession, is_sqlite

SESSION_KEY = "autocommit"


class AutocommitConnection:
    """A connection on which each statement commits itself; opened on first use, and again after close().

    SQLAlchemy replaces a lost connection by one that does not autocommit, so it must be closed after an error.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.opened: Connection | None = None

    @property
    def connection(self) -> Connection:
        """Return the open connection; it does not see what a session beside it has not committed."""
        if self.opened is None:
            self.opened = self.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        return self.opened

    def close(self) -> None:
        """Return the connection to the pool."""
        if self.opened is not None:
            self.opened.close()
            self.opened = None


@contextmanager
def open_autocommit(session: AnySession) -> Iterator[None]:
    """Give *session* an autocommit connection for the block; none on SQLite, where it saves no time."""
    engine = session.get_bind().engine
    session.info[SESSION_KEY] = None if is_sqlite(engine) else AutocommitConnection(engine)
    try:
        yield
    finally:
        close_autocommit(session)


def close_autocommit(session: AnySession) -> None:
    """Close the autocommit connection of *session*, if it has one; the next use opens another."""
    autocommit: AutocommitConnection | None = session.info.get(SESSION_KEY)
    if autocommit is not None:
        autocommit.close()


def autocommit_connection(session: AnySession) -> Connection | None:
    """Return the autocommit connection of *session*, or None without one."""
    autocommit: AutocommitConnection | None = session.info.get(SESSION_KEY)
    return None if autocommit is None else autocommit.connection


def in_list(session: AnySession, column: InstrumentedAttribute[int], values: Collection[int]) -> ColumnElement[bool]:
    """Return the condition that *column* is one of *values*: an array parameter on Postgres, IN on SQLite."""
    if is_sqlite(session.get_bind()):
        return column.in_(values)
    return column == any_(bindparam(None, list(values), type_=ARRAY(column.type)))


def in_array(column: Column[Any], parameter: str) -> ColumnElement[bool]:
    """Return the condition that *column* is in the array bound as *parameter* (Postgres)."""
    return column == any_(bindparam(parameter, type_=ARRAY(column.type)))


def array_element(texts: str, ids: str, column: Column[Any]) -> ColumnElement[str]:
    """Return the element of the array bound as *texts* at the position of *column* in the array bound as *ids*."""
    position = func.array_position(bindparam(ids, type_=ARRAY(column.type)), column)
    return Grouping(bindparam(texts, type_=ARRAY(Text())))[position]
