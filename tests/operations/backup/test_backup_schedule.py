"""One backup a day by one worker, tried again when it failed, and as many kept as days, weeks and months say."""

from datetime import UTC, date, datetime, timedelta
from unittest.mock import Mock

import pytest
from flask import Flask
from sqlalchemy import select

from blog.config.settings import settings_of
from blog.database import db
from blog.models import BackupRun
from blog.operations.backup.backup_schedule import Retention, backup_job, claim_due, file_name_of, select_old
from blog.operations.doctor.disk import check_backups
from blog.operations.health import backup_notice
from blog.operations.metrics.database_figures import read_backups
from blog.web.clock import read_clock
from tests.factories import save
from tests.settings import change_settings

NOON = datetime(2026, 12, 2, 12, tzinfo=UTC)


def test_the_last_of_each_day_week_and_month_is_kept() -> None:
    days = [date(2026, 12, 2) - timedelta(days=back) for back in range(400)]
    names = [file_name_of(f"{day}-1", is_encrypted=False) for day in days]

    old = select_old([*names, "holiday.jpg", "broadsheet-first.tar", "broadsheet-2026-02-30-1.tar"], Retention(3, 3, 3))

    kept = [name.removeprefix("broadsheet-")[:10] for name in names if name not in old]
    assert kept == ["2026-12-02", "2026-12-01", "2026-11-30", "2026-11-29", "2026-11-22", "2026-10-31"]
    assert set(old) < set(names)


def test_a_day_s_backup_is_claimed_once_and_not_before_its_hour(app: Flask) -> None:
    early = claim_due(db.session, NOON.replace(hour=2), 3)
    first = claim_due(db.session, NOON, 3)
    second = claim_due(db.session, NOON, 3)

    assert (early, first, second) == (None, "2026-12-02-1", None)


def test_what_failed_is_tried_again_after_an_hour(app: Flask) -> None:
    claim_due(db.session, NOON, 3)
    end(problem="No space left on device")

    tries = [claim_due(db.session, NOON + timedelta(minutes=minutes), 3) for minutes in (30, 61, 62)]

    assert tries == [None, "2026-12-02-2", None]


def end(problem: str = "") -> None:
    run = db.session.scalars(select(BackupRun)).one()
    run.ended_at, run.problem = NOON, problem
    db.session.commit()


def test_the_job_starts_one_process_and_no_second_beside_it(app: Flask) -> None:
    change_settings(app, backup_folder="/srv/backups")
    start = Mock(return_value=Mock(poll=lambda: None))
    job = backup_job(settings_of(app), start)

    for hours in (0, 24, 48):
        job(db.session, NOON + timedelta(hours=hours))

    start.assert_called_once_with("2026-12-02-1")


@pytest.mark.parametrize("problem", ["", "No space left on device"])
def test_doctor_and_figures_know_of_the_last_one(app: Flask, problem: str) -> None:
    change_settings(app, backup_folder="/srv/backups")
    claim_due(db.session, NOON, 3)
    end(problem)

    findings = list(check_backups(db.session, settings_of(app), NOON))
    figures = {metric.name: metric.samples[0].value for metric in read_backups(db.session, NOON)}

    assert [finding.severity.value for finding in findings] == (["WRONG", "warn"] if problem else ["ok"])
    assert figures["blog_backup_failed"] == bool(problem)
    assert ("blog_backup_age_seconds" in figures) == (not problem)


@pytest.mark.parametrize(("days", "is_said"), [(1, False), (3, True)])
def test_the_desk_says_that_no_backup_succeeds(app: Flask, days: int, is_said: bool) -> None:
    change_settings(app, backup_folder="/srv/backups")
    save(BackupRun(started_at=read_clock() - timedelta(days=days), ended_at=read_clock()))

    with app.test_request_context():
        assert ("No backup has succeeded" in backup_notice()) == is_said
