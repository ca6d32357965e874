"""Present send rate and messages in flight, for /metrics and the page of an alert."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import func, select

from blog.database import AnySession
from blog.models import Delivery, DeliveryPriority, DeliveryState

ANSWERED = (DeliveryState.ACCEPTED, DeliveryState.REFUSED)
PRIORITIES = (DeliveryPriority.IMMEDIATE, DeliveryPriority.ALERT, DeliveryPriority.BULK)
"""Of what is sent by itself, and not as an item of a digest."""
MINUTE = timedelta(minutes=1)
SAMPLE = 500
"""Messages that a rate is reckoned from: an index gives them without looking at the others."""


def count_in_flight(session: AnySession) -> int:
    """Return how many messages have gone out whose answer is awaited."""
    flying = select(func.count()).where(Delivery.state == DeliveryState.SENDING, Delivery.handed_over_at.is_not(None))
    return session.scalar(flying) or 0


def count_per_minute(session: AnySession, now: datetime) -> int:
    """Return how many messages the relay answered in the minute before *now*, of every kind."""
    total = 0
    for state in ANSWERED:
        for priority in PRIORITIES:
            last = select(Delivery.settled_at).where(Delivery.state == state, Delivery.priority == priority)
            total += rate_of(session.scalars(last.order_by(Delivery.due_at.desc()).limit(SAMPLE)), now)
    return total


def rate_of(times: Iterable[datetime | None], now: datetime) -> int:
    """Return how many of *times* lie in the minute before *now*; a full sample stands for what it leaves out."""
    lately = [time for time in times if time is not None and now - MINUTE < time <= now]
    if len(lately) < SAMPLE:
        return len(lately)
    return round(len(lately) * MINUTE / max(now - min(lately), timedelta(seconds=1)))
