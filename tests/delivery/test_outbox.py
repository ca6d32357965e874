from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from blog.database import db
from blog.delivery import outbox
from blog.delivery.audience.expansion import expand_next
from blog.models import (
    AlertLevel,
    Delivery,
    DeliveryState,
    Frequency,
    Subscriber,
    SubscriberState,
    UrgentChoice,
)
from tests.factories import NOW, make_article, make_subscriber


def make_waiting_reader(level: AlertLevel = AlertLevel.NORMAL, **more: Any) -> Subscriber:
    """Make a reader for whom one alert waits for the daily digest."""
    choices = {"site_frequency": Frequency.DAILY, "urgent_choice": UrgentChoice.AS_OTHERS}
    reader = make_subscriber(**{**choices, **more})
    outbox.announce(db.session, make_article(), NOW, level=level)
    while expand_next(db.session):
        pass
    db.session.commit()
    return reader


def test_what_is_owed_follows_a_reader_to_the_new_address(app: Flask) -> None:
    reader = make_waiting_reader()
    outbox.announce(db.session, make_article(), NOW)
    expand_next(db.session)
    rows = db.session.scalars(select(Delivery).order_by(Delivery.id)).all()
    db.session.execute(update(Delivery).where(Delivery.id == rows[0].id).values(state=DeliveryState.ACCEPTED))
    reader.new_address = "other@example.com"
    asked = outbox.enqueue(db.session, "address_change", reader, NOW)
    old, reader.address = reader.address, "new@example.com"
    db.session.flush()

    outbox.update_addresses(db.session, reader)

    db.session.expire_all()
    assert [row.address for row in (*rows, asked)] == [old, "new@example.com", "other@example.com"]
    assert (asked.priority, asked.kind, asked.due_at - NOW) == (0, "address_change", timedelta())


def test_no_link_is_owed_to_an_address_that_nobody_named(app: Flask) -> None:
    with pytest.raises(ValueError, match="no new address"):
        outbox.enqueue(db.session, "address_change", make_subscriber(), NOW)


def test_a_list_that_was_imported_is_asked_once(app: Flask) -> None:
    pending = {"state": SubscriberState.PENDING, "confirmed_at": None}
    asked = make_subscriber("ann@example.com", **pending)
    make_subscriber("bob@example.com", suppressed_at=NOW, **pending)
    make_subscriber("eve@example.com")
    make_subscriber("not@example.com", **pending)
    keys = ["ann@example.com", "bob@example.com", "eve@example.com", "none@example.com"]

    counts = [outbox.enqueue_confirmations(db.session, keys, NOW) for _ in range(2)]

    row = db.session.scalars(select(Delivery)).one()
    assert counts == [1, 0]
    assert (row.kind, row.subscriber_id, row.address) == ("confirmation", asked.id, "ann@example.com")
    assert (row.priority, row.state, row.due_at, row.attempts) == (2, DeliveryState.WAITING, NOW, 0)


def test_the_last_tests_come_first(app: Flask) -> None:
    article = make_article()
    tests = [outbox.enqueue(db.session, "test", article, NOW, address=f"{number}@example.com") for number in range(4)]

    assert outbox.list_tests(db.session, article) == tests[:0:-1]


def test_updates_are_no_publication(app: Flask) -> None:
    article = make_article()
    outbox.announce_update(db.session, article, "New.", NOW)

    assert outbox.find_publication_alert(db.session, article) is None
    assert outbox.count_updates(db.session, article) == 1
    assert outbox.announce(db.session, article, NOW) is outbox.find_publication_alert(db.session, article)
