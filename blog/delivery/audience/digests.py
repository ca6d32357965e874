"""What waits for a digest, put together for each reader when its hour has come."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, and_, bindparam, func, insert, select, update

from blog.database import AnySession, skip_locked
from blog.delivery.audience.eligibility import IS_HELD, alert_reason_sql, reader_reason_sql
from blog.delivery.audience.send_times import read_timetable
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

PEOPLE_AT_ONCE = 500
LONGEST_WAIT = timedelta(hours=1)


class Reader(NamedTuple):
    """Whom a digest may go to, and why there is none at this moment."""

    id: int
    address: str
    timezone: str | None
    reason: str | None
    """One of SkipReason."""


def gather_next(session: AnySession, now: datetime, *, site_zone: str = "UTC", most: int = PEOPLE_AT_ONCE) -> bool:
    """Owe up to *most* readers the digest of what is due; return whether there was anything to gather.

    Whatever is due by now travels together, daily and weekly items alike. The
    rows of the readers are locked, so that of several workers one gathers for
    each of them. The caller commits: items and digest stand or fall together.
    """
    if is_expanding(session, now):
        return False
    keys = find_people(session, now, most)
    if not keys:
        return False
    skip(session, and_(is_due(now), DELIVERIES.c.subscriber_id.is_(None)), SkipReason.ERASED, now)
    readers = lock_readers(session, keys, now)
    sort_out_readers(session, readers, now)
    sort_out_alerts(session, readers, now, site_zone)
    owe_digests(session, readers, now)
    return bool(readers) or None in keys


def lock_readers(session: AnySession, keys: set[int | None], now: datetime) -> dict[int, Reader]:
    """Return those of the readers with *keys* for whom no other worker gathers, locked in the order of their keys."""
    columns = Subscriber.id, Subscriber.address, Subscriber.timezone, reader_reason_sql(None, now)
    locked = skip_locked(select(*columns).where(Subscriber.id.in_(keys)).order_by(Subscriber.id))
    return {row.id: Reader(*row) for row in session.execute(locked)}


def is_expanding(session: AnySession, now: datetime) -> bool:
    """Return whether items may be missing yet: a digest waits for them, so that nobody gets two in a row."""
    lately = Alert.starts_at > now - LONGEST_WAIT
    expanding = select(Alert.id).where(Alert.state == AlertState.EXPANDING, lately, Alert.starts_at <= now)
    return session.scalar(expanding.limit(1)) is not None


def is_due(now: datetime, keys: Sequence[int] | None = None) -> ColumnElement[bool]:
    """Return the condition for items that wait and whose hour has come, of the readers with *keys* if given."""
    due = and_(IS_UNGATHERED, DELIVERIES.c.due_at <= now)
    return due if keys is None else and_(due, DELIVERIES.c.subscriber_id.in_(keys))


def find_people(session: AnySession, now: datetime, most: int) -> set[int | None]:
    """Return the keys of readers of whom something is due; None stands for those who were erased."""
    due = select(DELIVERIES.c.subscriber_id).where(is_due(now)).order_by(DELIVERIES.c.due_at).limit(most)
    return set(session.scalars(due))


def skip(session: AnySession, items: ColumnElement[bool], reason: SkipReason, now: datetime) -> None:
    """Settle *items* as not sent."""
    values = {"state": DeliveryState.SKIPPED, "reason": reason.value, "settled_at": now}
    session.execute(update(DELIVERIES).where(items).values(values))


def sort_out_readers(session: AnySession, readers: dict[int, Reader], now: datetime) -> None:
    """Skip the items of readers who want nothing at this moment."""
    unwilling = defaultdict(list)
    for reader in readers.values():
        if reader.reason is not None:
            unwilling[reader.reason].append(reader.id)
    for reason, keys in unwilling.items():
        skip(session, is_due(now, keys), SkipReason(reason), now)


def sort_out_alerts(session: AnySession, readers: dict[int, Reader], now: datetime, site_zone: str) -> None:
    """Skip items of alerts that were stopped or whose article is withdrawn; those of paused ones wait for the next."""
    due = is_due(now, list(readers))
    mine = select(DELIVERIES.c.alert_id).where(due).distinct()
    alerts = select(Alert.id, alert_reason_sql(), IS_HELD).join(Alert.article)
    for key, reason, is_held in session.execute(alerts.where(Alert.id.in_(mine))).all():
        if reason is not None:
            skip(session, and_(due, DELIVERIES.c.alert_id == key), SkipReason(reason), now)
        elif is_held:
            put_off(session, key, readers, now, site_zone)


def put_off(session: AnySession, alert_id: int, readers: dict[int, Reader], now: datetime, site_zone: str) -> None:
    """Let the items of an alert that the desk holds back wait for each reader's next digest."""
    timetable = read_timetable(session, now, site_zone)
    for frequency in (Frequency.DAILY, Frequency.WEEKLY):
        moments = defaultdict(list)
        for reader in readers.values():
            moments[timetable.due_at(frequency, reader.timezone)].append(reader.id)
        for moment, keys in moments.items():
            mine = and_(DELIVERIES.c.alert_id == alert_id, DELIVERIES.c.frequency == frequency, is_due(now, keys))
            session.execute(update(DELIVERIES).where(mine).values(due_at=moment))


def owe_digests(session: AnySession, readers: dict[int, Reader], now: datetime) -> None:
    """Owe one message to each reader of whom items are left, and write into these which one carries them."""
    left = select(DELIVERIES.c.subscriber_id, func.min(DELIVERIES.c.frequency)).where(is_due(now, list(readers)))
    rows = [
        describe(readers[key], word, now) for key, word in session.execute(left.group_by(DELIVERIES.c.subscriber_id))
    ]
    if not rows:
        return
    owed = session.execute(insert(DELIVERIES).returning(DELIVERIES.c.id, DELIVERIES.c.subscriber_id), rows)
    carriers = [carrier(row) for row in owed]
    mine = and_(is_due(now), DELIVERIES.c.subscriber_id == bindparam("reader"))
    session.connection().execute(update(DELIVERIES).where(mine).values(carried_by_id=bindparam("digest")), carriers)


def describe(reader: Reader, frequency: Frequency, now: datetime) -> dict[str, Any]:
    """Return the digest of one reader; *frequency* is the soonest of what it carries."""
    values = {"kind": DeliveryKind.DIGEST, "subscriber_id": reader.id, "address": reader.address}
    return {**values, "priority": DeliveryPriority.BULK, "frequency": frequency, "owed_at": now, "due_at": now}


def carrier(row: Row[Any]) -> dict[str, int]:
    """Return which digest carries the items of which reader."""
    return {"digest": row.id, "reader": row.subscriber_id}
