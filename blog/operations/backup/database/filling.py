"""Filling an empty database from a backup, and holding what it has then against what was written.

This module commits: a database is filled in one transaction, or not at all.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine, text

from blog.database import is_sqlite
from blog.operations.backup.archive.archive_reader import ArchiveMember
from blog.operations.backup.archive.manifest import ROWS, ArchiveRefused, Manifest, Table
from blog.operations.backup.database import postgres_copy, sqlite_rows
from blog.operations.backup.database.backup_tables import count_sqlite_rows, sqlite_names
from blog.operations.backup.database.row_digest import RowDigest
from blog.operations.backup.database.sqlite_file import database_file, open_file, require_whole

MAX_PART_BYTES = 2**28
"""Largest member with rows, which is held in memory."""
MARKS = (
    "DELETE FROM heartbeats",
    "UPDATE installation SET fingerprint = 'restored'",
    "INSERT INTO installation (id, fingerprint, epoch, declared_at)"
    " SELECT 1, 'restored', 0, CURRENT_TIMESTAMP WHERE NOT EXISTS (SELECT 1 FROM installation)",
    "UPDATE content_version SET number = number + 1, mark = -mark",
)
"""What lets nothing be sent before the database is declared live, even where its backup never was."""


class Loader(Protocol):
    """Puts lines of COPY into tables."""

    def load(self, table: Table, parts: Iterable[bytes]) -> None:
        """Put the lines of *parts* into *table*."""

    def finish(self) -> None:
        """Leave the database as a site needs it."""


class Filling:
    """A database that is being filled from rows in the order of their tables."""

    def __init__(self, tables: Iterable[Table]) -> None:
        self.tables = tuple(tables)

    def load(self, member: ArchiveMember) -> None:
        """Put the rows of *member* into their table.

        Raises:
            ArchiveRefused: there is no such table, or these are no rows of it.
        """
        found = ROWS.fullmatch(member.name)
        number = int(found[1]) if found else len(self.tables)
        if number >= len(self.tables) or found is None or self.tables[number].name != found[2]:
            raise ArchiveRefused("This backup holds rows of a table that it does not name.")
        if member.size > MAX_PART_BYTES:
            raise ArchiveRefused("This backup holds more rows in one part than a backup does.")
        load_rows(self.loader(), self.tables[number], [member.body.readall() or b""])

    def loader(self) -> Loader:
        """Return what puts rows into the database."""
        raise NotImplementedError

    def finish(self, manifest: Manifest) -> None:
        """Compare with *manifest*, and commit; raise ArchiveRefused where something differs."""
        raise NotImplementedError

    def close(self) -> None:
        """Give up what was not committed."""
        raise NotImplementedError


class PostgresFilling(Filling):
    """Postgres that is being filled."""

    def __init__(self, engine: Engine, tables: Iterable[Table]) -> None:
        super().__init__(tables)
        self.connection: Connection = engine.connect()
        self.rows = postgres_copy.PostgresLoader(self.connection)

    def loader(self) -> Loader:
        """Return what puts rows into Postgres."""
        return self.rows

    def finish(self, manifest: Manifest) -> None:
        """Compare, mark and commit."""
        self.rows.finish()
        postgres_copy.keep_last_ids(self.connection, manifest.sequences.items())
        compare(postgres_copy.digest_rows(self.connection, self.tables), manifest)
        for mark in MARKS:
            self.connection.execute(text(mark))
        self.connection.commit()

    def close(self) -> None:
        """Give the connection back."""
        self.connection.close()


class SqliteFilling(Filling):
    """A SQLite file that is being filled."""

    def __init__(self, engine: Engine, tables: Iterable[Table]) -> None:
        super().__init__(tables)
        engine.dispose()
        self.connection = sqlite3.connect(database_file(engine.url), isolation_level=None)
        self.rows = sqlite_rows.SqliteLoader(self.connection)

    def loader(self) -> Loader:
        """Return what puts rows into the file."""
        return self.rows

    def finish(self, manifest: Manifest) -> None:
        """Compare, mark and commit."""
        compare(sqlite_rows.digest_rows(self.connection, self.tables), manifest)
        for mark in MARKS:
            self.connection.execute(mark)
        self.rows.finish()

    def close(self) -> None:
        """Close the file."""
        self.connection.close()


def load_rows(loader: Loader, table: Table, parts: Iterable[bytes]) -> None:
    """Let *loader* put *parts* into *table*; raise ArchiveRefused where they do not fit."""
    try:
        loader.load(table, parts)
    except (sqlite3.Error, ValueError) as error:
        raise ArchiveRefused(f"The rows of {table.name} do not fit: {str(error).splitlines()[0]}") from error


def fill_from_rows(engine: Engine, tables: Iterable[Table]) -> Filling:
    """Return what fills the empty database of *engine* with rows of *tables*."""
    return (SqliteFilling if is_sqlite(engine) else PostgresFilling)(engine, tables)


def install_sqlite(engine: Engine, draft: Path, manifest: Manifest) -> None:
    """Put the file *draft* in the place of the empty one that *engine* has, once it is what *manifest* says."""
    require_whole(draft)
    with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
        compare_counts(count_sqlite_rows(connection), manifest)
        for mark in MARKS:
            connection.execute(mark)
    engine.dispose()
    draft.replace(database_file(engine.url))


def fill_from_sqlite(engine: Engine, draft: Path, manifest: Manifest) -> None:
    """Fill the Postgres database of *engine*, which has the schema of the file *draft*, with the rows of that."""
    require_whole(draft)
    with open_file(draft, "ro") as source, engine.connect() as connection:
        compare_counts(count_sqlite_rows(source), manifest)
        rows = postgres_copy.PostgresLoader(connection)
        held = set(sqlite_names(source))
        tables = tuple(table for table in rows.tables if table.name in held)
        for table in tables:
            load_rows(rows, table, sqlite_rows.read_parts(source, table))
        rows.finish()
        written = {name: digest.hexdigest() for name, digest in sqlite_rows.digest_rows(source, tables).items()}
        expected = {table.name: manifest.rows[table.name] for table in tables}
        found = postgres_copy.digest_rows(connection, tables)
        compare(found, Manifest("", 0, 0, expected, written))
        for mark in MARKS:
            connection.execute(text(mark))
        connection.commit()


def compare(found: Mapping[str, RowDigest], manifest: Manifest) -> None:
    """Raise ArchiveRefused unless rows and sums of each table are those of *manifest*."""
    compare_counts({name: digest.rows for name, digest in found.items()}, manifest)
    for name, digest in found.items():
        if digest.hexdigest() != manifest.digests.get(name):
            raise ArchiveRefused(f"The rows of {name} are not those of the backup.")


def compare_counts(found: Mapping[str, int], manifest: Manifest) -> None:
    """Raise ArchiveRefused unless each table has as many rows as *manifest* says."""
    for name in sorted(found.keys() | manifest.rows.keys()):
        if found.get(name) != manifest.rows.get(name):
            raise ArchiveRefused(
                f"{name} has {found.get(name, 0):,} rows and the backup had {manifest.rows.get(name, 0):,}."
            )
