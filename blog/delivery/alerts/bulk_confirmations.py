"""Owing a confirmation mail to many at once: the readers of a list that was taken in."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, exists, insert, literal, select

from blog.database import AnySession
from blog.delivery.composing.mail_kinds.reader_mail import CONFIRMATION
from blog.models import (
    DELIVERIES,
    Delivery,
    DeliveryPriority,
    DeliveryState,
    Frequency,
    Subscriber,
    SubscriberState,
)


def enqueue_confirmations(session: AnySession, address_keys: Sequence[str], now: datetime) -> int:
    """Owe the confirmation link to those of *address_keys* who have to agree and were never asked; return how many.

    Addresses that bounced or complained are left out. The caller commits.
    """
    was_asked = exists().where(Delivery.subscriber_id == Subscriber.id, Delivery.kind == CONFIRMATION.name)
    columns = ("kind", "subscriber_id", "address", "priority", "frequency", "state", "attempts", "owed_at", "due_at")
    rows = select(
        literal(CONFIRMATION.name, Delivery.kind.type),
        Subscriber.id,
        Subscriber.address,
        literal(DeliveryPriority.BULK, Delivery.priority.type),
        literal(Frequency.INSTANT, Delivery.frequency.type),
        literal(DeliveryState.WAITING, Delivery.state.type),
        literal(0),
        literal(now, Delivery.owed_at.type),
        literal(now, Delivery.due_at.type),
        literal(False),
    ).where(
        Subscriber.address_key.in_(address_keys),
        Subscriber.state == SubscriberState.PENDING,
        Subscriber.suppressed_at.is_(None),
        ~was_asked,
    )
    statement = insert(DELIVERIES).from_select([*columns, "is_repeat"], rows, include_defaults=False)
    result = session.execute(statement.execution_options(preserve_rowcount=True))
    return int(cast(CursorResult[Any], result).rowcount)
