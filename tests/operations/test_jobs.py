"""What the worker does seldom: reports and requests that are too old are forgotten, in small steps."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from blog.database import AnySession, db
from blog.delivery.bounces.bounce_cleanup import forget_bounces
from blog.models import Bounce, BounceKind, FollowRequest, Frequency
from blog.operations.jobs import hourly
from blog.subscriptions.follow_request_cleanup import forget_requests
from tests.factories import NOW, make_subscriber, save

DAY = timedelta(days=1)


def make_bounce(age: timedelta) -> int:
    report = Bounce(kind=BounceKind.SOFT, source="pipe", digest=str(age), received_at=NOW - age)
    return save(report).id


def make_request(age: timedelta, *, is_confirmed: bool = False) -> int:
    asked = FollowRequest(subscriber=make_subscriber(), key="k", frequency=Frequency.DAILY, requested_at=NOW - age)
    asked.consent_wording, asked.consent_form = "Yes.", "/"
    asked.confirmed_at = NOW - age if is_confirmed else None
    return save(asked).id


def test_old_reports_are_forgotten_in_steps(app: Flask) -> None:
    kept = make_bounce(364 * DAY)
    for days in (366, 367, 368):
        make_bounce(days * DAY)

    steps = [forget_bounces(db.session, NOW, 2) for _ in range(2)]

    assert steps == [True, False]
    assert db.session.scalars(select(Bounce.id)).all() == [kept]


def test_old_requests_are_forgotten_unless_they_were_confirmed(app: Flask) -> None:
    kept = [make_request(89 * DAY), make_request(91 * DAY, is_confirmed=True)]
    for days in (91, 92, 93):
        make_request(days * DAY)

    steps = [forget_requests(db.session, NOW, 2) for _ in range(2)]

    assert steps == [True, False]
    assert sorted(db.session.scalars(select(FollowRequest.id))) == sorted(kept)


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
