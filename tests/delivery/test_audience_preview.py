from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert, update

from blog.database import db
from blog.delivery.audience import reader_groups, reader_sample
from blog.delivery.audience.expansion import expand_next
from blog.delivery.audience.reader_groups import ExclusionReason
from blog.delivery.audience.subscriber_preferences import FollowReason
from blog.delivery.audience_preview import AudiencePreview, preview_audience
from blog.delivery.outbox import announce
from blog.models import (
    AlertKind,
    AlertLevel,
    Article,
    Delivery,
    Follow,
    Frequency,
    LowChoice,
    Subscriber,
    SubscriberState,
    UrgentChoice,
)
from tests.databases import asked_of_database, explain, on_sqlite
from tests.delivery.audience.crowds import add_readers
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


@pytest.fixture
def large_site(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Article:
    """Make an article of a site that counts as large: 2,000 readers, a fifth of whom want it daily."""
    monkeypatch.setattr(reader_groups, "MAX_EXACT", 300)
    monkeypatch.setattr(reader_sample, "SAMPLE_SIZE", 400)
    article = make_article(topics=[make_topic()])
    add_readers(2_000, lambda id: {"site_frequency": DAILY if id % 5 == 0 else INSTANT if id % 10 else None})
    return article


def test_of_a_large_site_a_sample_stands_for_all(large_site: Article) -> None:
    found = look(large_site)

    assert 300 < found.estimated_from < 500
    assert found.total == sum(found.by_follow_reason.values()) == sum(found.by_frequency.values())
    assert found.total + sum(found.excluded.values()) == pytest.approx(2_000, abs=3)
    assert found.by_frequency[DAILY] == pytest.approx(400, rel=0.25)
    assert found.by_frequency[INSTANT] == pytest.approx(1_600, rel=0.1)
    assert len(found.sample) > 1


@pytest.mark.parametrize("kind", [AlertKind.PUBLICATION, AlertKind.UPDATE])
def test_the_few_who_follow_something_are_all_counted_on_a_large_site(large_site: Article, kind: AlertKind) -> None:
    target = {"article": large_site} if kind is AlertKind.UPDATE else {"topic": large_site.topics[0]}
    for _ in range(3):
        make_follow(make_subscriber(site_frequency=None), frequency=WEEKLY, **target)

    found = look(large_site, kind=kind)

    assert found.by_frequency[WEEKLY] == 3
    assert (found.total == 3, found.estimated_from == 0) == ((kind is AlertKind.UPDATE,) * 2)
    assert WEEKLY in {reader.frequency for reader in found.sample}


@on_sqlite
def test_an_audience_too_rare_for_a_sample_is_counted(large_site: Article) -> None:
    """Else the button that tells one in two thousand would be gone."""
    db.session.execute(update(Subscriber).where(Subscriber.id != 77).values(site_frequency=None))

    found = look(large_site)

    assert (found.total, found.estimated_from, found.excluded) == (1, 0, {ExclusionReason.FOLLOWS_NOTHING: 1_999})


@on_sqlite
def test_more_followers_than_are_counted_are_part_of_the_sample(large_site: Article) -> None:
    follows = [
        {"subscriber_id": id, "topic_id": large_site.topics[0].id, "frequency": WEEKLY, "created_at": NOW}
        for id in range(1, 1_001)
    ]
    db.session.execute(insert(Follow), follows)
    db.session.execute(update(Subscriber).values(site_frequency=None))

    found = look(large_site)

    assert found.by_frequency == {WEEKLY: pytest.approx(1_000, rel=0.15)}
    assert found.by_follow_reason.keys() == {FollowReason.TOPIC}


@on_sqlite
def test_a_large_site_is_not_read_whole(large_site: Article) -> None:
    with asked_of_database() as asked:
        look(large_site)

    assert [line for line in explain(asked) if line.startswith("SCAN") and "subscribers" in line] == []
    assert len(asked) > 5
