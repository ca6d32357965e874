"""Confirmation of a subscription with all that was asked for."""

from datetime import timedelta
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.models import Delivery, DeliveryKind, Follow, FollowRequest, Frequency, Subscriber, SubscriberState, Topic
from blog.web.addresses.links import CONFIRM
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


def the_reader() -> Subscriber:
    db.session.rollback()
    return db.session.scalars(select(Subscriber)).one()


def test_a_new_reader_who_chose_a_topic_follows_it_alone(client: FlaskClient) -> None:
    topic = make_topic("Grants")
    send(client, topic=topic.slug)
    reader = the_reader()
    path = f"/subscriptions/confirm/{links().sign(CONFIRM, [reader.id, reader.request_key])}"

    assert follows() == []
    assert 'Topic: Grants <span class="subscription__often">One e-mail a day' in client.get(path).text
    client.post(path)
    client.post(path)

    assert mails() == ["confirmation", "welcome"]
    assert follows() == [(topic.id, Frequency.DAILY)]
    assert the_reader().site_frequency is None
    assert "on the topic “Grants”" in the_reader().consent_wording
    assert "Topic: Grants" in client.get(path).text


def test_either_of_two_mails_confirms_all_that_was_asked(client: FlaskClient) -> None:
    topic = make_topic()
    send(client, frequency="instant")
    send(client, topic=topic.slug)
    reader = the_reader()

    client.post(f"/subscriptions/confirm/{links().sign(CONFIRM, [reader.id, reader.request_key])}")

    assert follows() == [(topic.id, Frequency.DAILY)]
    assert the_reader().site_frequency is Frequency.INSTANT


def test_whoever_comes_back_begins_anew(client: FlaskClient) -> None:
    topic, other = make_topic(), make_topic()
    ann = make_subscriber("ann@example.com", state=SubscriberState.LEFT, left_at=NOW, paused_until=NOW)
    save(Follow(subscriber_id=ann.id, topic_id=other.id, frequency=Frequency.DAILY, created_at=NOW))

    send(client, topic=topic.slug)
    reader = the_reader()
    client.post(f"/subscriptions/confirm/{links().sign(CONFIRM, [reader.id, reader.request_key])}")

    assert follows() == [(topic.id, Frequency.DAILY)]
    assert (the_reader().site_frequency, the_reader().paused_until) == (None, None)


def test_an_old_request_is_not_confirmed_with_a_new_one(client: FlaskClient) -> None:
    topic: Topic = make_topic()
    send(client, topic=topic.slug)
    asked = db.session.scalars(select(FollowRequest)).one()
    asked.requested_at -= timedelta(days=400)
    db.session.commit()
    reader = the_reader()

    client.post(f"/subscriptions/confirm/{links().sign(CONFIRM, [reader.id, reader.request_key])}")

    assert follows() == []
