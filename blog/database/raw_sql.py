"""Statements at the speed of the driver, for what is done with every message that leaves.

SQLAlchemy looks at each value of each row anew, which takes twice as long as
the database's own work. Here a statement is compiled once, and what it holds
and what all rows share is turned into the driver's form once a call.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Connection, CursorResult, Dialect, Executable
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler

from blog.database import AnySession
from blog.database.autocommit import close_lane, open_lane

Values = Mapping[str, Any]
MOST_FORMS = 256
Maker = Callable[..., Executable]
"""Makes a statement, for so many keys if it has parameters key_0, key_1 and so on."""


@contextmanager
def holding(session: AnySession) -> Iterator[Session]:
    """Yield a session that keeps one connection from transaction to transaction; *session* must be in none.

    Taking a connection anew, and asking whether it still lives, costs as much
    as a commit. One that is lost is replaced after give_up. Where one
    statement can be a transaction without being asked, it keeps a second
    connection for that.
    """
    with session.get_bind().engine.connect() as connection, Session(bind=connection) as held, open_lane(held):
        yield held


def give_up(session: AnySession) -> None:
    """Forget the transaction; a connection that was lost is made anew for the next."""
    session.rollback()
    close_lane(session)


def key_names(count: int) -> list[str]:
    """Return the names of the parameters of so many keys."""
    return [f"key_{number}" for number in range(count)]


def name_keys(keys: Sequence[int]) -> dict[str, int]:
    """Return *keys* by the names of their parameters."""
    return dict(zip(key_names(len(keys)), keys, strict=True))


class Hot:
    """One statement in the words of one database."""

    def __init__(self, dialect: Dialect, statement: Executable) -> None:
        self.compiled: SQLCompiler = cast(Any, statement).compile(dialect=dialect)
        binds = self.compiled.binds.items()
        self.process = {name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in binds}
        self.own = self.as_stored({name: bind.value for name, bind in binds if not bind.required})

    def as_stored(self, values: Values) -> dict[str, Any]:
        """Return *values* as the driver wants them."""
        processed = ((name, value, self.process[name]) for name, value in values.items())
        return {name: process(value) if process else value for name, value, process in processed}

    def arrange(self, values: dict[str, Any]) -> Any:
        """Return *values* in the order of the statement, or by name where the driver knows names."""
        names = self.compiled.positiontup
        return values if names is None else tuple([values[name] for name in names])

    def run(self, connection: Connection, shared: Values, plain: Values) -> CursorResult[Any]:
        """Run it with values that have to be turned into the driver's form, and with *plain* ones that have not."""
        values = {**self.own, **self.as_stored(shared), **plain}
        return connection.exec_driver_sql(self.compiled.string, self.arrange(values))


@lru_cache(maxsize=MOST_FORMS)
def hot(dialect: Dialect, make: Maker, *counts: int) -> Hot:
    """Return the statement for so many keys, compiled once."""
    return Hot(dialect, make(*counts))


def execute_keys(session: AnySession, make: Maker, keys: Sequence[int], shared: Values) -> CursorResult[Any]:
    """Run a statement for all *keys* at once; *shared* holds its other parameters."""
    connection = session.connection()
    return hot(connection.dialect, make, len(keys)).run(connection, shared, name_keys(keys))


def execute_lists(lane: Connection, make: Maker, lists: Values, shared: Values) -> CursorResult[Any]:
    """Run a statement that has whole *lists* for parameters; *shared* holds the others."""
    return hot(lane.dialect, make).run(lane, shared, lists)
