from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.delivery import outbox
from blog.delivery.audience.digests import create_next_digests
from blog.delivery.audience.expansion import expand_next
from blog.models import (
    AlertLevel,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Follow,
    Frequency,
    LowChoice,
    Subscriber,
    UrgentChoice,
)
from tests.factories import NOW, make_article, make_follow, make_subscriber

TUESDAY_AT_SEVEN = datetime(2026, 5, 5, 7, tzinfo=UTC)
MIDNIGHT_TO_NOON = {"quiet_from": 0, "quiet_until": 12 * 60}


def make_waiting_reader(level: AlertLevel = AlertLevel.NORMAL, **more: Any) -> Subscriber:
    """Make a reader for whom one alert waits for the daily digest."""
    choices = {"site_frequency": Frequency.DAILY, "urgent_choice": UrgentChoice.AS_OTHERS}
    reader = make_subscriber(**{**choices, **more})
    outbox.announce(db.session, make_article(), NOW, level=level)
    while expand_next(db.session):
        pass
    db.session.commit()
    return reader


def reschedule(reader: Subscriber, **changes: Any) -> Delivery:
    """Change the reader's mind, and return the row that waits."""
    for name, value in changes.items():
        setattr(reader, name, value)
    db.session.flush()
    outbox.reschedule(db.session, reader, NOW, site_zone="Asia/Kathmandu")
    db.session.commit()
    return db.session.scalars(select(Delivery).filter_by(subscriber_id=reader.id, kind=DeliveryKind.ALERT)).one()


@pytest.mark.parametrize(
    ("changes", "frequency", "due_at"),
    [
        ({}, "daily", datetime(2026, 5, 5, 1, 15, tzinfo=UTC)),
        ({"timezone": "UTC"}, "daily", TUESDAY_AT_SEVEN),
        ({"timezone": "UTC", "site_frequency": "weekly"}, "weekly", datetime(2026, 5, 11, 7, tzinfo=UTC)),
        ({"site_frequency": "instant"}, "instant", NOW),
        (
            {"timezone": "UTC", "site_frequency": "instant", **MIDNIGHT_TO_NOON},
            "instant",
            NOW.replace(hour=12, minute=0),
        ),
    ],
)
def test_what_waits_moves_to_the_time_that_is_wanted_now(
    app: Flask, changes: dict[str, Any], frequency: str, due_at: datetime
) -> None:
    reader = make_waiting_reader()
    wanted = {**changes, "site_frequency": Frequency(changes.get("site_frequency", "daily"))}

    row = reschedule(reader, **wanted)

    assert (row.frequency.value, row.due_at, row.state) == (frequency, due_at, DeliveryState.WAITING)
    assert row.priority == (1 if frequency == "instant" else 9)


def test_an_urgent_alert_that_is_wanted_at_once_leaves_in_quiet_hours(app: Flask) -> None:
    reader = make_waiting_reader(AlertLevel.URGENT)

    row = reschedule(reader, urgent_choice=UrgentChoice.AT_ONCE, timezone="UTC", **MIDNIGHT_TO_NOON)

    assert (row.frequency, row.due_at) == (Frequency.INSTANT, NOW)


@pytest.mark.parametrize(
    ("level", "changes", "reason"),
    [
        (AlertLevel.LOW, {"low_choice": LowChoice.NEVER}, "level"),
        (AlertLevel.URGENT, {"urgent_choice": UrgentChoice.NEVER}, "level"),
        (AlertLevel.NORMAL, {"site_frequency": None}, "left"),
    ],
)
def test_what_is_not_wanted_any_more_is_skipped(
    app: Flask, level: AlertLevel, changes: dict[str, Any], reason: str
) -> None:
    reader = make_waiting_reader(level)

    row = reschedule(reader, **changes)

    assert (row.state, row.reason, row.settled_at) == (DeliveryState.SKIPPED, reason, NOW)


def test_a_follow_at_another_frequency_counts_too(app: Flask) -> None:
    reader = make_waiting_reader()
    article = db.session.scalars(select(Delivery)).one().alert.article  # type: ignore[union-attr]
    follow: Follow = make_follow(reader, author=article.author, frequency=Frequency.WEEKLY)

    weekly = reschedule(reader, site_frequency=None).frequency
    follow.frequency = Frequency.INSTANT
    instant = reschedule(reader).frequency

    assert (weekly, instant) == (Frequency.WEEKLY, Frequency.INSTANT)


def test_a_digest_that_is_on_its_way_stays_as_it_is(app: Flask) -> None:
    reader = make_waiting_reader()
    create_next_digests(db.session, TUESDAY_AT_SEVEN)

    row = reschedule(reader, site_frequency=Frequency.INSTANT)

    assert (row.frequency, row.priority) == (Frequency.DAILY, 9)
