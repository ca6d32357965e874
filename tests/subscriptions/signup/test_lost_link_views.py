"""Subscribers who sign up again or ask for their link get it by mail, and the page tells nobody who they are."""

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from blog.database import db
from blog.models import Delivery, Follow, FollowRequest, Frequency, Subscriber, SubscriberState, Suppression
from blog.web.addresses.links import FOLLOW, PREFERENCES
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.forms.timestamps import make_timestamp
from tests.delivery.mail_factories import compose, html_of, text_of
from tests.factories import NOW, make_subscriber, make_topic, save
from tests.settings import change_settings

STATES = [None, *SubscriberState]


def post(client: FlaskClient, path: str, address: str = "ann@example.com", **more: Any) -> TestResponse:
    data = {"address": address, "stamp": make_timestamp(links(), read_clock()), "frequency": "instant", **more}
    return client.post(path, data=data)


def mails() -> list[Delivery]:
    db.session.rollback()
    return list(db.session.scalars(select(Delivery).order_by(Delivery.id)))


def preferences_of(subscriber: Subscriber) -> str:
    return f"/subscriptions/{links().seal(PREFERENCES, [subscriber.id, subscriber.key])}"


def change_path() -> str:
    request = db.session.scalars(select(FollowRequest)).one()
    return f"/subscriptions/follow/{links().sign(FOLLOW, [request.id, request.key])}"


@pytest.mark.parametrize(
    ("state", "kinds"),
    [
        (None, []),
        (SubscriberState.PENDING, ["confirmation"]),
        (SubscriberState.CONFIRMED, ["subscribed"]),
        (SubscriberState.LEFT, []),
    ],
)
def test_who_asks_for_the_link_gets_it_and_strangers_get_no_mail(
    client: FlaskClient, state: SubscriberState | None, kinds: list[str]
) -> None:
    if state:
        make_subscriber("ann@example.com", state=state)

    post(client, "/subscribe/link", "Ann@Example.com")

    assert [mail.kind for mail in mails()] == kinds
    assert len(db.session.scalars(select(Subscriber)).all()) == (1 if state else 0)


@pytest.mark.parametrize("path", ["/subscribe", "/subscribe/link"])
@pytest.mark.parametrize("is_suppressed", [False, True])
def test_status_place_and_page_are_the_same_for_every_state(
    client: FlaskClient, path: str, is_suppressed: bool
) -> None:
    answers = set()
    for number, state in enumerate(STATES):
        address = f"ann{number}@example.com"
        if state:
            make_subscriber(address, state=state, suppressed_at=NOW if is_suppressed else None)
        answer = post(client, path, address)
        page = re.sub(r"gAAAA[\w=%-]+|value=\"W[\w.-]+", "", client.get(answer.location).text.replace(address, ""))
        answers.add((answer.status_code, urlsplit(answer.location).path, "Set-Cookie" in answer.headers, page))

    assert len(answers) == 1


@pytest.mark.parametrize("state", [SubscriberState.CONFIRMED, SubscriberState.PENDING, SubscriberState.LEFT])
@pytest.mark.parametrize("suppression", list(Suppression))
def test_of_those_who_get_no_mail_a_reader_whose_address_exists_gets_the_own_link(
    client: FlaskClient, suppression: Suppression, state: SubscriberState
) -> None:
    make_subscriber("ann@example.com", state=state, suppressed_at=NOW, suppression=suppression)

    post(client, "/subscribe")
    post(client, "/subscribe/link")

    is_owed = state is SubscriberState.CONFIRMED and suppression in {Suppression.COMPLAINT, Suppression.OPERATOR}
    assert [mail.kind for mail in mails()] == ["subscribed"] * is_owed


def test_both_pages_together_send_three_mails_a_day(client: FlaskClient) -> None:
    make_subscriber("ann@example.com")

    for path in ("/subscribe", "/subscribe/link") * 3:
        assert post(client, path).status_code == 303

    assert len(mails()) == 3


def test_the_mail_of_who_asks_for_another_frequency_has_one_button_for_it(client: FlaskClient) -> None:
    ann = make_subscriber("ann@example.com", site_frequency=Frequency.INSTANT)

    post(client, "/subscribe", frequency="weekly")
    message = compose(mails()[0])
    page = client.get(change_path()).text
    before = db.session.scalars(select(Subscriber.site_frequency)).one()
    client.post(change_path())

    for part in (text_of(message), html_of(message)):
        assert "Get one e-mail a week instead" in part
        assert "/subscriptions/follow/" in part
        assert preferences_of(ann) in part.replace("=\n", "")
    assert "Change how often?" in page
    assert before is Frequency.INSTANT
    db.session.rollback()
    assert db.session.scalars(select(Subscriber.site_frequency)).one() is Frequency.WEEKLY


def test_the_frequency_of_a_topic_changes_by_the_button_too(client: FlaskClient) -> None:
    ann, topic = make_subscriber("ann@example.com"), make_topic()
    save(Follow(subscriber_id=ann.id, topic_id=topic.id, frequency=Frequency.DAILY, created_at=NOW))

    post(client, "/subscribe", topic=topic.slug, frequency="instant")
    client.post(change_path())

    db.session.rollback()
    assert db.session.scalars(select(Follow.frequency)).all() == [Frequency.INSTANT]


def test_the_link_alone_has_no_button_to_change(client: FlaskClient) -> None:
    make_subscriber("ann@example.com")

    post(client, "/subscribe/link")

    assert "/subscriptions/follow/" not in text_of(compose(mails()[0]))


def test_a_bad_address_an_early_form_and_a_trap_send_nothing(app: Flask, client: FlaskClient) -> None:
    make_subscriber("ann@example.com")
    change_settings(app, subscribe_minimum_seconds=2)

    codes = [
        post(client, "/subscribe/link", "ann").status_code,
        post(client, "/subscribe/link").status_code,
        post(client, "/subscribe/link", website="https://pills.example").status_code,
    ]

    assert codes == [422, 422, 303]
    assert mails() == []
