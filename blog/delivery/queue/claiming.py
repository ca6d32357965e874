"""Leases due messages to a worker, most urgent first.

This runs for every message, so that it uses the tables and loads no ORM objects.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, and_, case, exists, or_, select, update

from blog.database import AnySession, skip_locked
from blog.database.autocommit import in_list
from blog.delivery.audience.eligibility import IS_SENDING
from blog.delivery.composing.envelope import PendingMessage
from blog.models import (
    DELIVERIES,
    Alert,
    AlertLevel,
    Delivery,
    DeliveryPriority,
    DeliveryState,
    Frequency,
    Subscriber,
)

CLAIMABLE = (DeliveryState.WAITING, DeliveryState.DEFERRED)
ALERTS_AT_ONCE = 20
PENDING_MESSAGES = select(
    Delivery.id,
    Delivery.kind,
    Delivery.alert_id,
    Delivery.subscriber_id,
    Subscriber.key,
    Delivery.address,
    Subscriber.name,
    Delivery.is_repeat,
    Delivery.attempts,
    Subscriber.timezone,
    Subscriber.quiet_from,
    Subscriber.quiet_until,
    Delivery.followed,
    Subscriber.is_text_only,
    Subscriber.language,
).outerjoin(Subscriber, Delivery.subscriber_id == Subscriber.id)


def claim(session: AnySession, worker: str, now: datetime, *, lease: timedelta, limit: int) -> list[PendingMessage]:
    """Lease up to *limit* messages that are due to *worker*, and return them in the order in which they should leave.

    First what a person waits for, then alerts, one after the other, then
    digests. The caller commits before it sends; presend_check decides again.
    """
    delivery_ids = find_due(session, now, limit)
    if not delivery_ids:
        return []
    selected = in_list(session, Delivery.id, delivery_ids)
    leased = {"state": DeliveryState.SENDING, "leased_by": worker, "leased_until": now + lease}
    session.connection().execute(update(DELIVERIES).where(selected).values(leased))
    rows = session.connection().execute(PENDING_MESSAGES.where(selected))
    found = {row[0]: PendingMessage(*row) for row in rows}
    return [found[delivery_id] for delivery_id in delivery_ids]


def find_due(session: AnySession, now: datetime, limit: int) -> list[int]:
    """Return the ids of up to *limit* messages that are due, locked until the caller commits."""
    delivery_ids = find_by_priority(session, DeliveryPriority.IMMEDIATE, now, limit)
    if len(delivery_ids) < limit:
        for alert_id in find_running(session, now):
            delivery_ids += find_of_alert(session, alert_id, now, limit - len(delivery_ids))
            if len(delivery_ids) >= limit:
                return delivery_ids
        delivery_ids += find_by_priority(session, DeliveryPriority.BULK, now, limit - len(delivery_ids))
    return delivery_ids


def find_by_priority(session: AnySession, priority: DeliveryPriority, now: datetime, limit: int) -> list[int]:
    """Return the ids of due messages of one priority.

    One query for each state walks the index in order; a single query over
    both would sort the whole backlog at every claim.
    """
    due = select(Delivery.id).where(Delivery.priority == priority, Delivery.due_at <= now)
    return find_in_states(session, due, limit)


def find_of_alert(session: AnySession, alert_id: int, now: datetime, limit: int) -> list[int]:
    """Return the ids of an alert's due messages that are sent by themselves; the others are items of digests."""
    due = select(Delivery.id).where(
        Delivery.alert_id == alert_id, Delivery.frequency == Frequency.INSTANT, Delivery.due_at <= now
    )
    return find_in_states(session, due, limit)


def find_in_states(session: AnySession, due: Select[int], limit: int) -> list[int]:
    """Return up to *limit* ids that *due* selects, the longest due first within each state."""
    delivery_ids: list[int] = []
    for state in CLAIMABLE:
        if len(delivery_ids) < limit:
            some = due.where(Delivery.state == state).order_by(Delivery.due_at).limit(limit - len(delivery_ids))
            delivery_ids += sorted(session.scalars(skip_locked(some)))
    return delivery_ids


def find_running(session: AnySession, now: datetime) -> Sequence[int]:
    """Return the ids of alerts that have messages due and may send: urgent ones first, then the oldest.

    Pausing and cancelling an alert take effect here.
    """
    has_due = [
        exists().where(
            Delivery.alert_id == Alert.id,
            Delivery.state == state,
            Delivery.frequency == Frequency.INSTANT,
            Delivery.due_at <= now,
        )
        for state in CLAIMABLE
    ]
    has_started = and_(IS_SENDING, Alert.starts_at <= now)
    order = (case((Alert.level == AlertLevel.URGENT, 0), else_=1), Alert.id)
    return session.scalars(
        select(Alert.id).where(has_started, or_(*has_due)).order_by(*order).limit(ALERTS_AT_ONCE)
    ).all()
