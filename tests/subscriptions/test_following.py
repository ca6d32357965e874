"""Follows: the limit, and what is followed already."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.models import Delivery, DeliveryKind, Follow, FollowRequest, Frequency
from blog.subscriptions import following
from blog.web.addresses.links import FOLLOW
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.forms.timestamps import make_timestamp
from tests.factories import NOW, make_subscriber, make_topic, save


def send(client: FlaskClient, **more: Any) -> Any:
    data = {"address": "ann@example.com", "stamp": make_timestamp(links(), read_clock()), "frequency": "daily", **more}
    return client.post("/subscribe", data=data)


def follows() -> list[tuple[int | None, Frequency]]:
    db.session.rollback()
    return [(row.topic_id, row.frequency) for row in db.session.scalars(select(Follow).order_by(Follow.id))]


def mails() -> list[DeliveryKind]:
    db.session.rollback()
    return list(db.session.scalars(select(Delivery.kind).order_by(Delivery.id)))


def follow_link() -> str:
    asked = db.session.scalars(select(FollowRequest).order_by(FollowRequest.id.desc())).first()
    assert asked is not None
    return f"/subscriptions/follow/{links().sign(FOLLOW, [asked.id, asked.key])}"


@pytest.mark.parametrize("frequency", ["instant", "weekly"])
def test_what_is_followed_already_brings_only_the_link_to_the_preferences(client: FlaskClient, frequency: str) -> None:
    ann, topic = make_subscriber("ann@example.com"), make_topic()
    save(Follow(subscriber_id=ann.id, topic_id=topic.id, frequency=Frequency.DAILY, created_at=NOW))

    send(client, topic=topic.slug, frequency=frequency)
    send(client, frequency=frequency)

    assert mails() == ["subscribed", "subscribed"]
    assert follows() == [(topic.id, Frequency.DAILY)]


def test_whoever_follows_too_much_is_told_so(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "MAX_FOLLOWS", 0)
    make_subscriber("ann@example.com")
    send(client, topic=make_topic().slug)

    answer = client.post(follow_link())

    assert answer.status_code == 409
    assert "You follow too many things to add another" in answer.text
    assert follows() == []
