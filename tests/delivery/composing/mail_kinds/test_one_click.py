"""What one click in a mail program ends (RFC 8058) is what the message says, in every kind of mail."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.models import AlertKind, Correction, Delivery, Follow
from tests.delivery.mail_factories import (
    TO_ONE,
    alert_for,
    compose,
    digest_of,
    html_of,
    text_of,
    update_for,
)
from tests.factories import NOW, make_article, make_follow, make_person, make_topic, save

FOLLOWED = ("topic", "author", "article")


def alert_by(kind: str) -> Delivery:
    """Owe an alert to a reader who follows the site, and also a topic, the author and the story."""
    article = make_article(author=make_person(name="Ada Oneil"), topics=[make_topic("Tea")])
    targets = {"topic": article.topics[0].id, "author": article.author.id, "article": article.id}
    row = alert_for(article)
    for name, target in targets.items():
        make_follow(row.subscriber, **{f"{name}_id": target})
    row.followed = f"{kind}:{targets[kind]}" if kind in targets else kind
    db.session.commit()
    return row


def click(client: FlaskClient, row: Delivery) -> str:
    """Press the button that a mail program makes of the header; return the address behind it."""
    address = str(compose(row)["List-Unsubscribe"]).strip("<>")
    path = address.removeprefix("https://news.example.org")
    without_browser = {"Sec-Fetch-Site": None}
    for _press in range(2):
        answer = client.post(path, data={"List-Unsubscribe": "One-Click"}, headers=without_browser)
        assert (answer.status_code, answer.headers.getlist("Set-Cookie")) == (200, [])
    return address


def followed_by(row: Delivery) -> set[str]:
    follows = db.session.scalars(select(Follow).where(Follow.subscriber_id == row.subscriber_id)).all()
    return {kind for kind in FOLLOWED if any(getattr(follow, f"{kind}_id") for follow in follows)}


@pytest.mark.parametrize("kind", FOLLOWED)
def test_one_click_ends_the_follow_that_the_message_names(client: FlaskClient, kind: str) -> None:
    row = alert_by(kind)
    words = {"topic": "Unfollow Tea", "author": "Unfollow Ada Oneil", "article": "Unfollow this story"}[kind]
    html, text = unescape(html_of(compose(row))), text_of(compose(row))

    address = click(client, row)

    assert re.search(rf'href="{re.escape(address)}"[^>]*>{words}</a>', html)
    assert f"{words}:\n{address}" in text
    assert "Unsubscribe from everything" in html
    assert followed_by(row) == {*FOLLOWED} - {kind}
    assert row.subscriber.is_confirmed


def correction() -> Delivery:
    row = alert_by("article")
    row.alert.kind = AlertKind.CORRECTION
    row.alert.correction = save(
        Correction(article=row.alert.article, kind="correction", explanation="It was Monday.", corrected_at=NOW)
    )
    db.session.commit()
    return row


@pytest.mark.parametrize(
    "make", [alert_for, digest_of, correction, lambda: alert_by("site"), lambda: alert_by("topic:999999")]
)
def test_one_click_in_any_other_list_mail_ends_all_alerts(client: FlaskClient, make: Callable[[], Delivery]) -> None:
    row = make()
    html = unescape(html_of(compose(row)))

    address = click(client, row)

    assert re.search(rf'href="{re.escape(address)}"[^>]*>Unsubscribe</a>', html)
    assert "Unfollow" not in html
    assert not row.subscriber.is_confirmed


def test_an_update_ends_its_story_and_a_digest_of_it_everything(client: FlaskClient) -> None:
    update = update_for()
    digest = digest_of(update)

    assert "/unfollow/article/" in click(client, update)
    assert click(client, digest).endswith("/leave")


@pytest.mark.parametrize("make", TO_ONE)
def test_mail_that_somebody_asked_for_offers_no_click(client: FlaskClient, make: Callable[[], Delivery]) -> None:
    message = compose(make())

    assert message["List-Unsubscribe"] is None
    assert message["List-Unsubscribe-Post"] is None
