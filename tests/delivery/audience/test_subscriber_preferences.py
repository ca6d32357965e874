from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from blog.database import db
from blog.delivery.outbox import announce
from blog.models import (
    AlertLevel,
    DeliveryState,
    Frequency,
    LowChoice,
    UrgentChoice,
)
from tests.delivery.audience.expanding import expand, owed, row_of
from tests.delivery.conftest import announced
from tests.factories import NOW, make_article, make_follow, make_subscriber, make_topic

HOUR = timedelta(hours=1)


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


def test_the_follow_that_brings_an_alert_soonest_is_kept(app: Flask) -> None:
    article = make_article(topics=[make_topic()])
    topic, author = article.topics[0], article.author
    site_daily = make_subscriber(site_frequency=Frequency.DAILY)
    make_follow(site_daily, topic=topic)
    site_at_once = make_subscriber()
    make_follow(site_at_once, topic=topic)
    by_author = make_subscriber(site_frequency=None)
    make_follow(by_author, topic=topic, frequency=Frequency.WEEKLY)
    make_follow(by_author, author=author, frequency=Frequency.DAILY)
    announced(article)

    expand()

    kept = {reader.id: row_of(reader).followed for reader in (site_daily, site_at_once, by_author)}
    assert kept == {site_daily.id: f"topic:{topic.id}", site_at_once.id: "site", by_author.id: f"author:{author.id}"}


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
