"""The page of backups knows how each stands, when the next one is due, and says no key."""

from datetime import datetime, timedelta

import pytest
from flask import Flask

from blog.config.settings import settings_of
from blog.database import db
from blog.models import BackupRun
from blog.operations.backup.at_desk.backup_report import RunState, report_backups, state_of
from blog.operations.backup.backup_schedule import claim_due
from tests.factories import NOW, save
from tests.settings import change_settings

NOON = NOW.replace(hour=12, minute=0, second=0, microsecond=0)


def make_run(number: int | None = None, hours_ago: float = 0, problem: str = "", **values: object) -> BackupRun:
    """Save a backup of today that ended *hours_ago*."""
    at = NOON - timedelta(hours=hours_ago)
    slot = f"{NOON:%Y-%m-%d}-{number}" if number else None
    run: BackupRun = save(BackupRun(**{"slot": slot, "started_at": at, "ended_at": at, "problem": problem} | values))
    return run


def next_at(app: Flask, now: datetime = NOON) -> datetime | None:
    return report_backups(db.session, settings_of(app), now).next_at


def test_a_backup_runs_was_killed_failed_or_is_whole(app: Flask) -> None:
    runs = [make_run(), make_run(problem="no room"), make_run(ended_at=None), make_run(ended_at=None, hours_ago=13)]

    states = [state_of(run, NOON) for run in runs]

    assert states == [RunState.WHOLE, RunState.FAILED, RunState.RUNNING, RunState.KILLED]


def test_the_next_one_is_foretold_as_the_worker_claims_it(app: Flask) -> None:
    early = NOON.replace(hour=2)
    foretold = [next_at(app)]
    change_settings(app, backup_folder="/srv/backups", backup_hour=3)

    foretold += [next_at(app, early), next_at(app)]
    make_run(1, hours_ago=0.5, problem="no room")
    foretold.append(next_at(app))
    is_claimed = [claim_due(db.session, now, 3) is not None for now in (NOON, NOON + timedelta(minutes=30))]
    foretold.append(next_at(app, NOON + timedelta(minutes=31)))

    morrow = NOON.replace(hour=3) + timedelta(days=1)
    assert foretold == [None, NOON.replace(hour=3), NOON, NOON + timedelta(minutes=30), morrow]
    assert is_claimed == [False, True]


@pytest.mark.parametrize(
    ("folder", "place"),
    [
        ("/srv/backups", "/srv/backups"),
        ("s3://vault/news?endpoint=https://s3.example.org", "vault at s3.example.org/news"),
        (None, ""),
    ],
)
def test_the_place_is_named_without_what_asks_for_it(app: Flask, folder: str | None, place: str) -> None:
    change_settings(app, backup_folder=folder, backup_secret_access_key="hush")

    report = report_backups(db.session, settings_of(app), NOON)

    assert report.place == place
    assert report.is_late is bool(folder)
    assert "hush" not in repr(report)
