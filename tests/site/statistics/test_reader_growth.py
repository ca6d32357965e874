"""Readers are counted on the day on which they confirmed, by the form they used, and by what they follow."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from flask import Flask

from blog.database import db
from blog.models import Follow, SubscriberState
from blog.site.statistics.reader_growth import SignupSource, read_growth
from blog.web.formatting.day_spans import Span
from tests.factories import make_person, make_subscriber, make_topic, save

WEEK = Span(7, date(2026, 5, 10))
MONDAY, LATE_SUNDAY = datetime(2026, 5, 4, 12, tzinfo=UTC), datetime(2026, 5, 10, 23, 30, tzinfo=UTC)
LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)


def test_readers_count_on_the_day_of_the_site_on_which_they_came_or_left(app: Flask) -> None:
    make_subscriber(confirmed_at=MONDAY)
    make_subscriber(confirmed_at=LATE_SUNDAY)
    make_subscriber(confirmed_at=LONG_AGO, left_at=MONDAY, state=SubscriberState.LEFT)
    make_subscriber(state=SubscriberState.PENDING, confirmed_at=None)

    here, east = (read_growth(db.session, WEEK, zone) for zone in (UTC, ZoneInfo("Asia/Tokyo")))

    assert [column.value for column in here.joined.columns] == [1, 0, 0, 0, 0, 0, 1]
    assert [column.value for column in here.left.columns] == [1, 0, 0, 0, 0, 0, 0]
    assert [column.value for column in east.joined.columns] == [1, 0, 0, 0, 0, 0, 0]


def test_sources_are_read_from_the_form_of_the_consent(app: Flask) -> None:
    forms = ("/subscribe", "/articles/tea", "/articles/cocoa", "/", "/topics/tea", "import", "mailchimp")
    for form in forms:
        make_subscriber(confirmed_at=MONDAY, consent_form=form)
    make_subscriber(confirmed_at=LONG_AGO, consent_form="/subscribe")

    assert read_growth(db.session, WEEK, UTC).sources == {
        SignupSource.SIGNUP_PAGE: 1,
        SignupSource.ARTICLE: 2,
        SignupSource.OTHER_PAGE: 2,
        SignupSource.IMPORT: 2,
    }


def test_what_most_began_to_follow_comes_first(app: Flask) -> None:
    readers, tea, author = [make_subscriber() for _ in range(3)], make_topic("Tea"), make_person("Ada")
    for reader in readers:
        save(Follow(subscriber_id=reader.id, author_id=author.id, created_at=MONDAY))
    save(Follow(subscriber_id=readers[0].id, topic_id=tea.id, created_at=MONDAY))
    save(Follow(subscriber_id=readers[1].id, topic_id=tea.id, created_at=LONG_AGO))

    assert read_growth(db.session, WEEK, UTC).followed == [("Ada", 3), ("Tea", 1)]
