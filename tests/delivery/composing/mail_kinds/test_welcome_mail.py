"""Who has confirmed is welcomed once, in the owner's words."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from blog.database import db
from blog.delivery.outbox import enqueue
from blog.models import Delivery, SiteSetting, Subscriber, SubscriberState
from blog.web.addresses.links import CONFIRM
from blog.web.extensions import links
from blog.web.site_identity.reading import forget_site_settings
from tests.databases import asked_of_database
from tests.delivery.conftest import Bench
from tests.delivery.mail_factories import compose, html_of, text_of
from tests.factories import NOW, make_article, make_subscriber, make_topic
from tests.relay import Relay

WORDS = "Hello from **{site}**.\n\n- [Your choices]({preferences})\n\n<script>x</script>"


def choose(**values: object) -> None:
    for key, value in values.items():
        SiteSetting.write(db.session, key, value)
    db.session.commit()
    forget_site_settings()


def welcome() -> Delivery:
    return enqueue(db.session, "welcome", make_subscriber(), NOW)


def count_welcomes() -> int:
    return db.session.scalar(select(func.count()).where(Delivery.kind == "welcome")) or 0


def pending() -> tuple[Subscriber, str]:
    reader = make_subscriber(state=SubscriberState.PENDING, confirmed_at=None)
    db.session.commit()
    return reader, f"/subscriptions/confirm/{links().sign(CONFIRM, [reader.id, reader.request_key])}"


def test_the_owners_words_stand_in_both_parts_with_the_newest_three_articles(app: Flask) -> None:
    for number in range(4):
        make_article(f"Story {number}")
    choose(welcome_words=WORDS, welcome_subject="You're in", mail_footer="Paid for by readers.")

    message = compose(welcome())

    html, text = html_of(message), text_of(message)
    assert message["Subject"] == "You're in"
    assert "Hello from *IFBG News*." in text
    assert "<strong>IFBG News</strong>" in html
    assert "<script>" not in html
    assert sum(f"Story {number}" in html for number in range(4)) == 3
    assert text.count("/articles/") == 3
    assert html.count("Paid for by readers.") == text.count("Paid for by readers.") == 1
    assert message["List-Unsubscribe"] is not None


def test_the_link_to_the_choices_is_the_readers_own(app: Flask) -> None:
    choose(welcome_words=WORDS)
    row = welcome()

    html = html_of(compose(row))

    own = html.split(">Your choices<")[0].rsplit('href="', 1)[1].split('"')[0]
    assert app.test_client().get(own.removeprefix("https://news.example.org")).status_code == 200


def test_without_words_there_is_a_short_greeting(app: Flask) -> None:
    message = compose(welcome())

    assert message["Subject"] == "Welcome to IFBG News"
    assert "Your address is confirmed." in text_of(message)


def test_a_site_without_tagline_is_named_alone(app: Flask) -> None:
    choose(tagline="")

    assert "\nIFBG News\n" in text_of(compose(welcome()))


def test_three_articles_ask_the_database_no_more_than_one(app: Flask) -> None:
    asked = []
    for number in range(3):
        make_article(f"Story {number}", topics=[make_topic(f"Topic {number}")])
        id = welcome().id
        db.session.commit()
        db.session.expunge_all()
        row = db.session.get_one(Delivery, id)
        with asked_of_database() as statements:
            compose(row)
        asked.append(len(statements))

    assert asked[2] == asked[0]


def test_confirming_owes_one_welcome_however_often_the_button_is_pressed(client: FlaskClient) -> None:
    reader, path = pending()

    answers = [client.post(path).status_code for _ in range(3)]

    assert answers == [303] * 3
    assert count_welcomes() == 1
    assert db.session.scalars(select(Delivery.address)).all() == [reader.address]


def test_no_welcome_is_owed_when_it_is_switched_off(client: FlaskClient) -> None:
    choose(has_welcome=False)
    _reader, path = pending()

    client.post(path)

    assert count_welcomes() == 0


def test_a_welcome_leaves_by_the_ledger_once(bench: Bench, relay: Relay) -> None:
    row = welcome()

    bench.work()
    bench.work()

    assert relay.recipients == [row.address]
