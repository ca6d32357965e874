"""Final check before sending: this worker still holds the lease, and the reader is still eligible."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import ColumnElement, and_, bindparam, select, update
from sqlalchemy.sql.dml import ReturningUpdate

from blog.database import AnySession
from blog.database.autocommit import in_list
from blog.database.raw_sql import execute_for_ids, id_parameters
from blog.delivery.audience.eligibility import is_alert_message_eligible, level_of, may_send, overrides_pause
from blog.delivery.audience.quiet_hours import end_of_quiet, find_zone
from blog.delivery.composing.envelope import PendingMessage
from blog.delivery.composing.mail_kinds.kind_lookup import find_kind, reason_to_skip
from blog.delivery.queue.digest_items import drop_items, is_outdated
from blog.delivery.queue.result_recording import close_digest_items
from blog.models import (
    DELIVERIES,
    Delivery,
    DeliveryKind,
    Subscriber,
)

log = structlog.get_logger()
IS_ELIGIBLE = is_alert_message_eligible(bindparam("moment", type_=Subscriber.paused_until.type))
"""What reason_to_skip and may_send decide about one alert's message, asked of many at once."""


def make_bulk_handover(count: int) -> ReturningUpdate[int]:
    """Return the statement that hands over so many messages, if they are still leased and eligible."""
    delivery_ids = [bindparam(name, type_=DELIVERIES.c.id.type) for name in id_parameters(count)]
    return mark_handed_over(DELIVERIES.c.id.in_(delivery_ids))


def mark_handed_over(selected: ColumnElement[bool]) -> ReturningUpdate[int]:
    """Return the statement that hands over those of *selected* that are still leased, eligible and no repeats.

    One UPDATE checks and marks, so that no reader can leave between the two. A worker whose
    lease ran out may have claimed a message again that it holds already: only one of the two goes,
    and if it has become a repeat since, not the one that does not say so.
    Only rows in state SENDING are leased. The state itself is no condition:
    Postgres would walk its index, full of rows that were SENDING a moment ago,
    instead of the primary key.
    """
    moments: dict[str, Any] = {"handed_over_at": bindparam("moment"), "leased_until": bindparam("until")}
    is_leased = and_(Delivery.leased_by == bindparam("worker"), Delivery.handed_over_at.is_(None))
    is_first = Delivery.is_repeat.is_(False)
    return (
        update(DELIVERIES).where(selected, is_leased, is_first, IS_ELIGIBLE).values(moments).returning(DELIVERIES.c.id)
    )


def hand_over(
    session: AnySession, delivery_ids: Sequence[int], worker: str, now: datetime, *, lease: timedelta
) -> frozenset[int]:
    """Mark these first messages of alerts as handed over to the relay; return the ids of those that may be sent.

    This is where leaving, withdrawing, pausing, cancelling and a lost lease
    take effect. The caller commits before the first byte leaves: a worker
    that is killed afterwards leaves rows that say so.
    """
    if not delivery_ids:
        return frozenset()
    shared = {"worker": worker, "moment": now, "until": now + lease}
    return frozenset(row[0] for row in execute_for_ids(session, make_bulk_handover, delivery_ids, shared))


def find_eligible(session: AnySession, delivery_ids: Sequence[int], worker: str, now: datetime) -> frozenset[int]:
    """Return the ids of those messages of alerts that would be handed over now."""
    if not delivery_ids:
        return frozenset()
    eligible = select(Delivery.id).where(
        in_list(session, Delivery.id, delivery_ids), Delivery.leased_by == worker, IS_ELIGIBLE
    )
    return frozenset(session.scalars(eligible, {"moment": now}))


def is_outside_quiet_hours(pending: PendingMessage, now: datetime, site_zone: str) -> bool:
    """Return whether *now* lies outside the quiet hours that the reader had when the message was claimed.

    Asked before each message, so that it looks into no database. Whether it is urgent has to be asked there.
    """
    if pending.quiet_from is None or pending.quiet_until is None or not find_kind(pending.kind).is_list:
        return True
    zone = find_zone(pending.timezone, site_zone)
    return end_of_quiet(now, zone, pending.quiet_from, pending.quiet_until) == now


def quiet_until(row: Delivery, now: datetime, site_zone: str) -> datetime:
    """Return the end of the quiet hours that keep *row* waiting, or *now* where none do."""
    reader = row.subscriber
    if reader is None or not find_kind(row.kind).is_list or overrides_pause(reader, level_of(row)):
        return now
    if reader.quiet_from is None or reader.quiet_until is None:
        return now
    return end_of_quiet(now, find_zone(reader.timezone, site_zone), reader.quiet_from, reader.quiet_until)


def find_in_quiet_hours(
    session: AnySession, batch: Iterable[PendingMessage], worker: str, now: datetime, site_zone: str
) -> set[int]:
    """Return the ids of those of *batch* that would fall into quiet hours now, and are not so urgent that they may."""
    delivery_ids = [pending.id for pending in batch if not is_outside_quiet_hours(pending, now, site_zone)]
    rows = lock_leased(session, delivery_ids, worker) if delivery_ids else ()
    return {row.id for row in rows if quiet_until(row, now, site_zone) > now}


def filter_unwanted(
    session: AnySession, batch: Sequence[PendingMessage], worker: str, now: datetime, site_zone: str
) -> list[PendingMessage]:
    """Return what of *batch* is still wanted, and reject the rest before the relay hears of it."""
    alerts = [pending.id for pending in batch if pending.kind == DeliveryKind.ALERT]
    unwanted = set(alerts) - find_eligible(session, alerts, worker, now)
    drop_items(session, [pending.id for pending in batch if pending.kind == DeliveryKind.DIGEST], now)
    unwanted |= find_in_quiet_hours(session, batch, worker, now, site_zone)
    skipped = reject(session, unwanted, worker, now, site_zone=site_zone) if unwanted else []
    if skipped:
        log.info("not wanted any more", count=len(skipped))
    return [pending for pending in batch if pending.id not in unwanted]


def reject(
    session: AnySession, delivery_ids: Iterable[int], worker: str, now: datetime, *, site_zone: str = "UTC"
) -> list[Delivery]:
    """Skip those of *worker*'s messages that are not eligible any more, and give back what only has to wait.

    What falls into its reader's quiet hours waits for their end. Returns the rows that were skipped.
    """
    skipped = []
    for row in lock_leased(session, delivery_ids, worker):
        reason = reason_to_skip(row, now)
        if reason is None:
            row.due_at = max(row.due_at, quiet_until(row, now, site_zone))
            row.give_back()
        else:
            row.skip(reason, now)
            close_digest_items(session, row)
            skipped.append(row)
    session.flush()
    return skipped


def hand_over_one(
    session: AnySession,
    delivery_id: int,
    worker: str,
    now: datetime,
    *,
    lease: timedelta,
    site_zone: str = "UTC",
    is_repeat: bool = False,
) -> bool:
    """Do for one message of any kind what hand_over does for alerts outside quiet hours; return whether it may go.

    *is_repeat* is whether it was composed as one.
    """
    rows = lock_leased(session, [delivery_id], worker)
    if not rows or rows[0].is_repeat != is_repeat:
        return False
    if reason_to_skip(rows[0], now) is not None or quiet_until(rows[0], now, site_zone) > now:
        return False
    if rows[0].alert is not None and not may_send(rows[0].alert):
        return False
    if rows[0].kind == DeliveryKind.DIGEST and is_outdated(session, delivery_id):
        return False  # It is given back, and composed again without what was stopped.
    rows[0].handed_over_at = now
    rows[0].leased_until = now + lease
    session.flush()
    return True


def lock_leased(session: AnySession, delivery_ids: Iterable[int], worker: str) -> Sequence[Delivery]:
    """Return the rows that *worker* holds and has not handed over.

    They are locked in the order of their ids, so that no two workers deadlock.
    """
    is_held = and_(Delivery.leased_by == worker, Delivery.handed_over_at.is_(None))
    leased = Delivery.whole().where(Delivery.id.in_(delivery_ids), is_held)
    locked = leased.order_by(Delivery.id).with_for_update(of=Delivery)
    return session.scalars(locked.execution_options(populate_existing=True)).all()
