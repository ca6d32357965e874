"""The database: session, base class, column types and statements that differ by engine."""

from blog.database.session import (
    SAFE_METHODS,
    AnySession,
    Base,
    BigId,
    UTCDateTime,
    db,
    delete_chosen,
    forgive_power_cuts,
    init_database,
    insert_missing,
    is_sqlite,
    relaxed_references,
    skip_locked,
    upsert_count,
    word_column,
    writing,
)

__all__ = [
    "SAFE_METHODS",
    "AnySession",
    "Base",
    "BigId",
    "UTCDateTime",
    "db",
    "delete_chosen",
    "forgive_power_cuts",
    "init_database",
    "insert_missing",
    "is_sqlite",
    "relaxed_references",
    "skip_locked",
    "upsert_count",
    "word_column",
    "writing",
]
