"""Deliveries that a worker has claimed, for the tests of the queue."""

from datetime import timedelta

from blog.database import db
from blog.delivery.composing.envelope import PendingMessage
from blog.delivery.outbox import enqueue
from blog.delivery.queue.claiming import claim
from blog.models import (
    Delivery,
    SubscriberState,
)
from tests.factories import NOW, make_subscriber

LEASE = timedelta(minutes=5)
LATER = NOW + LEASE + timedelta(seconds=1)


def owe_confirmation(**reader: object) -> Delivery:
    person = make_subscriber(**{"state": SubscriberState.PENDING, "confirmed_at": None, **reader})
    row = enqueue(db.session, "confirmation", person, NOW)
    db.session.commit()
    return row


def pending_message(row: Delivery) -> PendingMessage:
    return PendingMessage(row.id, row.kind, row.alert_id, row.subscriber_id, "key", row.address, None, row.is_repeat, 0)


def claimed(worker: str = "one", limit: int = 10) -> list[int]:
    keys = [row.id for row in claim(db.session, worker, NOW, lease=LEASE, limit=limit)]
    db.session.commit()
    return keys
