from datetime import UTC, date, datetime, timedelta

from flask import Flask

from blog.database import db
from blog.delivery.composing.mail_kinds.weekly_mail import count_week, last_week
from blog.delivery.outbox import enqueue
from blog.models import Follow, Frequency, PageKind, Role, SubscriberState, Suppression, ViewedPage
from blog.models.page_views import add_views
from tests.delivery.mail_factories import compose, html_of, text_of
from tests.factories import make_article, make_person, make_subscriber, make_topic, save

MONDAY = datetime(2026, 5, 4, 8, tzinfo=UTC)
INSIDE = MONDAY - timedelta(days=3)
BEFORE = MONDAY - timedelta(days=10)


def fill_week() -> None:
    for number in range(3):
        make_subscriber(confirmed_at=INSIDE, requested_at=BEFORE, address=f"new{number}@example.org")
    make_subscriber(confirmed_at=BEFORE, left_at=INSIDE, state=SubscriberState.LEFT)
    bounce = make_subscriber(confirmed_at=BEFORE, suppressed_at=INSIDE, suppression=Suppression.HARD_BOUNCE)
    make_subscriber(confirmed_at=BEFORE, suppressed_at=INSIDE, suppression=Suppression.OPERATOR)
    make_subscriber(confirmed_at=datetime(2026, 5, 4, 0, tzinfo=UTC))
    energy, tea = make_topic("Energy & Co"), make_topic("Tea")
    for topic, created_at in ((energy, INSIDE), (tea, BEFORE)):
        row = {"topic_id": topic.id, "frequency": Frequency.DAILY, "created_at": created_at}
        save(Follow(subscriber_id=bounce.id, **row))


def test_the_week_is_the_one_that_is_over_in_the_zone_of_the_site(app: Flask) -> None:
    with app.test_request_context():
        weeks = {last_week(MONDAY + timedelta(days=day)).monday for day in range(7)}

    assert weeks == {date(2026, 4, 27)}


def test_each_reader_counts_in_one_week(app: Flask) -> None:
    fill_week()

    with app.test_request_context():
        figures = count_week(db.session, last_week(MONDAY))

    assert {name: figures[name] for name in ("joined", "left", "bounced")} == {"joined": 3, "left": 1, "bounced": 1}
    assert figures["topics"] == [("Energy & Co", 1)]


def test_the_message_names_the_week_and_its_figures(app: Flask) -> None:
    fill_week()
    editor = make_person(role=Role.EDITOR, has_weekly_figures=True)

    message = compose(enqueue(db.session, "weekly", editor, MONDAY))

    assert message["Subject"] == "3 new readers last week"
    assert "April 27, 2026 to May 3, 2026" in text_of(message)
    assert "Unsubscribed: 1\nBounced: 1" in text_of(message)
    assert "- Energy & Co: 1" in text_of(message)
    assert "Energy &amp; Co" in html_of(message)
    assert "List-Unsubscribe" not in message


def test_the_message_names_what_was_viewed_most(app: Flask) -> None:
    editor, quiet = make_person(role=Role.EDITOR, has_weekly_figures=True), text_of_a_quiet_week()
    article = make_article("Tea & cake")
    for day, views in ((date(2026, 4, 26), 90), (date(2026, 4, 27), 3), (date(2026, 5, 3), 4), (date(2026, 5, 4), 70)):
        add_views(db.session, day, {ViewedPage(PageKind.ARTICLE, article.id): views, ViewedPage(PageKind.FEED): 8})

    message = compose(enqueue(db.session, "weekly", editor, MONDAY))

    assert "Page views: 7" in text_of(message)
    assert "- Tea & cake: 7" in text_of(message)
    assert "Tea &amp; cake" in html_of(message)
    assert "Page views" not in quiet


def text_of_a_quiet_week() -> str:
    editor = make_person("Qui Et", role=Role.EDITOR, has_weekly_figures=True)
    return text_of(compose(enqueue(db.session, "weekly", editor, MONDAY)))
