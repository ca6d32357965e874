"""Backups by the worker: when one is due, who begins it, and which of the old ones are kept."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path

from sqlalchemy import select

from blog.config.settings import Settings
from blog.database import AnySession, insert_missing
from blog.models import BackupRun
from blog.operations.backup.archive.backup_file import DRAFT
from blog.pictures.bucket.bucket_client import Bucket

NAME = re.compile(r"broadsheet-(\d{4}-\d\d-\d\d)-\d\.tar(\.age)?")
RETRY_AFTER = timedelta(hours=1)
KILLED_AFTER = timedelta(hours=12)
"""A backup that has run for so long without an end was killed."""
MAX_TRIES = 4
LATE_AFTER = timedelta(days=2)
"""Without a good scheduled backup for so long, something is wrong."""


@dataclass(frozen=True)
class Retention:
    """How many backups are kept: the last of each of so many days, weeks and months."""

    days: int
    weeks: int
    months: int


def retention_of(settings: Settings) -> Retention:
    """Return what *settings* say."""
    return Retention(settings.backup_days, settings.backup_weeks, settings.backup_months)


def claim_due(session: AnySession, now: datetime, hour: int) -> str | None:
    """Return the slot of the backup that is due, now claimed by the caller alone; None where none is. It commits later.

    A backup is due once a day from *hour* (UTC) on; one that failed is tried again after an hour.
    """
    if now.hour < hour:
        return None
    today = select(BackupRun).where(BackupRun.slot.startswith(f"{now:%Y-%m-%d}")).order_by(BackupRun.started_at)
    tries = session.scalars(today).all()
    if len(tries) >= MAX_TRIES or any(is_open_or_good(one, now) for one in tries):
        return None
    slot = f"{now:%Y-%m-%d}-{len(tries) + 1}"
    row = {"slot": slot, "started_at": now, "file_name": "", "size_bytes": 0, "problem": ""}
    return slot if insert_missing(session, BackupRun, [row]) == 1 else None


def is_open_or_good(run: BackupRun, now: datetime) -> bool:
    """Return whether *run* leaves nothing to do yet."""
    if run.ended_at is None:
        return now - run.started_at < KILLED_AFTER
    return not run.problem or now - run.ended_at < RETRY_AFTER


def file_name_of(slot: str, *, is_encrypted: bool) -> str:
    """Return the name of the backup of a slot."""
    return f"broadsheet-{slot}.tar{'.age' if is_encrypted else ''}"


def select_old(names: Iterable[str], kept: Retention) -> list[str]:
    """Return those of *names* that no day, week or month needs any more; names of other files are never among them."""
    backups = sorted((name for name in names if is_backup(name)), reverse=True)
    needed = set[str]()
    for count, period in ((kept.days, day_of), (kept.weeks, week_of), (kept.months, month_of)):
        newest: dict[object, str] = {}
        for name in backups:
            newest.setdefault(period(name), name)
        needed.update(islice(newest.values(), count))
    return [name for name in backups if name not in needed]


def is_backup(name: str) -> bool:
    """Return whether *name* is one that file_name_of gives."""
    try:
        return NAME.fullmatch(name) is not None and day_of(name) is not None
    except ValueError:
        return False


def day_of(name: str) -> date:
    """Return the day in the *name* of a backup."""
    return date.fromisoformat(name.removeprefix("broadsheet-")[:10])


def week_of(name: str) -> object:
    """Return year and week (ISO 8601) of a backup."""
    return day_of(name).isocalendar()[:2]


def month_of(name: str) -> object:
    """Return year and month of a backup."""
    return day_of(name).strftime("%Y-%m")


def prune(place: Path | Bucket, kept: Retention, now: datetime) -> None:
    """Delete the backups in *place* that are not needed any more, and what killed ones left in a folder.

    Raises:
        OSError: one cannot be deleted from a folder; BucketFault when it is a bucket.
    """
    if isinstance(place, Bucket):
        place.delete(select_old((one.name for one in place.list()), kept))
        return
    names = [path.name for path in place.iterdir()]
    begun = [name for name in names if name.endswith(DRAFT) and is_backup(name.removesuffix(DRAFT))]
    for name in [*select_old(names, kept), *(one for one in begun if is_left_behind(place / one, now))]:
        (place / name).unlink(missing_ok=True)


def is_left_behind(path: Path, now: datetime) -> bool:
    """Return whether nobody has written to *path* for so long that its process was killed."""
    return now.timestamp() - path.stat().st_mtime > KILLED_AFTER.total_seconds()


def start_backup(slot: str) -> subprocess.Popen[bytes]:
    """Start the process that makes the backup of *slot*, behind the site in the processor's line."""
    command = ["nice", sys.executable, "-m", "flask", "--app", "blog", "backup-scheduled", slot]
    return subprocess.Popen(command)  # noqa: S603  # A day is its only word.


def backup_job(
    settings: Settings, start: Callable[[str], subprocess.Popen[bytes]] = start_backup
) -> Callable[[AnySession, datetime], bool]:
    """Return the worker's job that begins a backup when one is due; it is never more than one."""
    running: list[subprocess.Popen[bytes]] = []

    def back_up_when_due(session: AnySession, now: datetime) -> bool:
        running[:] = [process for process in running if process.poll() is None]
        if settings.backup_folder and not running:
            slot = claim_due(session, now, settings.backup_hour)
            if slot is not None:
                running.append(start(slot))
        return False

    return back_up_when_due
