"""Each reader gets one alert about an article, in the language that suits best."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.delivery.alerts.announcing import announce
from blog.delivery.audience.expansion import expand_next
from blog.delivery.audience.languages_of_alerts import find_other_languages
from blog.delivery.audience_preview import preview_audience
from blog.models import Alert, Article, ArticleState, Delivery, Subscriber
from tests.factories import NOW, make_article, make_draft, make_subscriber

CHOICES = ("", "en", "de", "de-CH", "fr")


@pytest.fixture
def readers(app: Flask) -> dict[str, Subscriber]:
    return {tag: make_subscriber(f"{tag or 'none'}@example.org", language=tag) for tag in CHOICES}


def make_pair() -> tuple[Article, Article]:
    """An English original and its German translation, both public."""
    original = make_article("Harbour opens")
    german = make_article("Hafen eröffnet", language="de", translation_of_id=original.id)
    return original, german


def tell(*articles: Article, **more: bool) -> None:
    for article in articles:
        announce(db.session, article, NOW, **more)
    db.session.commit()
    while expand_next(db.session, 2):
        db.session.commit()


def told(article: Article) -> set[str]:
    rows = select(Subscriber.language).join(Delivery).join(Alert, Alert.id == Delivery.alert_id)
    return set(db.session.scalars(rows.where(Alert.article_id == article.id)))


def test_each_reader_is_told_once_in_the_best_language(readers: dict[str, Subscriber]) -> None:
    original, german = make_pair()

    tell(original, german)

    assert told(original) == {"", "en", "fr"}
    assert told(german) == {"de", "de-CH"}


def test_the_order_of_publication_does_not_matter(readers: dict[str, Subscriber]) -> None:
    original, german = make_pair()

    tell(german, original)

    assert told(original) == {"", "en", "fr"}
    assert told(german) == {"de", "de-CH"}


def test_a_late_translation_brings_no_second_alert_unless_asked_for(readers: dict[str, Subscriber]) -> None:
    original, german = make_pair()
    tell(original)
    tell(german)
    late = told(german)
    french = make_article("Le port ouvre", language="fr", translation_of_id=original.id)

    tell(french, includes_told=True)

    assert told(original) == set(CHOICES)
    assert late == set()
    assert told(french) == set(CHOICES)


def test_who_signed_up_since_is_told_of_the_late_translation(readers: dict[str, Subscriber]) -> None:
    original, german = make_pair()
    tell(original)
    make_subscriber("new@example.org", language="de", confirmed_at=NOW)

    tell(german)

    assert told(german) == {"de"}


def test_an_alert_waits_for_a_translation_that_goes_live_before_its_first_message(
    readers: dict[str, Subscriber],
) -> None:
    original = make_article("Harbour opens")
    german = make_draft("Hafen eröffnet", language="de", translation_of_id=original.id)
    german.state, german.scheduled_at = ArticleState.SCHEDULED, NOW
    tell(original)
    waiting = told(original)
    german.publish(NOW)

    tell(german)

    assert waiting == set()
    assert told(original) == {"", "en", "fr"}
    assert told(german) == {"de", "de-CH"}


def test_one_that_is_scheduled_for_later_is_not_waited_for(readers: dict[str, Subscriber]) -> None:
    original = make_article("Harbour opens")
    german = make_draft("Hafen eröffnet", language="de", translation_of_id=original.id)
    german.state, german.scheduled_at = ArticleState.SCHEDULED, NOW + timedelta(hours=1)

    tell(original)

    assert told(original) == set(CHOICES)


def test_a_stopped_alert_leaves_its_readers_to_the_other_language(readers: dict[str, Subscriber]) -> None:
    original, german = make_pair()
    announce(db.session, german, NOW).cancel(NOW)

    tell(original)

    assert told(original) == set(CHOICES)


def test_the_desk_sees_who_is_told_in_another_language(readers: dict[str, Subscriber]) -> None:
    original, german = make_pair()
    tell(original)

    forecast = preview_audience(db.session, german, now=NOW)

    assert forecast.total == 0
    assert {reason.value: count for reason, count in forecast.excluded.items()} == {"other_language": len(CHOICES)}


def test_an_article_in_one_language_asks_nothing(app: Flask) -> None:
    assert find_other_languages(db.session, make_article()) is None
