"""Counts the open mail of a database that is to be declared live, and skips what is too old to be sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, func, select, update

from blog.database import AnySession
from blog.models import OPEN_ALERT_STATES, OPEN_STATES, Alert, AlertState, Delivery, DeliveryState, SkipReason

CHUNK_SIZE = 10_000


@dataclass(frozen=True)
class OpenMail:
    """Messages of one kind that are open."""

    kind: str
    count: int
    oldest: datetime


def count_open_mail(session: AnySession) -> Sequence[OpenMail]:
    """Return what is open by kind, and since when."""
    grouped = select(Delivery.kind, func.count(), func.min(Delivery.owed_at)).where(Delivery.state.in_(OPEN_STATES))
    rows = session.execute(grouped.group_by(Delivery.kind).order_by(Delivery.kind))
    return [OpenMail(kind, count, oldest) for kind, count, oldest in rows]


def count_expanding_alerts(session: AnySession) -> int:
    """Return how many alerts do not have all their deliveries yet."""
    expanding = select(func.count()).select_from(Alert).where(Alert.state == AlertState.EXPANDING)
    return session.scalar(expanding) or 0


def cancel_alerts_before(session: AnySession, before: datetime, now: datetime) -> int:
    """Cancel the open alerts that were announced before *before*; return how many. The caller commits."""
    old = update(Alert).where(Alert.state.in_(OPEN_ALERT_STATES), Alert.announced_at < before)
    result = session.execute(old.values(state=AlertState.CANCELLED, cancelled_at=now))
    return int(cast(CursorResult[Any], result).rowcount)


def skip_deliveries_before(session: AnySession, before: datetime, now: datetime, limit: int = CHUNK_SIZE) -> int:
    """Skip up to *limit* open messages that were owed before *before*; return how many.

    The caller commits, and calls it again until it returns 0.
    """
    old = select(Delivery.id).where(Delivery.state.in_(OPEN_STATES), Delivery.owed_at < before).limit(limit)
    skipped = {
        "state": DeliveryState.SKIPPED,
        "reason": SkipReason.STALE,
        "settled_at": now,
        "leased_by": None,
        "leased_until": None,
        "handed_over_at": None,
    }
    found = session.scalars(old).all()
    session.execute(update(Delivery).where(Delivery.id.in_(found)).values(skipped))
    return len(found)
