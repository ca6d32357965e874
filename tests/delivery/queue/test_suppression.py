"""Who gets nothing more, and how the operator lifts it."""

from datetime import timedelta

import pytest
from flask import Flask

from blog.database import db
from blog.delivery import outbox
from blog.delivery.queue.suppression import MAX_REPLY_CHARACTERS, find_owner, lift, suppress
from blog.models import Delivery, Suppression
from tests.delivery.conftest import Bench
from tests.factories import NOW, make_subscriber
from tests.relay import Relay

LATER = NOW + timedelta(days=1)


def test_a_suppressed_address_keeps_the_servers_words(app: Flask) -> None:
    reader = make_subscriber()

    suppress(db.session, reader.id, Suppression.HARD_BOUNCE, "550 5.1.1\r\n no such\x00 user" + "." * 2000, NOW)

    assert (reader.suppressed_at, reader.suppression) == (NOW, Suppression.HARD_BOUNCE)
    assert (reader.suppression_words or "").startswith("550 5.1.1 no such user.")
    assert len(reader.suppression_words or "") == MAX_REPLY_CHARACTERS


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        (Suppression.SOFT_BOUNCES, Suppression.HARD_BOUNCE, "second"),
        (Suppression.HARD_BOUNCE, Suppression.COMPLAINT, "second"),
        (Suppression.OPERATOR, Suppression.COMPLAINT, "second"),
        (Suppression.HARD_BOUNCE, Suppression.HARD_BOUNCE, "first"),
        (Suppression.COMPLAINT, Suppression.HARD_BOUNCE, "first"),
        (Suppression.OPERATOR, Suppression.SOFT_BOUNCES, "first"),
    ],
)
def test_the_graver_reason_stays_and_the_first_moment(
    app: Flask, first: Suppression, second: Suppression, kept: str
) -> None:
    reader = make_subscriber()

    suppress(db.session, reader.id, first, "first", NOW)
    suppress(db.session, reader.id, second, "second", LATER)

    assert (reader.suppression_words, reader.suppressed_at) == (kept, NOW)


def test_lifting_leaves_nothing_behind(app: Flask) -> None:
    reader = make_subscriber(soft_bounces=4)
    suppress(db.session, reader.id, Suppression.SOFT_BOUNCES, "full", NOW)

    lift(db.session, reader)

    left = (reader.suppressed_at, reader.suppression, reader.suppression_words, reader.soft_bounces)
    assert left == (None, None, None, 0)


def test_a_subscriber_who_is_gone_needs_nothing(app: Flask) -> None:
    suppress(db.session, 404, Suppression.COMPLAINT, "", NOW)


@pytest.mark.parametrize(
    ("address", "is_found"),
    [("anna@example.com", True), ("Anna@Example.com", True), ("anna.new@example.com", False)],
)
def test_only_who_still_has_the_address_is_its_owner(app: Flask, address: str, is_found: bool) -> None:
    reader = make_subscriber("anna@example.com")
    delivery = Delivery(kind="address_change", subscriber_id=reader.id, address=address)

    assert find_owner(db.session, delivery) is (reader if is_found else None)


def test_mail_to_nobody_in_particular_has_no_owner(app: Flask) -> None:
    assert find_owner(db.session, Delivery(kind="password_reset", address="a@example.com")) is None


def test_a_new_address_that_the_relay_refuses_leaves_the_old_one(bench: Bench, relay: Relay) -> None:
    reader = make_subscriber("anna@example.com", new_address="typo@example.com", change_key="k")
    outbox.enqueue(db.session, "address_change", reader, NOW)
    db.session.commit()
    relay.answer_recipient("typo@example.com", "550 5.1.1 no such user")

    bench.work()

    db.session.expire_all()
    assert relay.named == ["typo@example.com"]
    assert reader.suppression is None
