"""Retry, resend and cancel the messages of an alert; the caller commits."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, exists, select, update
from sqlalchemy.orm import aliased

from blog.database import AnySession, skip_locked
from blog.models import (
    DECIDED,
    OPEN_STATES,
    Alert,
    AlertState,
    Delivery,
    DeliveryState,
    SkipReason,
    Subscriber,
    SubscriberState,
)

CHUNK_SIZE = 5_000
UNSENT_STATES = (DeliveryState.WAITING, DeliveryState.DEFERRED)
FAILED = (DeliveryState.REFUSED,)
FAILED_OR_BOUNCED = (DeliveryState.REFUSED, DeliveryState.BOUNCED)


def retry_failed(session: AnySession, alert: Alert, now: datetime, *, include_bounced: bool = False) -> int:
    """Requeue the messages that the server refused, with *include_bounced* bounced ones too; return how many.

    Readers who left or are suppressed are left out, and an alert that is closed
    is not changed. Attempts count from 0 again, since they decide when to give
    up; an item of a digest goes into the next digest.
    """
    if is_closed(alert):
        return 0
    states = FAILED_OR_BOUNCED if include_bounced else FAILED
    eligible = select(Subscriber.id).where(
        Subscriber.state == SubscriberState.CONFIRMED, Subscriber.suppressed_at.is_(None)
    )
    failed = Delivery.state.in_(states) & Delivery.subscriber_id.in_(eligible)
    return requeue(session, alert, failed, now, attempts=0)


def is_closed(alert: Alert) -> bool:
    """Return whether nothing of *alert* is ever sent again: it was cancelled, or its messages are being deleted."""
    return alert.state is AlertState.CANCELLED or alert.ledger_deleted_at is not None


def decide_uncertain(session: AnySession, alert: Alert, now: datetime, *, resend: bool) -> int:
    """Requeue messages that were sent and never answered, or leave them as they are for good; return how many.

    A message that is sent again may reach its reader twice, under the same Message-ID.
    """
    undecided = (Delivery.state == DeliveryState.UNCERTAIN) & Delivery.reason.is_(None)
    if not resend:
        return update_deliveries(session, alert, undecided, reason=DECIDED)
    if is_closed(alert):
        return 0
    return requeue(session, alert, undecided, now, is_repeat=True)


def requeue(session: AnySession, alert: Alert, condition: ColumnElement[bool], now: datetime, **values: Any) -> int:
    """Set the messages under *condition* to WAITING and due now; return how many."""
    defaults = {"reason": None, "settled_at": None, "carried_by_id": None, "due_at": now}
    count = update_deliveries(session, alert, condition, state=DeliveryState.WAITING, **defaults, **values)
    if count:
        alert.reopen()
        session.flush()
    return count


def update_deliveries(session: AnySession, alert: Alert, condition: ColumnElement[bool], **values: Any) -> int:
    """Set *values* in the messages of *alert* under *condition*; return how many."""
    statement = update(Delivery).where(Delivery.alert_id == alert.id, condition).values(values)
    result = session.execute(statement, execution_options={"synchronize_session": False})
    session.expire_all()
    return int(cast(CursorResult[Any], result).rowcount)


def skip_next_cancelled(session: AnySession, now: datetime, chunk_size: int = CHUNK_SIZE) -> bool:
    """Skip the next *chunk_size* messages of a cancelled alert; return whether there was work.

    The alert is finished once no message of it is open: messages in flight are
    settled first, by the server's answer.
    """
    stopped = select(Alert).where(Alert.state == AlertState.CANCELLED, Alert.finished_at.is_(None))
    return any(skip_or_finish(session, alert, now, chunk_size) for alert in session.scalars(skip_locked(stopped)).all())


def skip_or_finish(session: AnySession, alert: Alert, now: datetime, chunk_size: int) -> bool:
    """Skip up to *chunk_size* messages of *alert*, or finish it when none is open; return whether anything changed."""
    ids = find_unsent(session, alert, chunk_size)
    if ids:
        skipped = {"state": DeliveryState.SKIPPED, "reason": SkipReason.CANCELLED, "settled_at": now}
        update_deliveries(session, alert, Delivery.id.in_(ids), carried_by_id=None, **skipped)
        return True
    is_open = exists().where(Delivery.alert_id == alert.id, Delivery.state.in_(OPEN_STATES))
    if session.scalar(select(is_open)):
        return False
    alert.finished_at = now
    session.flush()
    return True


def find_unsent(session: AnySession, alert: Alert, limit: int) -> Sequence[int]:
    """Return the ids of messages that no worker is sending, neither on their own nor in a digest."""
    carrier = aliased(Delivery)
    is_in_flight = exists().where(carrier.id == Delivery.carried_by_id, carrier.state == DeliveryState.SENDING)
    unsent = select(Delivery.id).where(Delivery.alert_id == alert.id, Delivery.state.in_(UNSENT_STATES), ~is_in_flight)
    return session.scalars(skip_locked(unsent.limit(limit))).all()
