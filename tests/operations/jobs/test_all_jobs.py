"""Jobs of the worker that are seldom due."""

from datetime import datetime, timedelta

import pytest
from flask import Flask

from blog.accounts.signin.sessions import begin_session
from blog.database import AnySession, db
from blog.delivery.worker.job_runner import Job
from blog.models import LoginSession
from blog.operations.jobs.all_jobs import background_jobs, hourly
from tests.accounts.people_factories import count
from tests.factories import NOW, make_person


def run_jobs(now: datetime, jobs: list[Job]) -> None:
    for job in jobs:
        job(db.session, now)


def test_expired_sessions_are_deleted_every_ten_minutes(app: Flask) -> None:
    jobs = list(background_jobs(app))
    run_jobs(NOW, jobs)
    begin_session(db.session, make_person(), NOW - timedelta(days=15))

    run_jobs(NOW + timedelta(minutes=9), jobs)
    early = count(LoginSession)
    run_jobs(NOW + timedelta(minutes=10), jobs)

    assert (early, count(LoginSession)) == (1, 0)


@pytest.mark.parametrize(("left", "minutes", "expected"), [(2, 0, 3), (0, 59, 1), (0, 60, 2)])
def test_a_duty_of_the_hour_goes_on_at_once_only_while_more_is_left(left: int, minutes: int, expected: int) -> None:
    asked: list[datetime] = []

    def deed(_session: AnySession, now: datetime) -> bool:
        asked.append(now)
        return len(asked) <= left

    duty = hourly(deed)
    while duty(None, NOW):  # type: ignore[arg-type]
        pass
    duty(None, NOW + timedelta(minutes=minutes))  # type: ignore[arg-type]

    assert len(asked) == expected
