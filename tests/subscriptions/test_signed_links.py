"""Signed links: altered, expired, of another purpose."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.models import Follow, FollowRequest, Frequency, Subscriber
from blog.web.addresses.links import CONFIRM, FOLLOW, PREFERENCES
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.forms.timestamps import make_timestamp
from tests.factories import NOW, make_subscriber, make_topic
from tests.settings import change_settings


def send(client: FlaskClient, **more: Any) -> Any:
    data = {"address": "ann@example.com", "stamp": make_timestamp(links(), read_clock()), "frequency": "daily", **more}
    return client.post("/subscribe", data=data)


def follows() -> list[tuple[int | None, Frequency]]:
    db.session.rollback()
    return [(row.topic_id, row.frequency) for row in db.session.scalars(select(Follow).order_by(Follow.id))]


def follow_link() -> str:
    asked = db.session.scalars(select(FollowRequest).order_by(FollowRequest.id.desc())).first()
    assert asked is not None
    return f"/subscriptions/follow/{links().sign(FOLLOW, [asked.id, asked.key])}"


def ended(client: FlaskClient) -> bool:
    return client.get(follow_link()).status_code == client.post(follow_link()).status_code == 410 and follows() == []


def home(subscriber: Subscriber, key: str | None = None) -> str:
    return f"/subscriptions/{links().seal(PREFERENCES, [subscriber.id, key or subscriber.key])}"


def test_the_link_ends_with_time_and_with_leaving(app: Flask, client: FlaskClient) -> None:
    ann = make_subscriber("ann@example.com")
    send(client, topic=make_topic().slug)

    change_settings(app, confirmation_seconds=-1)
    assert ended(client)
    change_settings(app, confirmation_seconds=60)
    ann.leave(NOW)
    assert ended(client)


def test_an_altered_link_follows_nothing(client: FlaskClient) -> None:
    make_subscriber("ann@example.com")
    send(client, topic=make_topic().slug)
    asked = db.session.scalars(select(FollowRequest)).one()

    assert client.post(follow_link() + "x").status_code == 404
    assert client.post(f"/subscriptions/follow/{links().sign(FOLLOW, [asked.id, 'x'])}").status_code == 410
    assert client.post(f"/subscriptions/follow/{links().sign(CONFIRM, [asked.id, asked.key])}").status_code == 404
    assert follows() == []


@pytest.mark.parametrize("suffix", ["", "/leave"])
def test_an_altered_link_opens_nothing(client: FlaskClient, suffix: str) -> None:
    ann, bob = make_subscriber(), make_subscriber()
    confirm = f"/subscriptions/{links().sign(CONFIRM, [ann.id, ann.request_key])}"
    gone = f"/subscriptions/{links().seal(PREFERENCES, [2**31 - 1, ann.key])}"

    for path in (home(ann)[:-1], home(ann) + "x", home(ann, key=bob.key), confirm, gone, "/subscriptions/é\u202e"):
        assert client.get(path + suffix).status_code == 404
        assert client.post(path + (suffix or "/name"), data={"name": "x"}).status_code == 404

    assert ann.is_confirmed
    assert bob.is_confirmed


@pytest.mark.parametrize("added", [".", ">", ">.", ")", ",", '"', "%3E"])
def test_signs_that_mail_programs_add_to_a_link_do_no_harm(client: FlaskClient, added: str) -> None:
    ann = make_subscriber()
    confirm = f"/subscriptions/confirm/{links().sign(CONFIRM, [ann.id, ann.request_key])}"

    for path in (home(ann), f"{home(ann)}/leave", confirm):
        assert client.get(path + added, follow_redirects=True).status_code == 200
