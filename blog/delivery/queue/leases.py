"""Leases of claimed messages: renewal, release, and return when a worker died."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update

from blog.database import AnySession, skip_locked
from blog.delivery.queue.result_recording import close_digest_items
from blog.models import Delivery, DeliveryState, Heartbeat

DEAD_AFTER = timedelta(seconds=90)
"""A worker shows a sign of life every 20 seconds; one that has missed four is taken for dead."""


def release(session: AnySession, worker: str, keep: Sequence[int] = ()) -> None:
    """End the leases of what *worker* has not handed over, but for *keep*; no attempt is counted."""
    held = update(Delivery).where(
        Delivery.state == DeliveryState.SENDING, Delivery.leased_by == worker, Delivery.handed_over_at.is_(None)
    )
    if keep:
        held = held.where(Delivery.id.not_in(keep))
    session.execute(held.values(state=DeliveryState.WAITING, leased_by=None, leased_until=None))


def renew(session: AnySession, worker: str, now: datetime, *, lease: timedelta) -> None:
    """Extend all leases of *worker* to *now* plus *lease*."""
    held = update(Delivery).where(Delivery.state == DeliveryState.SENDING, Delivery.leased_by == worker)
    session.execute(held.values(leased_until=now + lease))


def return_expired(session: AnySession, now: datetime, *, hold_uncertain: bool = False) -> int:
    """End leases that have expired, or whose worker is dead; return how many. The caller commits.

    A message that was never handed over waits again. One that was in flight
    may have arrived: it is doubted, or with *hold_uncertain* kept for a person to
    decide. A worker that was only slow finds its lease gone, and neither
    sends nor settles what it held.
    """
    dead = select(Heartbeat.name).where(Heartbeat.seen_at < now - DEAD_AFTER)
    is_over = or_(Delivery.leased_until < now, Delivery.leased_by.in_(dead))
    rows = session.scalars(skip_locked(select(Delivery).where(Delivery.state == DeliveryState.SENDING, is_over))).all()
    for row in rows:
        if row.handed_over_at is None:
            row.give_back()
        else:
            row.doubt("The worker ended before the server answered.", now, hold=hold_uncertain)
            close_digest_items(session, row)
    session.flush()
    return len(rows)
