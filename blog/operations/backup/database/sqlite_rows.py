"""Rows of a SQLite file as the text of COPY, and the other way round."""

import sqlite3
from collections.abc import Iterable, Iterator

from blog.operations.backup.archive.manifest import Table
from blog.operations.backup.database.backup_tables import sqlite_columns, sqlite_names
from blog.operations.backup.database.copy_text import line_reader, line_writer
from blog.operations.backup.database.postgres_copy import PART_BYTES
from blog.operations.backup.database.row_digest import RowDigest

AWAKE = ("article_search_folded_", "reader_search_")
"""How the names of triggers begin that fill the search; what others would write comes with the rows."""


def read_lines(connection: sqlite3.Connection, table: Table) -> Iterator[bytes]:
    """Yield the rows of *table* as lines of COPY."""
    columns = ", ".join(f'"{name}"' for name, _ in table.columns)
    write_line = line_writer([kind for _, kind in table.columns])
    return map(write_line, connection.execute(f'SELECT {columns} FROM "{table.name}"'))  # noqa: S608


def read_parts(connection: sqlite3.Connection, table: Table) -> Iterator[bytes]:
    """Yield the rows of *table* as lines of COPY, some megabytes at a time."""
    pending = bytearray()
    for line in read_lines(connection, table):
        pending += line
        if len(pending) >= PART_BYTES:
            yield bytes(pending)
            pending.clear()
    if pending:
        yield bytes(pending)


def digest_rows(connection: sqlite3.Connection, tables: Iterable[Table]) -> dict[str, RowDigest]:
    """Return the digest of the columns of each of *tables* that are named."""
    found = {}
    for table in tables:
        found[table.name] = RowDigest()
        found[table.name].add(line[:-1] for line in read_lines(connection, table))
    return found


class SqliteLoader:
    """Fills an empty file that has the schema of the backup, in one transaction that finish() commits."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("BEGIN IMMEDIATE")
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        self.asleep = [(name, sql) for name, sql in triggers if not name.startswith(AWAKE)]
        for name, _ in self.asleep:
            connection.execute(f'DROP TRIGGER "{name}"')
        for name in sqlite_names(connection):
            connection.execute(f'DELETE FROM "{name}"')  # noqa: S608  # What migrations have put there.

    def load(self, table: Table, parts: Iterable[bytes]) -> None:
        """Put the lines of *parts*, each a number of whole lines, into *table*."""
        names = [f'"{name}"' for name, _ in table.columns]
        marks = ", ".join("?" * len(names))
        insert = f'INSERT INTO "{table.name}" ({", ".join(names)}) VALUES ({marks})'  # noqa: S608
        read_line = line_reader([kind for _, kind in table.columns])
        for part in parts:
            self.connection.executemany(insert, map(read_line, part.split(b"\n")[:-1]))

    def finish(self) -> None:
        """Wake the triggers, check that every row finds what it points to, and commit.

        Raises:
            IntegrityError: one does not.
        """
        for _, sql in self.asleep:
            self.connection.execute(sql)
        if self.connection.execute("PRAGMA foreign_key_check").fetchone():
            raise sqlite3.IntegrityError("rows refer to nothing")
        self.connection.execute("COMMIT")
        self.connection.execute("PRAGMA foreign_keys = ON")


def has_columns(connection: sqlite3.Connection, table: Table) -> bool:
    """Return whether a SQLite file has *table* with all its columns."""
    return {name for name, _ in table.columns} <= set(sqlite_columns(connection, table.name))
