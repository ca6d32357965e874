"""Making a backup while the site runs: first the database as it is at one moment, then the files that it names."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import click
from sqlalchemy import Engine

from blog.config.locations import read_version
from blog.config.settings import Settings
from blog.database.schema import read_revision
from blog.operations.backup.archive.archive_writer import ArchiveWriter, ByteWriter
from blog.operations.backup.archive.manifest import (
    HEAD,
    SETTINGS,
    SQLITE,
    SQLITE_FILE,
    Head,
    Manifest,
    Table,
    dump,
)
from blog.operations.backup.backup_schedule import is_left_behind
from blog.operations.backup.database.backup_tables import count_sqlite_rows, last_ids, postgres_tables
from blog.operations.backup.database.postgres_copy import read_parts, snapshot
from blog.operations.backup.database.row_digest import RowDigest
from blog.operations.backup.database.sqlite_file import copy_file, database_file, open_file
from blog.operations.backup.database.sqlite_snapshot import DatabaseStream, NotReadable, streamed_database
from blog.operations.backup.settings_file import write_settings
from blog.pictures.files.storage import BucketStorage, FileMissing, FileUnreadable, Storage, StoredFile

DRAWN_AGAIN = "card-"
"""How the names of folders begin whose pictures are drawn when they are asked for."""

COPIES = ".backup-of-database-"
"""How the names of folders begin in which a database is copied; one that was killed leaves its own."""


SMALL_BYTES = 2**21
"""Up to which a file of a bucket is read at once."""


class FileNotSaved(click.ClickException):
    """A picture or file cannot be read; a command ends with this sentence alone."""


@dataclass(frozen=True)
class Site:
    """What a backup is made of."""

    engine: Engine
    media: Storage
    settings: Settings
    scratch: Path
    """A folder with room for the database, where no other account can look."""


@dataclass
class BackupContents:
    """What a backup holds, as it grows."""

    rows: dict[str, int] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    sequences: dict[str, int] = field(default_factory=dict)
    files: int = 0
    size: int = 0


def make_backup(
    site: Site, stream: ByteWriter, now: datetime, *, with_secrets: bool, progress: Callable[[BackupContents], None]
) -> BackupContents:
    """Write a backup of *site* to *stream*, and return what it holds; nothing of the site is changed or waits.

    Args:
        site: the live one.
        stream: gets the bytes of a tar.
        now: the time that the backup names.
        with_secrets: whether secret settings go into it.
        progress: is told what was written so far, again and again.
    """
    written = BackupContents()

    def count(size: int) -> None:
        written.size += size
        progress(written)

    with ArchiveWriter(stream, count) as writer:
        write_database = write_sqlite if site.engine.dialect.name == SQLITE else write_postgres
        write_database(site, writer, written, now)
        writer.add_bytes(SETTINGS, write_settings(site.settings, with_secrets=with_secrets))
        write_files(site.media, writer, written)
        members, sums = writer.members, writer.add_sums()
        manifest = Manifest(sums, members, written.files, written.rows, written.digests, written.sequences)
        writer.finish(dump(manifest))
    return written


def make_head(site: Site, now: datetime, tables: tuple[Table, ...] = ()) -> bytes:
    """Return the head of a backup."""
    engine = site.engine.dialect.name
    schema = read_revision(site.engine) or ""
    return dump(Head(read_version(), schema, engine, now.isoformat(), site.settings.base_url, tables=tables))


def write_sqlite(site: Site, writer: ArchiveWriter, written: BackupContents, now: datetime) -> None:
    """Add the database from its own files; where these cannot be read while others write, from a copy made first."""
    remove_left_copies(site.scratch, now)
    with ExitStack() as stack:
        try:
            database = stack.enter_context(streamed_database(database_file(site.engine.url)))
        except NotReadable:
            database = stack.enter_context(copied_database(site))
        writer.add_bytes(HEAD, make_head(site, now))
        with ThreadPoolExecutor(1) as pool:
            counted = pool.submit(count_sqlite_rows, database.connection)
            writer.add(SQLITE_FILE, database.stream, database.size)
            written.rows = counted.result()


def remove_left_copies(scratch: Path, now: datetime) -> None:
    """Delete the copies in *scratch* that killed backups left there."""
    for left in scratch.glob(f"{COPIES}*"):
        if is_left_behind(left, now):
            shutil.rmtree(left)


@contextmanager
def copied_database(site: Site) -> Iterator[DatabaseStream]:
    """Yield a copy of the database: SQLite's own way to read it, whatever its journal."""
    with tempfile.TemporaryDirectory(dir=site.scratch, prefix=COPIES) as folder:
        copy = Path(folder) / "blog.sqlite3"
        copy_file(database_file(site.engine.url), copy)
        with open_file(copy, "ro", other_threads=True) as connection, copy.open("rb") as source:
            yield DatabaseStream(connection, source, copy.stat().st_size)


def write_postgres(site: Site, writer: ArchiveWriter, written: BackupContents, now: datetime) -> None:
    """Add all rows of one moment, some megabytes a member."""
    with snapshot(site.engine) as connection:
        tables = postgres_tables(connection)
        writer.add_bytes(HEAD, make_head(site, now, tables))
        for number, table in enumerate(tables):
            digest = RowDigest()
            for part, lines in enumerate(read_parts(connection, table, digest)):
                writer.add_bytes(f"database/tables/{number:04d}-{table.name}/{part:06d}.copy", lines)
            written.rows[table.name] = digest.rows
            written.digests[table.name] = digest.hexdigest()
        written.sequences = dict(last_ids(connection, tables))


def write_files(media: Storage, writer: ArchiveWriter, written: BackupContents) -> None:
    """Add the files of *media*; one that is deleted during the backup is not missed by the database of tomorrow."""
    kept = (file for file in media.files() if not file.name.startswith(DRAWN_AGAIN))
    for file in kept:
        with suppress(FileMissing), closing(open_file_of(media, file)) as source:
            size = source.seek(0, os.SEEK_END)
            source.seek(0)
            writer.add(f"media/{file.name}", source, size)
            written.files += 1


def open_file_of(media: Storage, file: StoredFile) -> BinaryIO:
    """Return *file*, in memory where that spares a request; raise FileMissing where it is gone by now.

    Raises:
        FileNotSaved: it cannot be read now.
    """
    try:
        if isinstance(media, BucketStorage) and file.size <= SMALL_BYTES:
            return BytesIO(media.read(file.name))
        return media.open(file.name)
    except FileUnreadable as error:
        raise FileNotSaved(f"{file.name} cannot be read: {error}") from error
