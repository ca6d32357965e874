from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.models import Delivery, Subscriber, SubscriberState
from blog.subscriptions.email_address import parse_address
from blog.subscriptions.signup.signup_request import SignupRequest, request_subscription
from blog.web.extensions import links
from blog.web.links import CONFIRM, PREFERENCES, Links
from tests.factories import NOW, make_subscriber
from tests.settings import change_settings


def make_pending(address: str = "ann@example.com", **more) -> Subscriber:
    return make_subscriber(address, **{"state": SubscriberState.PENDING, "confirmed_at": None, **more})


def link(subscriber: Subscriber, key: str | None = None) -> str:
    token = links().sign(CONFIRM, [subscriber.id, key or subscriber.request_key])
    return f"/subscriptions/confirm/{token}"


def state_of(subscriber: Subscriber) -> SubscriberState:
    db.session.rollback()
    return db.session.scalars(select(Subscriber.state).where(Subscriber.id == subscriber.id)).one()


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
    assert "Done: you will be told" in page.text
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


def test_confirming_owes_no_mail_by_itself(client: FlaskClient) -> None:
    client.post(link(make_pending()))

    assert db.session.scalars(select(Delivery)).all() == []
