"""Checks of the disk."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL, select

from blog.config.settings import Settings
from blog.database import AnySession
from blog.models import BackupRun, Picture
from blog.operations.backup.backup_schedule import LATE_AFTER
from blog.operations.backup.database.sqlite_file import CheckUnfinished, database_file, find_damage
from blog.operations.doctor.findings import Diagnosis, ok, warn, wrong

MIB = 1024 * 1024
LOW_MIB = 1024
CRITICAL_MIB = 100
MAX_PICTURES = 5000
"""Whose files are looked for."""
CHECK_SECONDS = 10.0


def check_space(folder: Path) -> Iterator[Diagnosis]:
    """Say whether there is room on the disk of *folder*."""
    free = shutil.disk_usage(nearest_existing(folder)).free // MIB
    if free < CRITICAL_MIB:
        yield wrong("disk", f"Only {free} MiB are free at {folder}: make room before writing fails.")
    elif free < LOW_MIB:
        yield warn("disk", f"{free} MiB are free at {folder}: make room soon.")
    else:
        yield ok("disk", f"{free // 1024} GiB are free at {folder}.")


def check_file(url: URL, seconds: float = CHECK_SECONDS) -> Iterator[Diagnosis]:
    """Say whether the file of a SQLite database is damaged, as far as can be seen in *seconds*."""
    if url.get_backend_name() != "sqlite":
        return
    try:
        damage = find_damage(database_file(url), seconds)
    except CheckUnfinished:
        yield ok(
            "file",
            f"No damage was found in the database file in {seconds:.0f} seconds; it is too large to check completely.",
        )
        return
    except sqlite3.DatabaseError as error:
        damage = str(error)
    if damage:
        yield wrong("file", f"The database file is damaged ({damage}): stop the site and restore a backup.")
    else:
        yield ok("file", "The database file is undamaged.")


def check_media(folder: Path) -> Iterator[Diagnosis]:
    """Say whether pictures can be written."""
    if os.access(nearest_existing(folder), os.W_OK | os.X_OK):
        yield ok("pictures", f"Pictures can be written to {folder}.")
    else:
        yield wrong("pictures", f"Pictures cannot be written to {folder}: give the folder to the account of the site.")


def check_picture_files(session: AnySession, folder: Path) -> Iterator[Diagnosis]:
    """Name pictures whose files are missing or cannot be read, looking at the newest."""
    newest = select(Picture).order_by(Picture.id.desc()).limit(MAX_PICTURES)
    faulty = [picture for picture in session.scalars(newest) if not is_readable(folder, picture)]
    if faulty:
        few = ", ".join(f"{picture.file_name or picture.key} ({folder / picture.key})" for picture in faulty[:5])
        yield wrong(
            "pictures",
            f"Files of {len(faulty)} pictures are missing or cannot be read: {few}."
            " Restore them from a backup, and let the site's account own them.",
        )


def is_readable(folder: Path, picture: Picture) -> bool:
    """Return whether each file of *picture* that pages name can be read."""
    names = (picture.path(width, suffix) for width in picture.widths for suffix in picture.formats)
    return all(os.access(folder / name, os.R_OK) for name in names)


def nearest_existing(folder: Path) -> Path:
    """Return *folder*, or the nearest one above that exists: the first write makes the rest."""
    return next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())


def check_backups(session: AnySession, settings: Settings, now: datetime) -> Iterator[Diagnosis]:
    """Say when the last good backup was made."""
    newest, last = session.scalar(BackupRun.newest()), session.scalar(BackupRun.last_good())
    if newest is not None and newest.problem:
        yield wrong("backup", f"The last backup failed: {newest.problem}")
    if last is None:
        yield warn("backup", "There is no backup yet: run flask backup, or let BLOG_BACKUP_FOLDER name a place.")
    elif settings.backup_folder and now - last > LATE_AFTER:
        yield wrong("backup", f"The last good backup is of {last:%Y-%m-%d %H:%M} UTC: look at the log of the worker.")
    else:
        yield ok("backup", f"The last good backup is of {last:%Y-%m-%d %H:%M} UTC.")
