from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from blog.database import db
from blog.delivery import outbox
from blog.delivery.audience.digests import create_next_digests
from blog.delivery.audience.expansion import expand_next
from blog.models import (
    Alert,
    AlertState,
    Article,
    ArticleState,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Frequency,
    Subscriber,
    SubscriberState,
)
from tests.delivery.conftest import announced
from tests.factories import NOW, make_article, make_follow, make_subscriber

TUESDAY_AT_SEVEN = datetime(2026, 5, 5, 7, tzinfo=UTC)
NEXT_MONDAY = datetime(2026, 5, 11, 7, tzinfo=UTC)
DAILY, WEEKLY = {"site_frequency": Frequency.DAILY}, {"site_frequency": Frequency.WEEKLY}


def owe_to(*readers: dict[str, Any], articles: int = 1) -> tuple[list[Subscriber], list[Alert]]:
    """Make readers, and expand the alerts of new articles for them."""
    people = [make_subscriber(**reader) for reader in readers]
    alerts = [announced() for _ in range(articles)]
    while expand_next(db.session):
        pass
    db.session.commit()
    return people, alerts


def gather(now: datetime, limit: int = 100) -> int:
    """Gather all that is due, a transaction a turn; return how many turns it took."""
    turns = 0
    while create_next_digests(db.session, now, limit=limit):
        db.session.commit()
        turns += 1
    db.session.expire_all()
    return turns


def digests() -> Sequence[Delivery]:
    return db.session.scalars(
        select(Delivery).filter_by(kind=DeliveryKind.DIGEST).order_by(Delivery.subscriber_id)
    ).all()


def carried_by(digest: Delivery) -> list[int | None]:
    rows = select(Delivery.alert_id).where(Delivery.carried_by_id == digest.id).order_by(Delivery.alert_id)
    return list(db.session.scalars(rows))


def items() -> list[tuple[str, str | None]]:
    rows = db.session.scalars(select(Delivery).filter_by(kind=DeliveryKind.ALERT).order_by(Delivery.id))
    return [(row.state.value, row.reason) for row in rows]


def test_what_is_due_at_the_hour_travels_in_one_message_a_reader(app: Flask) -> None:
    (first, second), alerts = owe_to(DAILY, DAILY, articles=2)

    gather(TUESDAY_AT_SEVEN)

    assert [(row.subscriber_id, row.address) for row in digests()] == [
        (first.id, first.address),
        (second.id, second.address),
    ]
    assert [carried_by(row) for row in digests()] == [[alert.id for alert in alerts]] * 2
    assert {(row.priority, row.frequency, row.due_at, row.state) for row in digests()} == {
        (2, Frequency.DAILY, TUESDAY_AT_SEVEN, DeliveryState.WAITING)
    }
    assert items() == [("waiting", None)] * 4


def test_nothing_is_gathered_before_the_hour_or_twice(app: Flask) -> None:
    owe_to(DAILY, WEEKLY, {})

    turns = [gather(moment) for moment in (TUESDAY_AT_SEVEN - timedelta(seconds=1), TUESDAY_AT_SEVEN, TUESDAY_AT_SEVEN)]

    assert turns == [0, 1, 0]
    assert len(digests()) == 1


def test_daily_and_weekly_items_that_are_due_together_travel_together(app: Flask) -> None:
    article = make_article()
    reader = make_subscriber(**WEEKLY)
    announced()
    make_follow(reader, author=article.author, frequency=Frequency.DAILY)
    outbox.announce(db.session, article, NEXT_MONDAY - timedelta(hours=1))
    while expand_next(db.session):
        pass

    gather(NEXT_MONDAY)

    assert [(row.frequency, len(carried_by(row))) for row in digests()] == [(Frequency.DAILY, 2)]


def test_a_publication_and_its_update_travel_in_the_same_digest(app: Flask) -> None:
    article = make_article()
    make_follow(make_subscriber(**DAILY), article=article, frequency=Frequency.DAILY)
    alerts = [announced(article), outbox.announce_update(db.session, article, "The vote is in.", NOW)]
    while expand_next(db.session):
        pass

    gather(TUESDAY_AT_SEVEN)

    assert [carried_by(row) for row in digests()] == [[alert.id for alert in alerts]]


def test_a_long_list_is_gathered_in_steps_and_nobody_is_left_out(app: Flask) -> None:
    readers, _ = owe_to(*[DAILY] * 5, articles=3)

    turns = gather(TUESDAY_AT_SEVEN, limit=2)

    assert turns >= 3
    assert sorted(row.subscriber_id or 0 for row in digests()) == [reader.id for reader in readers]
    assert [len(carried_by(row)) for row in digests()] == [3] * 5


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"state": SubscriberState.LEFT}, "left"),
        ({"state": SubscriberState.PENDING}, "left"),
        ({"suppressed_at": NOW}, "suppressed"),
        ({"paused_until": TUESDAY_AT_SEVEN + timedelta(hours=1)}, "paused"),
        ({"paused_until": TUESDAY_AT_SEVEN}, None),
    ],
)
def test_who_wants_nothing_at_that_moment_gets_no_digest(
    app: Flask, change: dict[str, Any], reason: str | None
) -> None:
    (reader, other), _ = owe_to(DAILY, DAILY)
    db.session.execute(update(Subscriber).where(Subscriber.id == reader.id).values(change))

    gather(TUESDAY_AT_SEVEN)

    assert items() == [("skipped" if reason else "waiting", reason), ("waiting", None)]
    assert other.id in {row.subscriber_id for row in digests()}
    assert len(digests()) == (1 if reason else 2)


def test_who_is_erased_gets_no_digest(app: Flask) -> None:
    (reader,), _ = owe_to(DAILY)
    db.session.delete(reader)
    db.session.commit()

    gather(TUESDAY_AT_SEVEN)

    assert items() == [("skipped", "erased")]
    assert digests() == []


@pytest.mark.parametrize(
    ("alert", "article", "expected"),
    [
        ({"state": AlertState.CANCELLED}, {}, ("skipped", "cancelled")),
        ({}, {"state": ArticleState.WITHDRAWN}, ("skipped", "withdrawn")),
        (
            {"state": AlertState.CANCELLED, "paused_at": NOW},
            {"state": ArticleState.WITHDRAWN},
            ("skipped", "cancelled"),
        ),
    ],
)
def test_a_stopped_alert_is_left_out_and_an_empty_digest_is_not_sent(
    app: Flask, alert: dict[str, Any], article: dict[str, Any], expected: tuple[str, str]
) -> None:
    _, (first, second) = owe_to(DAILY, articles=2)
    for row in (first, second):
        db.session.execute(update(Alert).where(Alert.id == row.id).values(alert or {"paused_at": None}))
        db.session.execute(update(Article).where(Article.id == row.article_id).values(article or {"word_count": 1}))

    gather(TUESDAY_AT_SEVEN)

    assert items() == [expected, expected]
    assert digests() == []


def test_an_alert_that_the_desk_holds_back_waits_for_the_next_digest(app: Flask) -> None:
    _, (paused, other) = owe_to(DAILY, WEEKLY, {**DAILY, "timezone": "Asia/Kathmandu"}, articles=2)
    paused.paused_at = NOW
    db.session.commit()

    gather(NEXT_MONDAY)

    assert [carried_by(row) for row in digests()] == [[other.id]] * 3
    waiting = db.session.scalars(select(Delivery.due_at).filter_by(alert_id=paused.id).order_by(Delivery.id)).all()
    assert waiting == [
        NEXT_MONDAY + timedelta(days=1),
        NEXT_MONDAY + timedelta(days=7),
        datetime(2026, 5, 12, 1, 15, tzinfo=UTC),
    ]


def test_a_digest_waits_until_every_alert_has_its_audience(app: Flask) -> None:
    owe_to(DAILY)
    late = outbox.announce(db.session, make_article(), TUESDAY_AT_SEVEN - timedelta(minutes=1))
    db.session.commit()

    turns = gather(TUESDAY_AT_SEVEN)
    while expand_next(db.session):
        pass
    gather(TUESDAY_AT_SEVEN)

    assert turns == 0
    assert [carried_by(row)[-1] for row in digests()] == [late.id]


def test_an_alert_that_cannot_be_expanded_does_not_keep_the_others_back_for_ever(app: Flask) -> None:
    owe_to(DAILY)
    outbox.announce(db.session, make_article(), TUESDAY_AT_SEVEN - timedelta(hours=2))

    turns = gather(TUESDAY_AT_SEVEN)

    assert turns == 1


def test_of_two_workers_one_gathers_for_a_reader(app: Flask) -> None:
    if db.engine.dialect.name == "sqlite":
        return  # There a worker waits for the other's commit, and finds nothing then.
    owe_to(DAILY, DAILY)

    with Session(db.engine) as other:
        turns = [create_next_digests(other, TUESDAY_AT_SEVEN), create_next_digests(db.session, TUESDAY_AT_SEVEN)]
        other.commit()

    assert turns == [True, False]
    assert [len(carried_by(row)) for row in digests()] == [1, 1]
