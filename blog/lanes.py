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


@contextmanager
def open_lane(engine: Engine) -> Iterator[Connection | None]:
    """Yield a connection on which each statement commits itself, where that saves time; None elsewhere."""
    if is_sqlite(engine):
        yield None
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as lane:
        yield lane


def find_lane(session: AnySession) -> Connection | None:
    """Return the lane beside *session*, if it has one. It sees nothing of a transaction that is open in *session*."""
    lane: Connection | None = session.info.get(LANE)
    return lane


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
