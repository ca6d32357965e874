"""Create the digests that are due: one message for all items that wait for a reader."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, and_, bindparam, func, insert, select, update

from blog.database import AnySession, skip_locked
from blog.delivery.audience.eligibility import IS_HELD, alert_reason_sql, reader_reason_sql
from blog.delivery.audience.send_times import read_send_times
from blog.models import (
    DELIVERIES,
    IS_UNGATHERED,
    Alert,
    AlertState,
    DeliveryKind,
    DeliveryPriority,
    DeliveryState,
    Frequency,
    SkipReason,
    Subscriber,
)

CHUNK_SIZE = 500
MAX_EXPANSION_WAIT = timedelta(hours=1)


class DigestReader(NamedTuple):
    """A reader of whom items are due, and why none may be sent now."""

    id: int
    address: str
    timezone: str | None
    reason: str | None
    """One of SkipReason, or None."""


def create_next_digests(session: AnySession, now: datetime, *, site_zone: str = "UTC", limit: int = CHUNK_SIZE) -> bool:
    """Enqueue the digests of up to *limit* readers of whom items are due; return whether there was work.

    All items due by now go into one digest, daily and weekly alike. The rows
    of the readers are locked, so that no two workers create a digest for the
    same reader. The caller commits items and digests together.
    """
    if is_expanding(session, now):
        return False
    ids = find_due_readers(session, now, limit)
    if not ids:
        return False
    skip(session, and_(is_due(now), DELIVERIES.c.subscriber_id.is_(None)), SkipReason.ERASED, now)
    readers = lock_readers(session, ids, now)
    skip_ineligible_readers(session, readers, now)
    skip_or_defer_alerts(session, readers, now, site_zone)
    enqueue_digests(session, readers, now)
    return bool(readers) or None in ids


def lock_readers(session: AnySession, ids: set[int | None], now: datetime) -> dict[int, DigestReader]:
    """Lock the readers with *ids* that no other worker has locked, in the order of their ids."""
    columns = Subscriber.id, Subscriber.address, Subscriber.timezone, reader_reason_sql(None, now)
    locked = skip_locked(select(*columns).where(Subscriber.id.in_(ids)).order_by(Subscriber.id))
    return {row.id: DigestReader(*row) for row in session.execute(locked)}


def is_expanding(session: AnySession, now: datetime) -> bool:
    """Return whether a recent alert is still being expanded: digests wait for its items, at most an hour."""
    is_recent = Alert.starts_at > now - MAX_EXPANSION_WAIT
    expanding = select(Alert.id).where(Alert.state == AlertState.EXPANDING, is_recent, Alert.starts_at <= now)
    return session.scalar(expanding.limit(1)) is not None


def is_due(now: datetime, ids: Sequence[int] | None = None) -> ColumnElement[bool]:
    """Return the condition for items that are due by *now*, of the readers with *ids* if given."""
    due = and_(IS_UNGATHERED, DELIVERIES.c.due_at <= now)
    return due if ids is None else and_(due, DELIVERIES.c.subscriber_id.in_(ids))


def find_due_readers(session: AnySession, now: datetime, limit: int) -> set[int | None]:
    """Return the ids of up to *limit* readers of whom items are due; None stands for erased readers."""
    due = select(DELIVERIES.c.subscriber_id).where(is_due(now)).order_by(DELIVERIES.c.due_at).limit(limit)
    return set(session.scalars(due))


def skip(session: AnySession, items: ColumnElement[bool], reason: SkipReason, now: datetime) -> None:
    """Mark *items* as skipped."""
    values = {"state": DeliveryState.SKIPPED, "reason": reason.value, "settled_at": now}
    session.execute(update(DELIVERIES).where(items).values(values))


def skip_ineligible_readers(session: AnySession, readers: dict[int, DigestReader], now: datetime) -> None:
    """Skip the due items of readers who are not eligible now."""
    ineligible = defaultdict(list)
    for reader in readers.values():
        if reader.reason is not None:
            ineligible[reader.reason].append(reader.id)
    for reason, ids in ineligible.items():
        skip(session, is_due(now, ids), SkipReason(reason), now)


def skip_or_defer_alerts(session: AnySession, readers: dict[int, DigestReader], now: datetime, site_zone: str) -> None:
    """Skip items of alerts that may not be sent any more, and defer those of paused alerts to the next digest."""
    due = is_due(now, list(readers))
    alert_ids = select(DELIVERIES.c.alert_id).where(due).distinct()
    alerts = select(Alert.id, alert_reason_sql(), IS_HELD).join(Alert.article)
    for alert_id, reason, is_held in session.execute(alerts.where(Alert.id.in_(alert_ids))).all():
        if reason is not None:
            skip(session, and_(due, DELIVERIES.c.alert_id == alert_id), SkipReason(reason), now)
        elif is_held:
            defer_alert(session, alert_id, readers, now, site_zone)


def defer_alert(
    session: AnySession, alert_id: int, readers: dict[int, DigestReader], now: datetime, site_zone: str
) -> None:
    """Move the items of a paused alert to each reader's next digest."""
    send_times = read_send_times(session, now, site_zone)
    for frequency in (Frequency.DAILY, Frequency.WEEKLY):
        moments = defaultdict(list)
        for reader in readers.values():
            moments[send_times.send_time(frequency, reader.timezone)].append(reader.id)
        for moment, ids in moments.items():
            items = and_(DELIVERIES.c.alert_id == alert_id, DELIVERIES.c.frequency == frequency, is_due(now, ids))
            session.execute(update(DELIVERIES).where(items).values(due_at=moment))


def enqueue_digests(session: AnySession, readers: dict[int, DigestReader], now: datetime) -> None:
    """Insert a digest for each reader of whom items are left, and set carried_by_id of these items."""
    left = select(DELIVERIES.c.subscriber_id, func.min(DELIVERIES.c.frequency)).where(is_due(now, list(readers)))
    rows = [
        digest_values(readers[id], frequency, now)
        for id, frequency in session.execute(left.group_by(DELIVERIES.c.subscriber_id))
    ]
    if not rows:
        return
    digests = session.execute(insert(DELIVERIES).returning(DELIVERIES.c.id, DELIVERIES.c.subscriber_id), rows)
    updates = [carried_by_values(row) for row in digests]
    items = and_(is_due(now), DELIVERIES.c.subscriber_id == bindparam("reader"))
    session.connection().execute(update(DELIVERIES).where(items).values(carried_by_id=bindparam("digest")), updates)


def digest_values(reader: DigestReader, frequency: Frequency, now: datetime) -> dict[str, Any]:
    """Return the row of a digest; *frequency* is the shortest of its items."""
    values = {"kind": DeliveryKind.DIGEST, "subscriber_id": reader.id, "address": reader.address}
    return {**values, "priority": DeliveryPriority.BULK, "frequency": frequency, "owed_at": now, "due_at": now}


def carried_by_values(row: Row[Any]) -> dict[str, int]:
    """Return the parameters of the update that sets carried_by_id."""
    return {"digest": row.id, "reader": row.subscriber_id}
