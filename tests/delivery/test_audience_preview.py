from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from blog.database import db
from blog.delivery.audience.expansion import expand_next
from blog.delivery.audience.subscriber_preferences import FollowReason
from blog.delivery.audience_preview import AudiencePreview, ExclusionReason, preview_audience
from blog.delivery.outbox import announce
from blog.models import (
    AlertKind,
    AlertLevel,
    Article,
    Delivery,
    Frequency,
    LowChoice,
    SubscriberState,
    UrgentChoice,
)
from tests.factories import NOW, make_article, make_follow, make_subscriber, make_topic

TUESDAY_AT_SEVEN = datetime(2026, 5, 5, 7, tzinfo=UTC)
INSTANT, DAILY, WEEKLY = Frequency


def make_readership() -> Article:
    """Make an article and readers of every sort."""
    article = make_article(topics=[make_topic(), make_topic()])
    topics = [{"topic": topic} for topic in article.topics]
    follows: list[list[dict[str, Any]]] = [
        topics,
        [*topics, {"author": article.author, "frequency": WEEKLY}],
        [{"author": article.author, "frequency": WEEKLY}],
        [{"article": article, "frequency": DAILY}],
        [{"topic": make_topic()}],
        [],
    ]
    for some in follows:
        reader = make_subscriber(site_frequency=None)
        for follow in some:
            make_follow(reader, **follow)
    make_follow(make_subscriber(), topic=article.topics[0])
    make_subscriber(site_frequency=DAILY)
    make_subscriber(suppressed_at=NOW, paused_until=NOW + timedelta(hours=1))
    make_subscriber(paused_until=NOW + timedelta(hours=1), urgent_choice=UrgentChoice.AS_OTHERS)
    make_subscriber(low_choice=LowChoice.NEVER, urgent_choice=UrgentChoice.NEVER)
    make_subscriber(state=SubscriberState.PENDING, confirmed_at=None)
    make_subscriber(state=SubscriberState.LEFT)
    return article


def look(article: Article, level: AlertLevel = AlertLevel.NORMAL, **more: Any) -> AudiencePreview:
    return preview_audience(db.session, article, level=level, now=NOW, **more)


def test_a_preview_counts_who_would_be_told_by_follow_and_frequency(app: Flask) -> None:
    article = make_readership()

    found = look(article)

    assert found.total == 7
    assert found.by_follow_reason == {
        FollowReason.SITE: 3,
        FollowReason.TOPIC: 2,
        FollowReason.AUTHOR: 1,
        FollowReason.ARTICLE: 1,
    }
    assert found.by_frequency == {INSTANT: 4, DAILY: 2, WEEKLY: 1}


@pytest.mark.parametrize(
    ("level", "by_frequency", "excluded"),
    [
        ("normal", {INSTANT: 4, DAILY: 2, WEEKLY: 1}, {"suppressed": 1, "paused": 1}),
        ("urgent", {INSTANT: 6}, {"suppressed": 1, "paused": 1, "level": 1}),
        ("low", {INSTANT: 3, DAILY: 2, WEEKLY: 1}, {"suppressed": 1, "paused": 1, "level": 1}),
    ],
)
def test_a_preview_says_who_is_left_out_and_why(
    app: Flask, level: str, by_frequency: dict[Frequency, int], excluded: dict[str, int]
) -> None:
    article = make_readership()

    found = look(article, AlertLevel(level))

    assert found.by_frequency == by_frequency
    always = {ExclusionReason.FOLLOWS_NOTHING: 2, ExclusionReason.UNCONFIRMED: 1, ExclusionReason.LEFT: 1}
    assert found.excluded == {**always, **{ExclusionReason(word): count for word, count in excluded.items()}}


@pytest.mark.parametrize("level", AlertLevel)
def test_what_was_foreseen_is_what_happens(app: Flask, level: AlertLevel) -> None:
    article = make_readership()
    found = look(article, level)

    alert = announce(db.session, article, NOW, level=level)
    while expand_next(db.session):
        pass

    rows = db.session.query(Delivery).all()
    told = [row for row in rows if row.reason is None]
    assert len(told) == found.total
    assert {word: sum(row.frequency is word for row in told) for word in found.by_frequency} == found.by_frequency
    skipped = sum(count for why, count in found.excluded.items() if why.value in {row.reason for row in rows})
    assert alert.audience_size == found.total + skipped


def test_an_update_concerns_those_alone_who_follow_the_article(app: Flask) -> None:
    found = look(make_readership(), kind=AlertKind.UPDATE)

    assert (found.total, found.by_follow_reason, found.by_frequency) == (1, {FollowReason.ARTICLE: 1}, {DAILY: 1})


def test_the_sample_is_spread_over_the_reasons_and_says_when(app: Flask) -> None:
    found = look(make_readership())

    assert [reader.follow_reason for reader in found.sample[:4]] == list(FollowReason)
    assert len({reader.address for reader in found.sample}) == 5
    assert {reader.due_at for reader in found.sample if reader.frequency is INSTANT} == {NOW}
    assert {reader.due_at for reader in found.sample if reader.frequency is DAILY} == {TUESDAY_AT_SEVEN}


def test_a_sample_of_one_is_one(app: Flask) -> None:
    article = make_article()
    reader = make_subscriber(name="Ada", quiet_from=9 * 60, quiet_until=10 * 60)

    (found,) = look(article, site_zone="UTC").sample

    assert found == (reader.address, "Ada", FollowReason.SITE, INSTANT, NOW.replace(hour=10, minute=0))


def test_a_site_without_readers_tells_nobody(app: Flask) -> None:
    found = look(make_article())

    assert found == AudiencePreview(0, {}, {}, {}, [])
