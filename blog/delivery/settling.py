"""What the server answered, written into the ledger; the caller commits after each message."""

import random
from datetime import datetime

from blog.database import AnySession
from blog.delivery.replies import Reply, Verdict, judge
from blog.delivery.retry import next_attempt
from blog.models import Delivery, DeliveryState


def settle(session: AnySession, key: int, worker: str, reply: Reply, now: datetime) -> Delivery | None:
    """Write *reply* into the row of the message that *worker* handed over.

    Returns None, and writes nothing, when the row is gone or the lease was
    lost meanwhile: then another worker has decided.
    """
    delivery = find_held(session, key, worker)
    if delivery is None:
        return None
    delivery.attempts += 1
    match judge(reply):
        case Verdict.ACCEPTED:
            delivery.end(DeliveryState.ACCEPTED, str(reply), now)
        case Verdict.REFUSED:
            delivery.end(DeliveryState.REFUSED, str(reply), now)
        case Verdict.DEFERRED:
            defer(delivery, str(reply), now)
    return delivery


def settle_unknown(session: AnySession, key: int, worker: str, words: str, now: datetime) -> Delivery | None:
    """Write that the message went out and its answer never came."""
    delivery = find_held(session, key, worker)
    if delivery is not None:
        delivery.doubt(words, now)
    return delivery


def settle_unsent(session: AnySession, key: int, worker: str) -> None:
    """Take back that the message went out: the relay never got it."""
    delivery = find_held(session, key, worker)
    if delivery is not None:
        delivery.give_back()


def find_held(session: AnySession, key: int, worker: str) -> Delivery | None:
    """Return the row if *worker* still holds it."""
    delivery = session.get(Delivery, key, populate_existing=True, with_for_update=True)
    is_held = delivery is not None and delivery.state is DeliveryState.SENDING and delivery.leased_by == worker
    return delivery if is_held else None


def defer(delivery: Delivery, words: str, now: datetime) -> None:
    """Set the next try, or give up with the server's last words."""
    due_at = next_attempt(delivery.attempts, now=now, jitter=random.random())
    if due_at is None:
        delivery.end(DeliveryState.REFUSED, words, now)
    else:
        delivery.postpone(due_at, words)
