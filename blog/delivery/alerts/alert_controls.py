"""What a person decides about the messages of one alert, and the end of what was stopped; the caller commits."""

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

CHUNK = 5_000
STOPPABLE = (DeliveryState.WAITING, DeliveryState.DEFERRED)
FAILED = (DeliveryState.REFUSED,)
FAILED_OR_BOUNCED = (DeliveryState.REFUSED, DeliveryState.BOUNCED)


def retry_failed(session: AnySession, alert: Alert, now: datetime, *, has_bounced: bool = False) -> int:
    """Let what the server refused wait anew, with *has_bounced* what came back too; return how many.

    Whoever left or is suppressed is passed over, and a cancelled alert stays
    as it is. The count of attempts starts anew, since it decides when to give
    up; what travels in a digest goes into the next one.
    """
    if alert.state is AlertState.CANCELLED:
        return 0
    states = FAILED_OR_BOUNCED if has_bounced else FAILED
    wanted = select(Subscriber.id).where(
        Subscriber.state == SubscriberState.CONFIRMED, Subscriber.suppressed_at.is_(None)
    )
    failed = Delivery.state.in_(states) & Delivery.subscriber_id.in_(wanted)
    return owe_anew(session, alert, failed, now, attempts=0)


def decide_uncertain(session: AnySession, alert: Alert, now: datetime, *, is_sent_again: bool) -> int:
    """Send again what went out and was never answered, or leave it as it is for good; return how many.

    Sent again, it may reach its reader twice, under the same Message-ID.
    """
    undecided = (Delivery.state == DeliveryState.UNCERTAIN) & Delivery.reason.is_(None)
    if not is_sent_again:
        return write(session, alert, undecided, reason=DECIDED)
    if alert.state is AlertState.CANCELLED:
        return 0
    return owe_anew(session, alert, undecided, now, is_repeat=True)


def owe_anew(session: AnySession, alert: Alert, which: ColumnElement[bool], now: datetime, **more: Any) -> int:
    """Let messages wait as if they had never been tried; return how many."""
    fresh = {"reason": None, "settled_at": None, "carried_by_id": None, "due_at": now}
    count = write(session, alert, which, state=DeliveryState.WAITING, **fresh, **more)
    if count:
        alert.reopen()
        session.flush()
    return count


def write(session: AnySession, alert: Alert, which: ColumnElement[bool], **values: Any) -> int:
    """Set *values* in those messages of *alert* that *which* names; return how many."""
    statement = update(Delivery).where(Delivery.alert_id == alert.id, which).values(values)
    result = session.execute(statement, execution_options={"synchronize_session": False})
    session.expire_all()
    return int(cast(CursorResult[Any], result).rowcount)


def skip_next_cancelled(session: AnySession, now: datetime, chunk: int = CHUNK) -> bool:
    """Write the next *chunk* of messages of a cancelled alert as skipped; return whether there was work.

    The alert is finished once no message of it is open: what was in flight
    when it was cancelled is settled first, by the answer to it.
    """
    stopped = select(Alert).where(Alert.state == AlertState.CANCELLED, Alert.finished_at.is_(None))
    return any(sweep(session, alert, now, chunk) for alert in session.scalars(skip_locked(stopped)).all())


def sweep(session: AnySession, alert: Alert, now: datetime, chunk: int) -> bool:
    """Skip up to *chunk* messages of *alert*, or finish it; return whether either could be done."""
    ids = find_stoppable(session, alert, chunk)
    if ids:
        end = {"state": DeliveryState.SKIPPED, "reason": SkipReason.CANCELLED, "settled_at": now}
        write(session, alert, Delivery.id.in_(ids), carried_by_id=None, **end)
        return True
    is_open = exists().where(Delivery.alert_id == alert.id, Delivery.state.in_(OPEN_STATES))
    if session.scalar(select(is_open)):
        return False
    alert.finished_at = now
    session.flush()
    return True


def find_stoppable(session: AnySession, alert: Alert, most: int) -> Sequence[int]:
    """Return the keys of messages that no worker holds, neither themselves nor within a digest."""
    carrier = aliased(Delivery)
    is_in_flight = exists().where(carrier.id == Delivery.carried_by_id, carrier.state == DeliveryState.SENDING)
    stoppable = select(Delivery.id).where(Delivery.alert_id == alert.id, Delivery.state.in_(STOPPABLE), ~is_in_flight)
    return session.scalars(skip_locked(stoppable.limit(most))).all()
