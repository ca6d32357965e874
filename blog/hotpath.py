"""Statements at the speed of the driver, for what is done with every message that leaves.

SQLAlchemy looks at each value of each row anew, which takes twice as long as
the database's own work. Here a statement is compiled once, and what it holds
and what all rows share is turned into the driver's form once a call.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import CursorResult, Dialect, Executable
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler

from blog.database import AnySession

Values = Mapping[str, Any]
MOST_FORMS = 256
Maker = Callable[[int], Executable]
"""Makes a statement for so many keys, whose parameters are key_0, key_1 and so on; none of its own is a list."""


@contextmanager
def holding(session: AnySession) -> Iterator[Session]:
    """Yield a session that keeps one connection from transaction to transaction; *session* must be in none.

    Taking a connection anew, and asking whether it still lives, costs as much
    as a commit. One that is lost is replaced after a rollback.
    """
    with session.get_bind().engine.connect() as connection, Session(bind=connection) as held:
        yield held


def key_names(count: int) -> list[str]:
    """Return the names of the parameters of so many keys."""
    return [f"key_{number}" for number in range(count)]


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


@lru_cache(maxsize=MOST_FORMS)
def hot(dialect: Dialect, make: Maker, count: int) -> Hot:
    """Return the statement for so many keys, compiled once."""
    return Hot(dialect, make(count))


def execute_keys(session: AnySession, make: Maker, keys: Sequence[int], shared: Values) -> CursorResult[Any]:
    """Run a statement for all *keys* at once; *shared* holds its other parameters."""
    connection = session.connection()
    form = hot(connection.dialect, make, len(keys))
    values = form.own | form.as_stored(shared) | dict(zip(key_names(len(keys)), keys, strict=True))
    return connection.exec_driver_sql(form.compiled.string, form.arrange(values))
