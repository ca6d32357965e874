"""Index of readers' names by word: FTS5 on SQLite, an expression index on Postgres; migration 0026 makes both."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, column, table, text

from blog.database.engine import is_sqlite
from blog.database.session import AnySession

NAMES = table("reader_search", column("rowid", Integer))
MATCHES = text("reader_search MATCH :asked")
HOLDS = text("array_to_tsvector(string_to_array(btrim(name_key), ' ')) @@ CAST(:asked AS tsquery)")


def having_name(session: AnySession, readers: Select[Any], id: Any, words: str) -> Select[Any]:
    """Return *readers*, a selection of subscribers with key *id*, whose names hold *words* in a row, latest first.

    The *words* are folded, with one space between two; the last one may be cut short.
    """
    if is_sqlite(session.get_bind()):
        asked = '"' + words.replace('"', '""') + '" *'
        found = readers.join(NAMES, NAMES.c.rowid == id).where(MATCHES.bindparams(asked=asked))
        return found.order_by(NAMES.c.rowid.desc())
    *whole, cut = (quote_lexeme(word) for word in words.split())
    return readers.where(HOLDS.bindparams(asked=" & ".join([*whole, f"{cut}:*"]))).order_by(id.desc())


def quote_lexeme(word: str) -> str:
    """Return *word* as one lexeme of a tsquery (PostgreSQL, Text Search Types)."""
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


def name_before(session: AnySession, id: Any, before: int) -> ColumnElement[bool]:
    """Return the condition that the key is below *before*, on the column by which having_name() sorts."""
    return (NAMES.c.rowid if is_sqlite(session.get_bind()) else id) < before
