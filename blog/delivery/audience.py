"""From one alert to one delivery a person: who is told is written down before anybody is."""

from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, Select, Table, exists, func, insert, literal, select

from blog.database import AnySession, skip_locked
from blog.models import (
    OPEN_STATES,
    Alert,
    AlertState,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Frequency,
    Subscriber,
    SubscriberState,
)

CHUNK = 10_000
ALERT_PRIORITY = 1


def expand_next(session: AnySession, chunk: int = CHUNK) -> bool:
    """Write the deliveries of the next *chunk* of subscribers for the oldest alert that lacks some.

    Returns whether there was an alert to expand. The caller commits each
    chunk, so that the write lock is held for a moment only; a worker that
    dies in between leaves the cursor where its last commit put it.
    """
    waiting = select(Alert).where(Alert.state == AlertState.EXPANDING).order_by(Alert.id).limit(1)
    alert = session.scalars(skip_locked(waiting)).first()
    if alert is None:
        return False
    last = find_end(session, alert, chunk)
    if last is None:
        alert.state = AlertState.SENDING
    else:
        alert.audience_size += owe_chunk(session, alert, last)
        alert.expanded_to = last
    session.flush()
    return True


def find_end(session: AnySession, alert: Alert, chunk: int) -> int | None:
    """Return the key of the last subscriber of the next chunk, or None when nobody is left."""
    following = select(Subscriber.id).where(Subscriber.id > alert.expanded_to).order_by(Subscriber.id).limit(chunk)
    last: int | None = session.scalar(select(func.max(following.subquery().c.id)))
    return last


def owe_chunk(session: AnySession, alert: Alert, last: int) -> int:
    """Insert one delivery for each member of the audience up to the key *last*; return how many."""
    audience = select_audience(alert).where(Subscriber.id > alert.expanded_to, Subscriber.id <= last)
    columns = ["kind", "alert_id", "subscriber_id", "address", "priority", "state", "attempts", "owed_at", "due_at"]
    table = cast(Table, Delivery.__table__)  # An insert into the class is an ORM insert, which counts nothing.
    rows = insert(table).from_select([*columns, "is_repeat", "frequency"], audience, include_defaults=False)
    result = session.execute(rows.execution_options(preserve_rowcount=True))
    return int(cast(CursorResult[Any], result).rowcount)


def select_audience(alert: Alert) -> Select[*tuple[Any, ...]]:
    """Select a delivery row for everybody who had confirmed when the alert was announced and has not left.

    Whoever has a row already is left out, so that expanding twice owes nothing twice.
    """
    is_owed = exists().where(Delivery.alert_id == alert.id, Delivery.subscriber_id == Subscriber.id)
    return (
        select(
            literal(DeliveryKind.ALERT, Delivery.kind.type),
            literal(alert.id),
            Subscriber.id,
            Subscriber.address,
            literal(ALERT_PRIORITY),
            literal(DeliveryState.WAITING, Delivery.state.type),
            literal(0),
            literal(alert.announced_at, Delivery.owed_at.type),
            literal(alert.announced_at, Delivery.due_at.type),
            literal(False),
            literal(Frequency.INSTANT, Delivery.frequency.type),
        )
        .where(
            Subscriber.state == SubscriberState.CONFIRMED,
            Subscriber.confirmed_at <= alert.announced_at,
            ~is_owed,
        )
        .order_by(Subscriber.id)
    )


def finish_next(session: AnySession, now: datetime) -> bool:
    """Close one alert of which no message is open any more; return whether there was one."""
    is_open = exists().where(Delivery.alert_id == Alert.id, Delivery.state.in_(OPEN_STATES))
    done = select(Alert).where(Alert.state == AlertState.SENDING, ~is_open).order_by(Alert.id).limit(1)
    alert = session.scalars(skip_locked(done)).first()
    if alert is None:
        return False
    alert.state = AlertState.FINISHED
    alert.finished_at = now
    session.flush()
    return True
