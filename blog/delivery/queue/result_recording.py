"""Records in the queue what the relay replied; the caller commits before any further byte is sent."""

import hashlib
import random
from collections.abc import Sequence, Set
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Update, bindparam, case, update

from blog.database import AnySession, insert_missing
from blog.database.raw_sql import execute_for_ids, id_parameters
from blog.delivery.composing.envelope import PendingMessage
from blog.delivery.queue.digest_items import drop_items
from blog.delivery.queue.retry import next_attempt
from blog.delivery.queue.suppression import find_owner
from blog.delivery.queue.suppression_brake import suppress_unless_braked
from blog.delivery.smtp.replies import Reply, Verdict, is_hard_bounce, status_of, verdict_of
from blog.models import (
    DELIVERIES,
    Bounce,
    BounceKind,
    Delivery,
    DeliveryKind,
    DeliveryState,
    SkipReason,
    Suppression,
)


def make_bulk_acceptance(count: int) -> Update:
    """Return the statement that marks so many deliveries of one worker as accepted, each with its own reply."""
    delivery_ids = [bindparam(name, type_=DELIVERIES.c.id.type) for name in id_parameters(count)]
    replies = [bindparam(f"reply_{number}", type_=DELIVERIES.c.answer.type) for number in range(count)]
    reply_text = case(
        *((DELIVERIES.c.id == delivery_id, reply) for delivery_id, reply in zip(delivery_ids, replies, strict=True))
    )
    return mark_accepted(DELIVERIES.c.id.in_(delivery_ids), reply_text)


def mark_accepted(selected: ColumnElement[bool], reply_text: ColumnElement[Any]) -> Update:
    """Return the statement that marks *selected* deliveries of one worker as accepted with *reply_text*."""
    return (
        update(DELIVERIES)
        # Only rows in state SENDING are leased. The state itself is no condition: Postgres would walk its index, full
        # of rows that were SENDING a moment ago, instead of the primary key.
        .where(selected, DELIVERIES.c.leased_by == bindparam("worker"))
        .values(
            state=DeliveryState.ACCEPTED,
            attempts=DELIVERIES.c.attempts + 1,
            answer=reply_text,
            settled_at=bindparam("moment"),
            leased_by=None,
            leased_until=None,
            handed_over_at=None,
        )
    )


def record_acceptances(
    session: AnySession, answers: Sequence[tuple[PendingMessage, Reply]], worker: str, now: datetime
) -> None:
    """Record that the relay accepted these messages, which *worker* handed over.

    A row that was deleted, or whose lease was lost, stays as it is: another worker has decided about it.
    """
    if not answers:
        return
    replies = {f"reply_{number}": str(reply) for number, (_, reply) in enumerate(answers)}
    delivery_ids = [pending.id for pending, _ in answers]
    execute_for_ids(session, make_bulk_acceptance, delivery_ids, {"worker": worker, "moment": now, **replies})
    for pending, _ in answers:
        if pending.kind == DeliveryKind.DIGEST:
            close_digest_items(session, session.get_one(Delivery, pending.id, populate_existing=True))


def record_reply(
    session: AnySession,
    delivery_id: int,
    worker: str,
    reply: Reply,
    now: datetime,
    *,
    own_domains: Set[str] = frozenset(),
) -> Delivery | None:
    """Write *reply*, good or bad, into the row of one message that *worker* holds.

    An address that does not exist gets nothing more; words about *own_domains* are about us. Returns None, and writes
    nothing, when the lease was lost in between.
    """
    delivery = find_leased(session, delivery_id, worker)
    if delivery is None:
        return None
    delivery.attempts += 1
    match verdict_of(reply):
        case Verdict.ACCEPTED:
            delivery.end(DeliveryState.ACCEPTED, str(reply), now)
        case Verdict.REFUSED:
            delivery.end(DeliveryState.REFUSED, str(reply), now)
            if is_hard_bounce(reply, recipient=delivery.address, own_domains=own_domains):
                record_hard_bounce(session, delivery, reply, now)
        case Verdict.DEFERRED:
            defer_or_give_up(delivery, str(reply), now)
    close_digest_items(session, delivery)
    return delivery


def record_uncertain(
    session: AnySession, delivery_id: int, worker: str, reason: str, now: datetime, *, hold_uncertain: bool = False
) -> Delivery | None:
    """Record that the reply to a sent message never came; with *hold_uncertain* a person decides what follows."""
    delivery = find_leased(session, delivery_id, worker)
    if delivery is not None:
        delivery.doubt(reason, now, hold=hold_uncertain)
        close_digest_items(session, delivery)
    return delivery


def record_dropped(session: AnySession, delivery_id: int, worker: str, now: datetime) -> None:
    """Record that the message was not sent, since all that it was about has been withdrawn."""
    delivery = find_leased(session, delivery_id, worker)
    if delivery is not None:
        drop_items(session, [delivery.id], now)
        delivery.skip(SkipReason.WITHDRAWN, now)
        close_digest_items(session, delivery)


def undo_handover(session: AnySession, delivery_id: int, worker: str) -> None:
    """Clear the mark of the handover: the relay never got the message. The worker keeps its lease."""
    delivery = find_leased(session, delivery_id, worker)
    if delivery is not None:
        delivery.handed_over_at = None


def find_leased(session: AnySession, delivery_id: int, worker: str) -> Delivery | None:
    """Return the delivery, locked, if *worker* still holds its lease."""
    delivery = session.get(Delivery, delivery_id, populate_existing=True, with_for_update=True)
    is_leased = delivery is not None and delivery.state is DeliveryState.SENDING and delivery.leased_by == worker
    return delivery if is_leased else None


def defer_or_give_up(delivery: Delivery, reply_text: str, now: datetime) -> None:
    """Set the time of the next attempt, or refuse the message with the relay's last reply."""
    due_at = next_attempt(delivery.attempts, now=now, jitter=random.random())
    if due_at is None:
        delivery.end(DeliveryState.REFUSED, reply_text, now)
    else:
        delivery.postpone(due_at, reply_text)


def record_hard_bounce(session: AnySession, delivery: Delivery, reply: Reply, now: datetime) -> None:
    """Store the reply as a bounce report, and suppress the address, which does not exist, unless the brake is on."""
    reader = find_owner(session, delivery)
    if reader is None:
        return
    report = {
        "kind": BounceKind.HARD,
        "subscriber_id": delivery.subscriber_id,
        "delivery_id": delivery.id,
        "status": status_of(reply),
        "words": str(reply),
        "source": "smtp",
        "digest": hashlib.sha256(f"smtp:{delivery.id}:{reply}".encode()).hexdigest(),
        "received_at": now,
    }
    insert_missing(session, Bounce, [report])
    suppress_unless_braked(session, reader, Suppression.HARD_BOUNCE, str(reply), now)


def close_digest_items(session: AnySession, delivery: Delivery) -> None:
    """Give the items of a settled digest the same outcome; a message of another kind has none."""
    if delivery.kind != DeliveryKind.DIGEST or delivery.settled_at is None:
        return
    same = ("state", "reason", "attempts", "answer", "settled_at")
    carried = update(Delivery).where(Delivery.carried_by_id == delivery.id, Delivery.state == DeliveryState.WAITING)
    session.execute(carried.values({name: getattr(delivery, name) for name in same}))
