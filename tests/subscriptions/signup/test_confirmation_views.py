"""The pages behind confirmation links."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.models import Delivery, DeliveryKind, Follow, FollowRequest, Frequency, Subscriber, SubscriberState
from blog.models.email_address import parse_address
from blog.subscriptions.signup.signup_request import SignupRequest, request_subscription
from blog.web.addresses.links import CONFIRM, FOLLOW, PREFERENCES, Links
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.forms.timestamps import make_timestamp
from tests.factories import NOW, make_subscriber, make_topic
from tests.settings import change_settings


def make_pending(address: str = "ann@example.com", **more) -> Subscriber:
    return make_subscriber(address, **{"state": SubscriberState.PENDING, "confirmed_at": None, **more})


def link(subscriber: Subscriber, key: str | None = None) -> str:
    token = links().sign(CONFIRM, [subscriber.id, key or subscriber.request_key])
    return f"/subscriptions/confirm/{token}"


def state_of(subscriber: Subscriber) -> SubscriberState:
    db.session.rollback()
    return db.session.scalars(select(Subscriber.state).where(Subscriber.id == subscriber.id)).one()


def send(client: FlaskClient, **more: Any) -> Any:
    data = {"address": "ann@example.com", "stamp": make_timestamp(links(), read_clock()), "frequency": "daily", **more}
    return client.post("/subscribe", data=data)


def follows() -> list[tuple[int | None, Frequency]]:
    db.session.rollback()
    return [(row.topic_id, row.frequency) for row in db.session.scalars(select(Follow).order_by(Follow.id))]


def mails() -> list[DeliveryKind]:
    db.session.rollback()
    return list(db.session.scalars(select(Delivery.kind).order_by(Delivery.id)))


def the_reader() -> Subscriber:
    db.session.rollback()
    return db.session.scalars(select(Subscriber)).one()


def follow_link() -> str:
    asked = db.session.scalars(select(FollowRequest).order_by(FollowRequest.id.desc())).first()
    assert asked is not None
    return f"/subscriptions/follow/{links().sign(FOLLOW, [asked.id, asked.key])}"


def test_opening_the_link_shows_a_button_and_changes_nothing(client: FlaskClient) -> None:
    ann = make_pending()

    answer = client.get(link(ann))

    assert answer.status_code == 200
    assert '<form method="post" action="/subscriptions/confirm/' in answer.text
    assert "ann@example.com" in answer.text
    assert state_of(ann) is SubscriberState.PENDING


def test_pressing_the_button_confirms_and_says_so(client: FlaskClient) -> None:
    ann = make_pending()
    path = link(ann)

    answer = client.post(path)
    page = client.get(answer.location)

    assert answer.status_code == 303
    assert state_of(ann) is SubscriberState.CONFIRMED
    assert "You're subscribed" in page.text
    assert f"/subscriptions/{links().seal(PREFERENCES, [ann.id, ann.key])}" in page.text


def test_confirming_twice_keeps_the_first_time(client: FlaskClient) -> None:
    ann = make_pending()
    path = link(ann)
    client.post(path)
    first = db.session.scalars(select(Subscriber.confirmed_at)).one()

    assert client.post(path).status_code == 303

    db.session.rollback()
    assert db.session.scalars(select(Subscriber.confirmed_at)).one() == first


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_altered_link_is_unknown(client: FlaskClient, method: str) -> None:
    ann = make_pending()
    path = link(ann)

    for altered in (path[:-1], path + "x", path.replace("confirm/", "confirm/A"), "/subscriptions/confirm/é%00\u202e"):
        answer = getattr(client, method)(altered)
        assert answer.status_code in {400, 404}

    assert state_of(ann) is SubscriberState.PENDING


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_expired_link_has_ended(app: Flask, client: FlaskClient, method: str) -> None:
    change_settings(app, confirmation_seconds=-1)
    ann = make_pending()

    answer = getattr(client, method)(link(ann))

    assert answer.status_code == 410
    assert 'href="/subscribe"' in answer.text
    assert state_of(ann) is SubscriberState.PENDING


def test_the_link_of_one_person_does_not_confirm_another(client: FlaskClient) -> None:
    ann, bob = make_pending("ann@example.com"), make_pending("bob@example.com")

    answer = client.post(link(ann, key=bob.request_key))

    assert answer.status_code == 410
    assert state_of(ann) is state_of(bob) is SubscriberState.PENDING


def test_a_link_for_another_purpose_confirms_nobody(client: FlaskClient) -> None:
    ann = make_pending()
    other = links().seal(PREFERENCES, [ann.id, ann.key])
    reset = links().sign("password-reset", [ann.id, ann.request_key])

    codes = {client.post(f"/subscriptions/confirm/{token}").status_code for token in (other, reset)}

    assert codes == {404}
    assert state_of(ann) is SubscriberState.PENDING


def test_a_link_of_another_site_confirms_nobody(client: FlaskClient) -> None:
    ann = make_pending()
    token = Links("https://news.example.org", "x" * 40).sign(CONFIRM, [ann.id, ann.request_key])

    assert client.post(f"/subscriptions/confirm/{token}").status_code == 404
    assert state_of(ann) is SubscriberState.PENDING


@pytest.mark.parametrize("payload", [[], [1], ["1", "key"], [1, 2], [1, "key", 3]])
def test_a_signed_link_that_says_something_else_is_unknown(client: FlaskClient, payload: list) -> None:
    assert client.get(f"/subscriptions/confirm/{links().sign(CONFIRM, payload)}").status_code == 404


def test_whoever_left_is_not_brought_back_by_the_old_link(client: FlaskClient) -> None:
    ann = make_pending()
    path = link(ann)
    client.post(path)
    client.post(f"/subscriptions/{links().seal(PREFERENCES, [ann.id, ann.key])}/leave")

    assert client.get(path).status_code == client.post(path).status_code == 410
    assert state_of(ann) is SubscriberState.LEFT


def test_whoever_comes_back_confirms_by_the_new_link_alone(client: FlaskClient) -> None:
    ann = make_subscriber("ann@example.com", state=SubscriberState.LEFT, left_at=NOW)
    old = link(ann)
    asked = SignupRequest(parse_address("ann@example.com"), None, "Send me alerts.", "/subscribe")
    request_subscription(db.session, asked, "secret", NOW + timedelta(days=1))
    db.session.commit()
    new = link(ann)

    assert client.post(old).status_code == 410
    assert client.post(new).status_code == 303
    assert state_of(ann) is SubscriberState.CONFIRMED
    assert ann.left_at is None


def test_a_button_on_another_site_confirms_nobody(client: FlaskClient) -> None:
    ann = make_pending()

    assert client.post(link(ann), headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert state_of(ann) is SubscriberState.PENDING


def test_confirming_owes_the_welcome_alone(client: FlaskClient) -> None:
    client.post(link(make_pending()))

    assert db.session.scalars(select(Delivery.kind)).all() == ["welcome"]


def test_nothing_of_a_confirmed_reader_changes_before_the_link_is_used(client: FlaskClient) -> None:
    ann, topic = make_subscriber("ann@example.com", name="Ann"), make_topic("Grants")

    answer = send(client, topic=topic.slug, name="Somebody else")
    page = client.get(follow_link())

    assert (answer.status_code, urlsplit(answer.location).path) == (303, "/subscribe/requested")
    assert mails() == ["follow"]
    assert (follows(), the_reader().name, the_reader().consent_form) == ([], "Ann", ann.consent_form)
    assert "Follow this too?" in page.text


def test_the_button_behind_the_link_adds_the_follow_once(client: FlaskClient) -> None:
    make_subscriber("ann@example.com", site_frequency=Frequency.INSTANT)
    topic = make_topic()
    send(client, topic=topic.slug)
    path = follow_link()

    answer = client.post(path)
    assert "You're following this" in client.get(answer.location).text
    db.session.execute(Follow.__table__.delete())
    db.session.commit()
    client.post(path)

    assert follows() == []
    assert the_reader().site_frequency is Frequency.INSTANT
    assert db.session.scalars(select(FollowRequest)).one().confirmed_at is not None


def test_a_reader_of_one_topic_can_ask_for_the_site(client: FlaskClient) -> None:
    make_subscriber("ann@example.com", site_frequency=None)

    send(client, frequency="weekly")
    client.post(follow_link())

    assert the_reader().site_frequency is Frequency.WEEKLY
