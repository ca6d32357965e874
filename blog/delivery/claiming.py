"""A worker takes a few messages for a while; what it does not send in that time returns."""

from datetime import datetime, timedelta

from sqlalchemy import select, update

from blog.database import AnySession, skip_locked
from blog.models import Delivery, DeliveryState

PRIORITIES = (0, 1)
CLAIMABLE = (DeliveryState.WAITING, DeliveryState.DEFERRED)


def claim(session: AnySession, worker: str, now: datetime, *, lease: timedelta, most: int) -> list[Delivery]:
    """Lease up to *most* messages that are due to *worker*, urgent ones first, and return them whole.

    The caller commits before it sends. The rows serve for composing only:
    hand_over decides again, right before the message goes out.
    """
    ids = find_due(session, now, most)
    if not ids:
        return []
    leased = {"state": DeliveryState.SENDING, "leased_by": worker, "leased_until": now + lease}
    session.execute(update(Delivery).where(Delivery.id.in_(ids)).values(leased))
    rows = session.scalars(Delivery.whole().where(Delivery.id.in_(ids)).execution_options(populate_existing=True))
    found = {row.id: row for row in rows}
    return [found[key] for key in ids]


def find_due(session: AnySession, now: datetime, most: int) -> list[int]:
    """Return the keys of up to *most* messages that are due, locked until the caller commits.

    One query for each priority and state walks the index in order; a single
    query over both states would sort the whole backlog at every claim.
    """
    ids: list[int] = []
    for priority in PRIORITIES:
        for state in CLAIMABLE:
            if len(ids) < most:
                due = select(Delivery.id).where(
                    Delivery.state == state, Delivery.priority == priority, Delivery.due_at <= now
                )
                ids += sorted(session.scalars(skip_locked(due.order_by(Delivery.due_at).limit(most - len(ids)))))
    return ids


def hand_over(session: AnySession, key: int, worker: str, now: datetime, *, lease: timedelta) -> Delivery | None:
    """Write that the message goes out now, and return its row; None when it must not go out.

    This is where leaving, withdrawing and a lost lease take effect. The
    caller commits before the first byte leaves: a worker that is killed
    afterwards leaves a row that says so.
    """
    mine = Delivery.whole().where(
        Delivery.id == key, Delivery.state == DeliveryState.SENDING, Delivery.leased_by == worker
    )
    locked = mine.with_for_update(of=Delivery).execution_options(populate_existing=True)
    delivery = session.scalars(locked).one_or_none()
    if delivery is None:
        return None
    reason = delivery.reason_to_skip(now)
    if reason is not None:
        delivery.skip(reason, now)
        return None
    delivery.handed_over_at = now
    delivery.leased_until = now + lease
    return delivery


def release(session: AnySession, worker: str) -> None:
    """Give back what *worker* holds and has not handed over; it costs nobody an attempt."""
    held = update(Delivery).where(
        Delivery.state == DeliveryState.SENDING, Delivery.leased_by == worker, Delivery.handed_over_at.is_(None)
    )
    session.execute(held.values(state=DeliveryState.WAITING, leased_by=None, leased_until=None))


def return_expired(session: AnySession, now: datetime) -> int:
    """Take back what workers held for too long, which mostly means that they were killed; return how many.

    A message that was never handed over waits again. One that was in flight
    may have arrived: it is doubted.
    """
    expired = select(Delivery).where(Delivery.state == DeliveryState.SENDING, Delivery.leased_until < now)
    rows = session.scalars(skip_locked(expired)).all()
    for delivery in rows:
        if delivery.handed_over_at is None:
            delivery.give_back()
        else:
            delivery.doubt("The worker ended before the server answered.", now)
    session.flush()
    return len(rows)
