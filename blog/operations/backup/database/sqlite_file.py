"""Copies of a SQLite database file, consistent while the site writes, and their way back into place."""

import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click
from sqlalchemy import URL

COMPANIONS = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file: left behind by a kill, they would be played into whatever file stands there next."""
CHECK_STEPS = 1000
"""Instructions of SQLite's virtual machine between two looks at the clock."""


class BackupRefused(click.ClickException):
    """The copy cannot be made or put back; a command ends with this sentence alone."""


class CheckUnfinished(Exception):
    """The time for a check was over before it was."""


def database_file(url: URL) -> Path:
    """Return the file of the database at *url*; raise BackupRefused where it is none."""
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        raise BackupRefused("This database is not a SQLite file: use pg_dump and pg_restore.")
    return Path(url.database)


def back_up(database: Path, target: Path) -> None:
    """Copy *database* to the new file *target*, readable by its owner alone, while the site runs.

    Raises:
        BackupRefused: *target* exists or cannot be written, or the copy is not whole.

    Source: sqlite.org/backup.html.
    """
    try:
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as error:
        raise BackupRefused(f"{target} cannot be created ({error.strerror}): name a new file.") from None
    copy_file(database, target)
    require_whole(target)


def copy_file(database: Path, target: Path) -> None:
    """Copy *database* as it is at one moment to *target*, which is empty or missing, without looking for damage.

    Raises:
        BackupRefused: one of them cannot be read or written; nothing of *target* stays.
    """
    try:
        with open_file(database, "ro") as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        for companion in ("", *COMPANIONS):
            target.with_name(target.name + companion).unlink(missing_ok=True)
        raise BackupRefused(f"{database} could not be copied to {target} ({error}): is a disk full?") from None


def restore(backup: Path, database: Path) -> None:
    """Put a copy of *backup* in the place of *database*, and nothing of what was there before stays beside it.

    It replaces the file in one step: whenever it is killed, it can be run again.

    Raises:
        BackupRefused: *backup* is not whole, a process still has the database open, or there is no room.
    """
    require_whole(backup)
    require_unused(database)
    draft = database.with_name(f"{database.name}.restoring")
    owner = (database if database.exists() else database.parent).stat()
    try:
        write_draft(backup, draft)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise BackupRefused(f"{backup} could not be copied to {draft} ({error.strerror}): is a disk full?") from None
    if os.geteuid() == 0:
        os.chown(draft, owner.st_uid, owner.st_gid)
    for companion in COMPANIONS:
        database.with_name(database.name + companion).unlink(missing_ok=True)
    draft.replace(database)


def write_draft(backup: Path, draft: Path) -> None:
    """Copy *backup* to *draft*, readable by its owner alone, as far as the disk."""
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file, backup.open("rb") as source:
        shutil.copyfileobj(source, file, 1 << 20)
        file.flush()
        os.fsync(file.fileno())


def require_whole(file: Path) -> None:
    """Raise BackupRefused unless *file* is a SQLite database without damage that stands for itself."""
    left = [companion for companion in COMPANIONS[::2] if file.with_name(file.name + companion).exists()]
    if left:
        raise BackupRefused(
            f"{file}{left[0]} is next to {file}: it was copied while in use. Make backups with flask db backup."
        )
    try:
        damage = find_damage(file) or ("" if has_tables(file) else "it is empty")
    except sqlite3.DatabaseError as error:
        damage = str(error)
    if damage:
        raise BackupRefused(f"{file} is damaged or not a database ({damage}).")


def has_tables(file: Path) -> bool:
    """Return whether *file* holds anything."""
    with open_file(file, "ro") as connection:
        return bool(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])


def require_unused(database: Path) -> None:
    """Raise BackupRefused if a process has *database* open: each holds a shared lock as long as it does (WAL)."""
    if not database.exists():
        return
    try:
        with open_file(database, "rw") as connection:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise BackupRefused(f"A process is still using {database}: stop the site first.") from None
    except sqlite3.DatabaseError:
        return  # A damaged file may be replaced.


def find_damage(file: Path, seconds: float | None = None) -> str:
    """Return the first damage that PRAGMA quick_check finds in *file*, or "".

    Raises:
        CheckUnfinished: nothing was found in *seconds*, and not everything was looked at.
    """
    deadline = time.monotonic() + seconds if seconds is not None else None
    with open_file(file, "ro") as connection:
        if deadline is not None:
            connection.set_progress_handler(lambda: time.monotonic() > deadline, CHECK_STEPS)
        try:
            (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
                raise CheckUnfinished from None
            raise
    return "" if found == "ok" else str(found).splitlines()[-1]


@contextmanager
def open_file(file: Path, mode: str, *, other_threads: bool = False) -> Iterator[sqlite3.Connection]:
    """Open *file* to read (ro) or to write (rw) without making it; wait two seconds for locks."""
    address, is_own = f"{file.absolute().as_uri()}?mode={mode}", not other_threads
    with closing(sqlite3.connect(address, 2, isolation_level=None, check_same_thread=is_own, uri=True)) as opened:
        yield opened
