"""Rows that are too old are deleted, in small steps."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from blog.accounts.signin.sessions import begin_session
from blog.database import db
from blog.delivery.outbox import enqueue
from blog.models import (
    Bounce,
    BounceKind,
    DeliveryState,
    FollowRequest,
    Frequency,
    LoginSession,
    RateCount,
    Subscriber,
    SubscriberState,
)
from blog.operations.retention.cleanup import (
    delete_old_bounces,
    delete_unconfirmed_requests,
    session_cleanup,
    unconfirmed_cleanup,
)
from blog.web.access.rate_limits import RateLimit, check_rate_limit
from tests.accounts.people_factories import count
from tests.factories import NOW, make_person, make_subscriber, save

DAY = timedelta(days=1)
LIMIT = RateLimit("test", 3, 60)


def make_bounce(age: timedelta) -> int:
    report = Bounce(kind=BounceKind.SOFT, source="pipe", digest=str(age), received_at=NOW - age)
    return save(report).id


def make_request(age: timedelta, *, is_confirmed: bool = False) -> int:
    request = FollowRequest(subscriber=make_subscriber(), key="k", frequency=Frequency.DAILY, requested_at=NOW - age)
    request.consent_wording, request.consent_form = "Yes.", "/"
    request.confirmed_at = NOW - age if is_confirmed else None
    return save(request).id


def test_expired_sessions_and_old_counts_are_deleted_and_live_ones_stay(app: Flask) -> None:
    clean_up = session_cleanup(timedelta(hours=12), timedelta(days=14))
    person = make_person()
    for age in (timedelta(0), timedelta(days=15)):
        begin_session(db.session, person, NOW - age)
        check_rate_limit(db.session, LIMIT, "somebody", "secret", NOW - age)

    is_busy = clean_up(db.session, NOW)

    assert is_busy is False
    assert (count(LoginSession), count(RateCount)) == (1, 1)


def test_old_bounces_are_deleted_in_steps(app: Flask) -> None:
    kept = make_bounce(364 * DAY)
    for days in (366, 367, 368):
        make_bounce(days * DAY)

    steps = [delete_old_bounces(db.session, NOW, 2) for _ in range(2)]

    assert steps == [True, False]
    assert db.session.scalars(select(Bounce.id)).all() == [kept]


def test_old_follow_requests_are_deleted_unless_they_were_confirmed(app: Flask) -> None:
    kept = [make_request(89 * DAY), make_request(91 * DAY, is_confirmed=True)]
    for days in (91, 92, 93):
        make_request(days * DAY)

    steps = [delete_unconfirmed_requests(db.session, NOW, 2) for _ in range(2)]

    assert steps == [True, False]
    assert sorted(db.session.scalars(select(FollowRequest.id))) == sorted(kept)


def test_a_sign_up_goes_its_time_after_its_link_ended(app: Flask) -> None:
    asked = NOW - 7 * DAY
    reader = make_subscriber(state=SubscriberState.PENDING, requested_at=asked, confirmed_at=None)
    enqueue(db.session, "confirmation", reader, asked).state = DeliveryState.ACCEPTED
    clean_up = unconfirmed_cleanup(lifetime=DAY, link=7 * DAY)

    counts = []
    for now in (NOW, NOW + 2 * DAY):
        clean_up(db.session, now)
        counts.append(count(Subscriber))

    assert counts == [1, 0]
