"""A turn of the loop in which all goes well, which is nearly every one, in one statement and one round trip."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection
from sqlalchemy.sql.dml import ReturningUpdate

from blog.database.autocommit import array_element, in_array
from blog.database.raw_sql import execute_with_arrays
from blog.delivery.composing.envelope import Owed
from blog.delivery.queue.presend_check import mark_gone
from blog.delivery.queue.result_recording import mark_accepted
from blog.delivery.smtp.events import Answered
from blog.models import DELIVERIES, DeliveryKind


def is_plain_acceptance(taken: Sequence[Answered]) -> bool:
    """Return whether there are answers, and nothing else follows from them; a digest closes what it carries."""
    return bool(taken) and all(event.parcel.owed.kind != DeliveryKind.DIGEST for event in taken)


def write_plain_turn(
    lane: Connection, taken: Sequence[Answered], ready: Sequence[Owed], worker: str, now: datetime, *, lease: timedelta
) -> frozenset[int]:
    """Write what accept and hand_over would, and commit it; return the keys of those that may go."""
    lists = {
        "accepted": [event.parcel.owed.id for event in taken],
        "words": [str(event.reply) for event in taken],
        "handed": [owed.id for owed in ready],
    }
    shared = {"worker": worker, "moment": now, "until": now + lease}
    return frozenset(row[0] for row in execute_with_arrays(lane, make_plain_turn, lists, shared))


def make_plain_turn() -> ReturningUpdate[int]:
    """Return the statement for lists of answers and of messages; no message is in both."""
    key = DELIVERIES.c.id
    acceptance = mark_accepted(in_array(key, "accepted"), array_element("words", "accepted", key))
    return mark_gone(in_array(key, "handed")).add_cte(acceptance.cte("acceptance"))
