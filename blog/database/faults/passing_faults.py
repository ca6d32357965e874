"""Faults of the database that pass: locked, read-only, full or away. What else fails is a fault of ours."""

import sqlite3
from enum import StrEnum
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError, PendingRollbackError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError

from blog.database.engine import is_sqlite


class Fault(StrEnum):
    """What keeps a statement from being carried out now."""

    BUSY = "busy"
    READ_ONLY = "read-only"
    FULL = "full"
    AWAY = "away"
    EMPTY = "without tables"
    DAMAGED = "damaged"


SQLITE_FAULTS = {
    sqlite3.SQLITE_BUSY: Fault.BUSY,
    sqlite3.SQLITE_LOCKED: Fault.BUSY,
    sqlite3.SQLITE_PROTOCOL: Fault.BUSY,
    sqlite3.SQLITE_READONLY: Fault.READ_ONLY,
    sqlite3.SQLITE_FULL: Fault.FULL,
    sqlite3.SQLITE_IOERR: Fault.AWAY,
    sqlite3.SQLITE_CANTOPEN: Fault.AWAY,
    sqlite3.SQLITE_CORRUPT: Fault.DAMAGED,
    sqlite3.SQLITE_NOTADB: Fault.DAMAGED,
}
"""By primary result code (sqlite.org/rescode.html)."""
PRIMARY_CODE = 0xFF
POSTGRES_FAULTS = {
    "08": Fault.AWAY,
    "25006": Fault.READ_ONLY,
    "3D": Fault.AWAY,
    "40001": Fault.BUSY,
    "40P01": Fault.BUSY,
    "53100": Fault.FULL,
    "53": Fault.BUSY,
    "55P03": Fault.BUSY,
    "57014": Fault.BUSY,
    "57P": Fault.AWAY,
    "58": Fault.AWAY,
}
"""By beginning of the SQLSTATE (PostgreSQL, appendix A), the first that fits."""
BROKEN_REFERENCE = {"23503", sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY}
"""foreign_key_violation (PostgreSQL, appendix A), and SQLite's extended result code."""
TAKEN = {"23505", sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY}
"""unique_violation."""
STALE_ROW_ERRORS = (ObjectDeletedError, StaleDataError)
"""Raised for a row that was there when it was read."""
NO_TABLE = ("no such table", "42P01")


def fault_of(error: BaseException, engine: Engine | None = None) -> Fault | None:
    """Return the passing fault that *error* stands for; None when it is another one.

    With *engine* a missing table counts as a fault where the database has no
    tables at all: its file, or the whole database, was taken away.
    """
    if isinstance(error, PoolTimeout):
        return Fault.BUSY
    if isinstance(error, PendingRollbackError):
        return Fault.AWAY
    if not isinstance(error, DBAPIError):
        return None
    fault = sqlite_fault(error.orig) if isinstance(error.orig, sqlite3.Error) else postgres_fault(error)
    if fault is None and engine is not None and is_about_table(error):
        return Fault.EMPTY if is_empty(engine) else None
    return fault


def sqlite_fault(error: sqlite3.Error) -> Fault | None:
    """Return the fault that SQLite's result code names."""
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else SQLITE_FAULTS.get(code & PRIMARY_CODE)


def postgres_fault(error: DBAPIError) -> Fault | None:
    """Return the fault that the SQLSTATE names; without one the server was not reached."""
    state: Any = getattr(error.orig, "sqlstate", "")
    if error.connection_invalidated or state is None:
        return Fault.AWAY
    return next((fault for start, fault in POSTGRES_FAULTS.items() if state and state.startswith(start)), None)


def is_conflict(error: SQLAlchemyError) -> bool:
    """Return whether *error* is a conflict with another transaction, which was quicker.

    A row that was read is gone, one that another row names is missing, or one that was to be added is there already.
    """
    return isinstance(error, STALE_ROW_ERRORS) or (
        isinstance(error, DBAPIError) and code_of(error) in BROKEN_REFERENCE | TAKEN
    )


def is_reference_broken(error: DBAPIError) -> bool:
    """Return whether a row is missing that another one names."""
    return code_of(error) in BROKEN_REFERENCE


def code_of(error: DBAPIError) -> Any:
    """Return the SQLSTATE of Postgres, or the extended result code of SQLite."""
    return getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorcode", None)


def conflict_of(error: SQLAlchemyError) -> str:
    """Return the name of the constraint that was violated, on SQLite the words about it; they hold no value.

    Of a row that is gone it is the class of *error*.
    """
    if not isinstance(error, DBAPIError):
        return type(error).__name__
    return str(getattr(getattr(error.orig, "diag", None), "constraint_name", None) or error.orig)


def is_about_table(error: DBAPIError) -> bool:
    """Return whether a table was missing."""
    return getattr(error.orig, "sqlstate", "") == NO_TABLE[1] or NO_TABLE[0] in str(error.orig)


def is_empty(engine: Engine) -> bool:
    """Return whether the database has none of our tables."""
    try:
        return not inspect(engine).has_table("alembic_version")
    except SQLAlchemyError:
        return True


def describe_fault(fault: Fault, engine: Engine) -> str:
    """Return a sentence for the operator about *fault*, with what to do."""
    is_file = is_sqlite(engine)
    name = f"The database {engine.url.database}" if is_file else "The Postgres database"
    unreachable = "is its disk full or read-only" if is_file else "is it running"
    sentences = {
        Fault.BUSY: "is locked by another process: try again in a moment.",
        Fault.READ_ONLY: "cannot be written to: it is read-only or belongs to another account.",
        Fault.FULL: "cannot grow: its disk is full.",
        Fault.AWAY: f"cannot be reached: {unreachable}, and may this account open it?",
        Fault.EMPTY: "has no tables: run flask db upgrade, or restore a backup.",
        Fault.DAMAGED: "is damaged: restore a backup.",
    }
    return f"{name} {sentences[fault]}"
