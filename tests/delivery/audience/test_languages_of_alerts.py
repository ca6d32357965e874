"""Each reader gets one alert about an article, in the language that suits best."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select

from blog.database import db
from blog.delivery.alerts.announcing import announce
from blog.delivery.audience.expansion import expand_next
from blog.delivery.audience.languages_of_alerts import find_other_languages
from blog.delivery.audience.rescheduling import reschedule
from blog.delivery.audience_preview import preview_audience
from blog.models import Alert, Article, ArticleState, Delivery, DeliveryState, Frequency, SkipReason, Subscriber
from tests.databases import asked_of_database, explain, on_sqlite
from tests.factories import NOW, make_article, make_draft, make_follow, make_subscriber, make_topic

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


def settle(article: Article, **states: DeliveryState) -> Alert:
    """Give the messages about *article* to readers of these languages these states."""
    alert = db.session.scalars(select(Alert).where(Alert.article_id == article.id)).one()
    for row in db.session.scalars(select(Delivery).where(Delivery.alert_id == alert.id)):
        row.state = states.get(row.subscriber.language, row.state)
    db.session.flush()
    return alert


def test_who_got_an_alert_before_it_was_stopped_gets_no_second_one(readers: dict[str, Subscriber]) -> None:
    original, german = make_pair()
    tell(original)
    settle(original, en=DeliveryState.ACCEPTED, de=DeliveryState.SENDING, fr=DeliveryState.UNCERTAIN).cancel(NOW)

    tell(german)

    assert told(german) == {"", "de-CH"}


def test_a_withdrawn_original_leaves_its_readers_to_the_translation(readers: dict[str, Subscriber]) -> None:
    original, german = make_pair()
    tell(original)
    settle(original, **{**dict.fromkeys(CHOICES, DeliveryState.SKIPPED), "en": DeliveryState.ACCEPTED})
    original.withdraw(NOW)

    tell(german)

    assert told(german) == {"", "de", "de-CH", "fr"}


def test_who_follows_what_one_version_is_about_is_told_in_the_best_language(app: Flask) -> None:
    original, german = make_pair()
    topic = make_topic()
    original.topics = [topic]
    for reader, follows in (
        (make_subscriber(language="de", site_frequency=None), {"topic_id": topic.id}),
        (make_subscriber(language="en", site_frequency=None), {"author_id": german.author_id}),
    ):
        make_follow(reader, **follows)

    tell(original, german)

    assert (told(original), told(german)) == ({"en"}, {"de"})


def test_what_waits_for_a_digest_by_a_follow_of_another_version_stays(app: Flask) -> None:
    original, german = make_pair()
    topic = make_topic()
    original.topics = [topic]
    reader = make_subscriber(language="de", site_frequency=None)
    make_follow(reader, topic_id=topic.id, frequency=Frequency.DAILY)
    tell(original, german)

    reschedule(db.session, reader, NOW)

    assert db.session.scalars(select(Delivery.state)).all() == [DeliveryState.WAITING]


def test_where_the_messages_were_deleted_nobody_of_that_time_is_told_again(readers: dict[str, Subscriber]) -> None:
    original, german = make_pair()
    tell(original)
    settle(original).ledger_deleted_at = NOW + timedelta(days=400)
    db.session.execute(delete(Delivery))
    make_subscriber("new@example.org", language="de-AT", confirmed_at=NOW + timedelta(days=1))

    announce(db.session, german, NOW + timedelta(days=401))
    tell()

    assert told(german) == {"de-AT"}


def test_an_alert_announced_again_spares_who_was_told_in_another_language(readers: dict[str, Subscriber]) -> None:
    original, german = make_pair()
    tell(original)
    alert = settle(original)
    for row in db.session.scalars(select(Delivery).where(Delivery.alert_id == alert.id)):
        row.attempts = 1
        row.skip(SkipReason.CANCELLED, NOW)
    alert.cancel(NOW)
    tell(german)

    tell(original)

    again = select(Delivery.id).where(Delivery.alert_id == alert.id, Delivery.state == DeliveryState.WAITING)
    assert told(german) == set(CHOICES)
    assert db.session.scalars(again).all() == []


def test_the_desk_sees_who_is_told_in_another_language(readers: dict[str, Subscriber]) -> None:
    original, german = make_pair()
    tell(original)

    forecast = preview_audience(db.session, german, now=NOW)

    assert forecast.total == 0
    assert {reason.value: count for reason, count in forecast.excluded.items()} == {"other_language": len(CHOICES)}


def test_an_article_in_one_language_asks_nothing(app: Flask) -> None:
    assert find_other_languages(db.session, make_article()) is None


@on_sqlite
def test_who_was_told_is_asked_of_each_reader_and_not_of_the_whole_ledger(readers: dict[str, Subscriber]) -> None:
    original, german = make_pair()
    tell(original)
    settle(original).cancel(NOW)
    db.session.commit()

    with asked_of_database() as asked:
        preview_audience(db.session, german, now=NOW)

    of_ledger = [step.partition(" USING ")[2] for step in explain(asked) if " deliveries" in step]
    of_reader = "INDEX sqlite_autoindex_deliveries_1 (alert_id=? AND subscriber_id=?)"
    assert set(of_ledger) == {of_reader, "INTEGER PRIMARY KEY (rowid=?)"}
