import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from blog.database import db
from blog.delivery.audience.expansion import expand_next, finish_next_alert
from blog.delivery.outbox import announce, announce_update, count_audience
from blog.models import (
    Alert,
    AlertLevel,
    AlertState,
    Delivery,
    DeliveryState,
    Frequency,
    LowChoice,
    MailingRules,
    Subscriber,
    SubscriberState,
    UrgentChoice,
)
from tests.delivery.conftest import announced
from tests.factories import NOW, make_article, make_follow, make_subscriber, make_topic, save

HOUR = timedelta(hours=1)
MONDAY_NIGHT = datetime(2026, 5, 4, 22, 30, tzinfo=UTC)
TUESDAY_AT_SEVEN = datetime(2026, 5, 5, 7, tzinfo=UTC)
NEXT_MONDAY = datetime(2026, 5, 11, 7, tzinfo=UTC)


def expand(chunk: int = 100, **more: Any) -> int:
    """Expand all, a transaction a chunk; return how many it took."""
    turns = 0
    while expand_next(db.session, chunk, **more):
        db.session.commit()
        turns += 1
    return turns


def owed() -> list[int]:
    return list(db.session.scalars(select(Delivery.subscriber_id).order_by(Delivery.subscriber_id)))


def row_of(reader: Subscriber) -> Delivery:
    return db.session.scalars(select(Delivery).filter_by(subscriber_id=reader.id)).one()


def test_each_chunk_is_one_step_and_nobody_is_lost_between_two(app: Flask) -> None:
    keys = [make_subscriber().id for _ in range(7)]
    alert = announced()

    turns = expand(3)

    assert owed() == keys
    assert turns == 4
    assert (alert.audience_size, alert.expanded_to, alert.state) == (7, keys[-1], AlertState.SENDING)


def test_a_chunk_that_is_written_twice_owes_nothing_twice(app: Flask) -> None:
    keys = [make_subscriber().id for _ in range(4)]
    alert = announced()
    expand(2)

    alert.state, alert.expanded_to = AlertState.EXPANDING, 0
    db.session.commit()
    expand(2)

    assert owed() == keys
    assert alert.audience_size == 4


def test_a_chunk_full_of_people_who_are_not_told_does_not_end_the_audience(app: Flask) -> None:
    for _ in range(3):
        make_subscriber(state=SubscriberState.PENDING, confirmed_at=None)
    last = make_subscriber()
    announced()

    expand(2)

    assert owed() == [last.id]


def test_an_alert_for_nobody_goes_on(app: Flask) -> None:
    alert = announced()

    expand(10)

    assert (alert.state, alert.audience_size) == (AlertState.SENDING, 0)


def test_announcing_costs_one_row_however_many_read(app: Flask) -> None:
    template = make_subscriber()
    columns = [column.name for column in Subscriber.__table__.columns if column.name not in {"id", "address_key"}]
    values = {name: getattr(template, name) for name in columns}
    rows = [{**values, "address_key": f"many{number}@example.com"} for number in range(4999)]
    db.session.execute(Subscriber.__table__.insert(), rows)
    article = make_article()

    began = time.perf_counter()
    announce(db.session, article, NOW)
    db.session.commit()
    took = time.perf_counter() - began
    expand(2000)

    assert took < 1
    assert count_audience(db.session) == db.session.scalar(select(func.count()).select_from(Delivery)) == 5000


@pytest.mark.parametrize("target", ["topic", "author", "article"])
def test_who_follows_what_an_article_is_about_is_told(app: Flask, target: str) -> None:
    article = make_article(topics=[make_topic(), make_topic()])
    targets = {"topic": article.topics[1], "author": article.author, "article": article}
    reader, other = make_subscriber(site_frequency=None), make_subscriber(site_frequency=None)
    make_follow(reader, **{target: targets[target]})
    make_follow(other, topic=make_topic())
    announced(article)

    expand()

    assert owed() == [reader.id]


def test_an_article_that_matches_several_follows_is_one_message_at_the_soonest(app: Flask) -> None:
    article = make_article(topics=[make_topic(), make_topic()])
    reader = make_subscriber(site_frequency=Frequency.WEEKLY)
    make_follow(reader, topic=article.topics[0], frequency=Frequency.DAILY)
    make_follow(reader, topic=article.topics[1], frequency=Frequency.WEEKLY)
    make_follow(reader, author=article.author, frequency=Frequency.WEEKLY)
    announced(article)

    expand()

    assert row_of(reader).frequency is Frequency.DAILY


def test_the_audience_is_who_had_agreed_when_it_was_announced(app: Flask) -> None:
    article = make_article()
    make_subscriber(confirmed_at=NOW + HOUR)
    make_subscriber(state=SubscriberState.LEFT)
    follower = make_subscriber(site_frequency=None)
    make_follow(follower, article=article, created_at=NOW + HOUR)
    reader = make_subscriber(confirmed_at=NOW)
    announced(article)

    expand()

    assert owed() == [reader.id]


def test_an_update_reaches_those_alone_who_follow_the_article(app: Flask) -> None:
    article = make_article(topics=[make_topic()])
    make_follow(make_subscriber(), topic=article.topics[0])
    make_follow(make_subscriber(), author=article.author)
    reader = make_subscriber(site_frequency=None)
    make_follow(reader, article=article)
    announce_update(db.session, article, "The vote is in.", NOW)
    db.session.commit()

    expand()

    assert owed() == [reader.id]


EVERYTHING = {"suppressed_at": NOW, "paused_until": NOW + HOUR}
PAUSED = {"paused_until": NOW + HOUR}
AT_ONCE, AS_OTHERS, NEVER = UrgentChoice


@pytest.mark.parametrize(
    ("level", "reader", "expected"),
    [
        ("normal", {}, "instant"),
        ("normal", {"site_frequency": Frequency.DAILY}, "daily"),
        ("normal", {"paused_until": NOW}, "instant"),
        ("normal", PAUSED, "paused"),
        ("normal", {"suppressed_at": NOW}, "suppressed"),
        ("normal", EVERYTHING, "suppressed"),
        ("normal", {"urgent_choice": NEVER, "low_choice": LowChoice.NEVER}, "instant"),
        ("urgent", {"site_frequency": Frequency.WEEKLY}, "instant"),
        ("urgent", PAUSED, "instant"),
        ("urgent", EVERYTHING, "suppressed"),
        ("urgent", {"urgent_choice": AS_OTHERS, "site_frequency": Frequency.WEEKLY}, "weekly"),
        ("urgent", {"urgent_choice": AS_OTHERS, **PAUSED}, "paused"),
        ("urgent", {"urgent_choice": NEVER}, "level"),
        ("low", {}, "instant"),
        ("low", {"low_choice": LowChoice.DAILY}, "daily"),
        ("low", {"low_choice": LowChoice.DAILY, "site_frequency": Frequency.WEEKLY}, "weekly"),
        ("low", {"low_choice": LowChoice.WEEKLY, "site_frequency": Frequency.DAILY}, "weekly"),
        ("low", {"low_choice": LowChoice.NEVER, **PAUSED}, "level"),
        ("low", {"low_choice": LowChoice.DAILY, **PAUSED}, "paused"),
    ],
)
def test_level_pause_and_suppression_decide_how_soon_or_why_not(
    app: Flask, level: str, reader: dict[str, Any], expected: str
) -> None:
    announce(db.session, make_article(), NOW, level=AlertLevel(level))
    row_reader = make_subscriber(**reader)

    expand()

    row = row_of(row_reader)
    is_told = row.state is DeliveryState.WAITING
    assert (row.frequency.value if is_told else row.reason) == expected
    assert row.priority == (1 if row.frequency is Frequency.INSTANT else 9)
    assert (row.settled_at is None) is is_told


def test_who_follows_nothing_that_matches_gets_no_urgent_alert_either(app: Flask) -> None:
    make_subscriber(site_frequency=None)
    announce(db.session, make_article(), NOW, level=AlertLevel.URGENT)

    expand()

    assert owed() == []


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


def test_no_message_is_due_before_the_grace_is_over(app: Flask) -> None:
    reader = make_subscriber()
    alert = announce(db.session, make_article(), NOW, grace=timedelta(seconds=10))

    expand()

    assert alert.starts_at == NOW + timedelta(seconds=10)
    assert row_of(reader).due_at == alert.starts_at


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


def test_an_alert_is_finished_when_its_last_digest_has_gone(app: Flask) -> None:
    make_subscriber(site_frequency=Frequency.DAILY)
    alert = announced()
    expand()

    was_done = finish_next_alert(db.session, NOW)
    db.session.scalars(select(Delivery)).one().end(DeliveryState.ACCEPTED, "250 OK", NOW)
    db.session.flush()

    assert was_done is False
    assert finish_next_alert(db.session, NOW)
    assert (alert.state, alert.finished_at) == (AlertState.FINISHED, NOW)


def test_the_oldest_alert_is_expanded_first_and_a_cancelled_one_never(app: Flask) -> None:
    make_subscriber()
    cancelled, first, second = announced(), announced(), announced()
    cancelled.state = AlertState.CANCELLED
    db.session.commit()

    expand_next(db.session)

    owing = db.session.scalars(select(Alert).join(Delivery, Delivery.alert_id == Alert.id)).all()
    assert owing == [first]
    assert second.audience_size == 0
