from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.delivery.audience.send_times import ReaderClock, SendTimes, read_send_times
from blog.delivery.outbox import announce
from blog.models import (
    AlertLevel,
    Frequency,
    MailingRules,
    Subscriber,
    UrgentChoice,
)
from tests.delivery.audience.expanding import expand, row_of
from tests.factories import NOW, make_article, make_subscriber, save

AT_ONCE, AS_OTHERS, _NEVER = UrgentChoice
HOUR = timedelta(hours=1)
MONDAY_NIGHT = datetime(2026, 5, 4, 22, 30, tzinfo=UTC)
TUESDAY_AT_SEVEN = datetime(2026, 5, 5, 7, tzinfo=UTC)
NEXT_MONDAY = datetime(2026, 5, 11, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("frequency", "zone", "expected"),
    [
        ("daily", None, TUESDAY_AT_SEVEN),
        ("daily", "Asia/Kathmandu", datetime(2026, 5, 5, 1, 15, tzinfo=UTC)),
        ("daily", "Pacific/Chatham", datetime(2026, 5, 5, 18, 15, tzinfo=UTC)),
        ("daily", "Nowhere/Else", TUESDAY_AT_SEVEN),
        ("weekly", "UTC", NEXT_MONDAY),
        ("weekly", "Pacific/Apia", datetime(2026, 5, 10, 18, tzinfo=UTC)),
    ],
)
def test_a_digest_is_due_at_its_hour_of_the_readers_zone(
    app: Flask, frequency: str, zone: str | None, expected: datetime
) -> None:
    make_subscriber(timezone="Asia/Tokyo", site_frequency=Frequency.DAILY)
    reader = make_subscriber(timezone=zone, site_frequency=Frequency(frequency))
    announce(db.session, make_article(), MONDAY_NIGHT)

    expand()

    assert row_of(reader).due_at == expected


def test_a_reader_without_zone_has_the_sites_and_the_operators_hours(app: Flask) -> None:
    save(MailingRules(id=1, digest_hour=18, digest_weekday=4))
    daily, weekly = (make_subscriber(site_frequency=word) for word in (Frequency.DAILY, Frequency.WEEKLY))
    announce(db.session, make_article(), NOW)

    expand(site_zone="Asia/Kathmandu")

    assert row_of(daily).due_at == datetime(2026, 5, 4, 12, 15, tzinfo=UTC)
    assert row_of(weekly).due_at == datetime(2026, 5, 8, 12, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("level", "choice", "zone", "due_at"),
    [
        ("normal", AT_ONCE, "UTC", TUESDAY_AT_SEVEN),
        ("normal", AT_ONCE, "America/New_York", MONDAY_NIGHT),
        ("urgent", AT_ONCE, "UTC", MONDAY_NIGHT),
        ("urgent", AS_OTHERS, "UTC", TUESDAY_AT_SEVEN),
    ],
)
def test_quiet_hours_put_off_all_but_what_is_urgent(
    app: Flask, level: str, choice: UrgentChoice, zone: str, due_at: datetime
) -> None:
    quiet = {"quiet_from": 22 * 60, "quiet_until": 7 * 60}
    reader = make_subscriber(timezone=zone, urgent_choice=choice, **quiet)
    daily = make_subscriber(site_frequency=Frequency.DAILY, urgent_choice=AS_OTHERS, quiet_from=0, quiet_until=720)
    awake = make_subscriber(quiet_from=60, quiet_until=90)
    announce(db.session, make_article(), MONDAY_NIGHT, level=AlertLevel(level))

    expand()

    assert row_of(reader).due_at == due_at
    assert row_of(daily).due_at == TUESDAY_AT_SEVEN
    assert row_of(awake).due_at == MONDAY_NIGHT


@pytest.mark.parametrize("frequency", [Frequency.DAILY, Frequency.WEEKLY])
def test_the_time_in_sql_is_that_of_each_reader(app: Flask, frequency: Frequency) -> None:
    zones = [None, "Asia/Tokyo", "America/New_York", "Australia/Lord_Howe", "not a zone"]
    readers = [make_subscriber(timezone=zone) for zone in zones]
    send_times = read_send_times(db.session, NOW, "Europe/Berlin")

    column = send_times.digest_time_sql(frequency, zones)

    found = dict(db.session.execute(select(Subscriber.id, column)).all())
    assert found == {reader.id: send_times.send_time(frequency, reader.timezone) for reader in readers}


@pytest.mark.parametrize(
    ("frequency", "ignore", "hour"),
    [(Frequency.INSTANT, True, 9), (Frequency.INSTANT, False, 12), (Frequency.DAILY, False, 7)],
)
def test_only_what_is_sent_at_once_waits_for_the_end_of_quiet_hours(
    frequency: Frequency, ignore: bool, hour: int
) -> None:
    send_times = SendTimes(NOW.replace(hour=9, minute=0), "UTC", hour=7, weekday=0)

    due_at = send_times.due_at(frequency, ReaderClock("UTC", 8 * 60, 12 * 60), ignore_quiet_hours=ignore)

    assert due_at.hour == hour
