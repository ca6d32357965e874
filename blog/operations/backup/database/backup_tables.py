"""Which tables of a database go into a backup, in the order in which they can be filled, and their columns."""

import sqlite3
from collections.abc import Mapping

from sqlalchemy import Connection, inspect, text

from blog.operations.backup.archive.manifest import Table

LEFT_OUT = ("alembic_version", "article_search", "reader_search", "sqlite_")
"""How the names of tables begin that the database makes of others."""
FILLS_THE_SEARCH = "article_search_folded"
"""Its triggers read articles and their topics: it is filled last, and they stay awake."""
COLUMNS = text(
    "SELECT a.attname, format_type(a.atttypid, NULL) FROM pg_attribute AS a"
    " WHERE a.attrelid = to_regclass(:name) AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''"
    " ORDER BY a.attnum"
)
LAST_ID = text(
    "SELECT last_value FROM pg_sequences WHERE (schemaname || '.' || sequencename) = :name AND last_value > 0"
)


def is_kept(name: str) -> bool:
    """Return whether a backup holds the table *name*."""
    return name == FILLS_THE_SEARCH or not name.startswith(LEFT_OUT)


def postgres_tables(connection: Connection) -> tuple[Table, ...]:
    """Return the tables of a Postgres database, each after those that its rows point to."""
    ordered = [name for name, _ in inspect(connection).get_sorted_table_and_fkc_names() if name and is_kept(name)]
    names = sorted(ordered, key=lambda name: name == FILLS_THE_SEARCH)
    return tuple(Table(name, postgres_columns(connection, name)) for name in names)


def postgres_columns(connection: Connection, name: str) -> tuple[tuple[str, str], ...]:
    """Return names and types of the columns of the table *name*."""
    return tuple((column, kind) for column, kind in connection.execute(COLUMNS, {"name": name}))


def last_ids(connection: Connection, tables: tuple[Table, ...]) -> Mapping[str, int]:
    """Return the last id that Postgres gave out, by table."""
    found = {}
    for table in tables:
        if "id" in dict(table.columns):
            sequence = connection.scalar(text("SELECT pg_get_serial_sequence(:name, 'id')"), {"name": table.name})
            last = connection.scalar(LAST_ID, {"name": sequence}) if sequence else None
            if last:
                found[table.name] = int(last)
    return found


def sqlite_names(connection: sqlite3.Connection) -> list[str]:
    """Return the names of the tables of a SQLite file that are kept."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [name for (name,) in rows if is_kept(name)]


def sqlite_columns(connection: sqlite3.Connection, name: str) -> list[str]:
    """Return the names of the columns of the table *name* of a SQLite file."""
    return [row[0] for row in connection.execute("SELECT name FROM pragma_table_info(?)", (name,))]


def count_sqlite_rows(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many rows each table of a SQLite file holds."""
    names = sqlite_names(connection)
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608
