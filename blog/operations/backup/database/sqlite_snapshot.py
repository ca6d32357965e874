"""The SQLite database of one moment, streamed from its files while the site goes on writing, without a copy of it."""

import fcntl
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, cast

from blog.operations.backup.database import page_reader
from blog.operations.backup.database.page_reader import INDEX_BYTES, READY, Snapshot, parse_index
from blog.operations.backup.database.sqlite_file import open_file

LOCK_SECONDS, PAUSE_SECONDS = 20, 0.002
"""How long a moment without a writer is waited for, and how often it is looked for: SQLite itself looks ten times a
second, and finds none where many write."""
PIPE_BYTES = 2**20


class NotReadable(Exception):
    """The pages cannot be read from the files: there is no write-ahead log, or no lock was to be had."""


@dataclass(frozen=True)
class DatabaseStream:
    """A database of one moment."""

    connection: sqlite3.Connection
    """Reads what the stream holds, and nothing later; another thread may use it."""
    stream: BinaryIO
    size: int
    """Bytes."""


@contextmanager
def streamed_database(database: Path) -> Iterator[DatabaseStream]:
    """Yield *database* as it is at this moment; writers wait for some milliseconds, and not while it is read.

    A transaction that only reads sees the first frames of the write-ahead log,
    up to its mark, over the database file. As long as it is open SQLite copies
    no later frame into the file, and does not begin the log again. How many
    frames these are stands in the index of the log, and is read while no one
    can commit. If all of them are in the file by then, the file is enough.

    Raises:
        NotReadable: see there; nothing was read.

    Source: sqlite.org/walformat.html (2.3, locks; 4, recovery).
    """
    command = [sys.executable, "-I", "-S", page_reader.__file__, str(database)]
    with (
        open_file(database, "rw", other_threads=True) as reader,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0) as process,  # noqa: S603
    ):
        try:
            requests, pages = cast(BinaryIO, process.stdin), cast(BinaryIO, process.stdout)
            with suppress(OSError, AttributeError):  # Where the system has no room for it, or no such call.
                fcntl.fcntl(pages, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
            require_ready(pages)
            try:
                wanted = take_snapshot(database, reader, requests, pages)
            except sqlite3.OperationalError as error:  # Others leave no moment without a lock.
                raise NotReadable from error
            requests.write(wanted.pack())
            require_ready(pages)
            yield DatabaseStream(reader, pages, wanted.page_size * wanted.page_count)
        finally:
            process.kill()


def require_ready(pages: BinaryIO) -> None:
    """Wait until the process that reads says that it can; raise NotReadable where it ends."""
    if pages.read(1) != READY:
        raise NotReadable


def take_snapshot(database: Path, reader: sqlite3.Connection, requests: BinaryIO, pages: BinaryIO) -> Snapshot:
    """Begin the transaction of *reader*, and return where its pages are; raise NotReadable."""
    with open_file(database, "rw") as writer:
        if writer.execute("PRAGMA journal_mode").fetchone() != ("wal",):
            raise NotReadable
        keep_writers_out(writer)  # No one commits from here to ROLLBACK.
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM sqlite_master").fetchone()
        requests.write(READY)
        found = parse_index(pages.read(INDEX_BYTES))
        writer.execute("ROLLBACK")
    if found is None:
        raise NotReadable
    (size,) = reader.execute("PRAGMA page_size").fetchone()
    (count,) = reader.execute("PRAGMA page_count").fetchone()
    if found.frames and (found.page_size, found.page_count) != (size, count):
        raise NotReadable
    return replace(found, page_size=size, page_count=count)


def keep_writers_out(writer: sqlite3.Connection) -> None:
    """Begin a transaction of *writer* that writes; raise OperationalError where others leave no moment for it."""
    writer.execute("PRAGMA busy_timeout = 0")
    deadline = time.monotonic() + LOCK_SECONDS
    while not writer.in_transaction:
        try:
            writer.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(PAUSE_SECONDS)
