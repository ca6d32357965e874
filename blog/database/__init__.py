"""The database: session, base class, column types and statements that differ by engine."""

from blog.database.column_types import BigId, UTCDateTime, enum_column
from blog.database.engine import deferred_foreign_keys, is_sqlite, relax_durability
from blog.database.session import (
    CONTENT_LANGUAGE,
    SAFE_METHODS,
    AnySession,
    Base,
    content_language_tag,
    db,
    init_database,
    looking_ahead,
    reading_aside,
    writing,
    writing_if_possible,
)
from blog.database.statements import (
    add_counts,
    delete_selected,
    insert_missing,
    lock_by_number,
    skip_locked,
    upsert_count,
)

__all__ = [
    "CONTENT_LANGUAGE",
    "SAFE_METHODS",
    "AnySession",
    "Base",
    "BigId",
    "UTCDateTime",
    "add_counts",
    "content_language_tag",
    "db",
    "deferred_foreign_keys",
    "delete_selected",
    "enum_column",
    "init_database",
    "insert_missing",
    "is_sqlite",
    "lock_by_number",
    "looking_ahead",
    "reading_aside",
    "relax_durability",
    "skip_locked",
    "upsert_count",
    "writing",
    "writing_if_possible",
]
