"""What the page of backups says: the last ones, the next one, where they go, and what is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select

from blog.config.settings import Settings
from blog.database import AnySession
from blog.models import BackupRun
from blog.operations.backup.backup_schedule import (
    KILLED_AFTER,
    LATE_AFTER,
    MAX_TRIES,
    RETRY_AFTER,
    Retention,
    retention_of,
)
from blog.pictures.bucket.bucket_address import is_bucket, parse_bucket

MAX_LISTED = 30


class RunState(StrEnum):
    """How a backup stands."""

    RUNNING = "running"
    KILLED = "killed"
    """It has run for so long without an end that its process was ended."""
    FAILED = "failed"
    WHOLE = "whole"


@dataclass(frozen=True)
class ListedRun:
    """One backup and how it stands."""

    run: BackupRun
    state: RunState


@dataclass(frozen=True)
class BackupReport:
    """Backups of this site."""

    runs: Sequence[ListedRun]
    """The last ones, newest first."""
    last_good: datetime | None
    is_late: bool
    """Whether the worker should make backups and none has succeeded for days."""
    next_at: datetime | None
    """When the worker begins the next one, now where it is due; None where it makes none."""
    place: str
    """Where the worker's backups go: a folder, or a bucket with its host; "" where it makes none."""
    is_encrypted: bool
    kept: Retention


def report_backups(session: AnySession, settings: Settings, now: datetime) -> BackupReport:
    """Return what is known of the backups of this site; nothing in it is secret."""
    newest = select(BackupRun).order_by(BackupRun.started_at.desc(), BackupRun.id.desc()).limit(MAX_LISTED)
    runs, last = session.scalars(newest).all(), session.scalar(BackupRun.last_good())
    is_scheduled = bool(settings.backup_folder)
    return BackupReport(
        [ListedRun(run, state_of(run, now)) for run in runs],
        last,
        is_scheduled and (last is None or now - last > LATE_AFTER),
        next_backup(runs, settings.backup_hour, now) if is_scheduled else None,
        label_place(settings),
        bool(settings.backup_recipient),
        retention_of(settings),
    )


def state_of(run: BackupRun, now: datetime) -> RunState:
    """Return how *run* stands."""
    if run.ended_at is None:
        return RunState.RUNNING if now - run.started_at < KILLED_AFTER else RunState.KILLED
    return RunState.FAILED if run.problem else RunState.WHOLE


def next_backup(runs: Sequence[BackupRun], hour: int, now: datetime) -> datetime:
    """Return when the worker begins the next backup after *runs*, the newest first, from *hour* (UTC) on each day."""
    today = now.replace(hour=hour, minute=0, second=0, microsecond=0)
    tries = [run for run in runs if (run.slot or "").startswith(f"{now:%Y-%m-%d}")]
    states = {state_of(run, now) for run in tries}
    if len(tries) >= MAX_TRIES or states & {RunState.RUNNING, RunState.WHOLE}:
        return today + timedelta(days=1)
    ends = [run.ended_at + RETRY_AFTER for run in tries if run.ended_at is not None]
    return max(today, now, *ends)


def label_place(settings: Settings) -> str:
    """Return where the worker's backups go as a person reads it, without any key; "" where it makes none."""
    if not settings.backup_folder or not is_bucket(settings.backup_folder):
        return settings.backup_folder or ""
    parsed = parse_bucket(settings.backup_folder, "BLOG_BACKUP_FOLDER")
    return f"{parsed.label}/{parsed.prefix}".rstrip("/")
