"""A job that fails waits longer each time and is logged once a minute; a database that is away ends the round."""

import sqlite3
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from blog.database import AnySession, db
from blog.delivery.worker.job_runner import MAX_PAUSE, JobPauses, log_outage, run_jobs_once
from tests.databases import on_sqlite
from tests.factories import NOW


def fail(_session: AnySession, _now: datetime) -> bool:
    raise ValueError("always")


def work(_session: AnySession, _now: datetime) -> bool:
    return True


def outage(code: int = sqlite3.SQLITE_FULL) -> OperationalError:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = code
    return OperationalError("INSERT", {}, error)


@on_sqlite
def test_a_job_that_fails_is_tried_ever_more_seldom(app: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    pauses, tries, now = JobPauses(), 0, NOW

    for second in range(120):
        now = NOW + timedelta(seconds=second)
        tries += not pauses.is_paused(fail, now)
        assert run_jobs_once(db.session, [fail, work], lambda now=now: now, pauses)

    logged = capsys.readouterr().out
    assert tries == 7
    assert logged.count("Traceback") == 1
    assert pauses.paused_until[fail] <= now + MAX_PAUSE


@on_sqlite
def test_a_job_that_works_again_waits_no_longer(app: Flask) -> None:
    pauses = JobPauses()
    pauses.record_failure(work, ValueError(), NOW - timedelta(seconds=5))

    run_jobs_once(db.session, [work], lambda: NOW, pauses)

    assert pauses == JobPauses(repeated=pauses.repeated)


@on_sqlite
def test_a_full_disk_ends_the_round_and_a_lock_does_not(app: Flask) -> None:
    def meet(error: Exception) -> bool:
        def job(_session: AnySession, _now: datetime) -> bool:
            raise error

        return run_jobs_once(db.session, [job, work], lambda: NOW)

    assert meet(outage(sqlite3.SQLITE_BUSY))
    with pytest.raises(OperationalError):
        meet(outage())


def test_an_outage_is_a_line_a_minute(capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(50):
        log_outage(outage(), "worker of this test")

    logged = capsys.readouterr().out
    assert logged.count("database unavailable") == 1
    assert "Traceback" not in logged
