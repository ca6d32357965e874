"""Writes a send cycle without trouble, as nearly every one is, in one statement and one round trip (Postgres)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection
from sqlalchemy.sql.dml import ReturningUpdate

from blog.database.autocommit import array_element, in_array
from blog.database.raw_sql import execute_with_arrays
from blog.delivery.composing.envelope import PendingMessage
from blog.delivery.queue.presend_check import mark_handed_over
from blog.delivery.queue.result_recording import mark_accepted
from blog.delivery.smtp.events import Answered
from blog.models import DELIVERIES, DeliveryKind


def has_only_acceptances(accepted: Sequence[Answered]) -> bool:
    """Return whether there are accepted messages, and none is a digest, which closes its items too."""
    return bool(accepted) and all(event.message.pending.kind != DeliveryKind.DIGEST for event in accepted)


def write_in_one_statement(
    connection: Connection,
    accepted: Sequence[Answered],
    ready: Sequence[PendingMessage],
    worker: str,
    now: datetime,
    *,
    lease: timedelta,
) -> frozenset[int]:
    """Write what accept and hand_over would, and commit it; return the ids of the deliveries that are handed over."""
    lists = {
        "accepted": [event.message.pending.id for event in accepted],
        "replies": [str(event.reply) for event in accepted],
        "ready": [pending.id for pending in ready],
    }
    shared = {"worker": worker, "moment": now, "until": now + lease}
    return frozenset(row[0] for row in execute_with_arrays(connection, make_cycle_statement, lists, shared))


def make_cycle_statement() -> ReturningUpdate[int]:
    """Return the statement, whose parameters are whole lists, so that it is compiled only once.

    The acceptance is a CTE of the handover: Postgres runs both on one snapshot, and no delivery is in both lists.
    """
    delivery_id = DELIVERIES.c.id
    acceptance = mark_accepted(in_array(delivery_id, "accepted"), array_element("replies", "accepted", delivery_id))
    return mark_handed_over(in_array(delivery_id, "ready")).add_cte(acceptance.cte("acceptance"))
