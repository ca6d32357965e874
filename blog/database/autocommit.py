"""What Postgres needs to be nearly as quick as a file: short statements, few of them, and no word between them.

It is asked over a socket, where BEGIN and COMMIT cost as much as what stands
between them, and its driver reads each letter of a statement. So it gets a
lane, where one statement is a transaction by itself, and lists as one value.
SQLite has no lane, and gains nothing by one.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import ARRAY, Column, ColumnElement, Connection, Engine, Text, any_, bindparam, func
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.elements import Grouping

from blog.database import AnySession, is_sqlite

LANE = "lane"


class Lane:
    """A connection on which each statement commits itself; opened when first used, and again after it was closed.

    SQLAlchemy replaces a connection that was lost by one that does not commit by itself, so whoever gives up closes it.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.kept: Connection | None = None

    @property
    def connection(self) -> Connection:
        """Return the connection; what is open in a session beside it is not seen here."""
        if self.kept is None:
            self.kept = self.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        return self.kept

    def close(self) -> None:
        """Give the connection back."""
        if self.kept is not None:
            self.kept.close()
            self.kept = None


@contextmanager
def open_lane(session: AnySession) -> Iterator[None]:
    """Give *session* a lane for the block, where that saves time."""
    lane = None if is_sqlite(session.get_bind()) else Lane(session.get_bind().engine)
    session.info[LANE] = lane
    try:
        yield
    finally:
        close_lane(session)


def close_lane(session: AnySession) -> None:
    """Close the lane beside *session*, if there is one; the next use opens it anew."""
    lane: Lane | None = session.info.get(LANE)
    if lane is not None:
        lane.close()


def find_lane(session: AnySession) -> Connection | None:
    """Return the lane beside *session*, if it has one."""
    lane: Lane | None = session.info.get(LANE)
    return None if lane is None else lane.connection


def among(session: AnySession, column: InstrumentedAttribute[int], keys: Collection[int]) -> ColumnElement[bool]:
    """Return whether *column* is one of *keys*, in the quickest words for hundreds of them."""
    if is_sqlite(session.get_bind()):
        return column.in_(keys)
    return column == any_(bindparam(None, list(keys), type_=ARRAY(column.type)))


def any_of(column: Column[Any], name: str) -> ColumnElement[bool]:
    """Return whether *column* is in the list that is the parameter *name*: one short statement for any number."""
    return column == any_(bindparam(name, type_=ARRAY(column.type)))


def same_place(words: str, keys: str, column: Column[Any]) -> ColumnElement[str]:
    """Return what stands in the list *words* where *column* stands in the list *keys*, both parameters."""
    place = func.array_position(bindparam(keys, type_=ARRAY(column.type)), column)
    return Grouping(bindparam(words, type_=ARRAY(Text())))[place]
