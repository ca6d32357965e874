"""Messages of an alert that was stopped and is announced again: those that never left are made again."""

from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, and_, delete, exists, false, or_, update

from blog.database import AnySession
from blog.delivery.audience.languages_of_alerts import OtherLanguages, select_told
from blog.models import DELIVERIES, Alert, Delivery, DeliveryState, SkipReason, Subscriber

STOPPED = (SkipReason.WITHDRAWN, SkipReason.ENDED, SkipReason.CANCELLED)
"""Reasons to skip that an announcement of the same article resets."""


def reset_skipped(
    session: AnySession, alert: Alert, mine: ColumnElement[bool], languages: OtherLanguages | None = None
) -> int:
    """Delete or reset those of *mine*, messages of *alert*, that a stop had skipped; return how many were deleted.

    An alert that was stopped before its first message is a new alert now: its
    older rows are deleted, to be inserted again by the present preferences. A
    message that was tried keeps its row and history, and waits again, unless
    its reader has been told in another of the *languages* since.
    """
    stopped = and_(Delivery.state == DeliveryState.SKIPPED, Delivery.reason.in_(STOPPED))
    is_tried = or_(Delivery.attempts > 0, Delivery.is_repeat)
    is_told = exists(select_told(languages).where(Subscriber.id == Delivery.subscriber_id)) if languages else false()
    again = {"state": DeliveryState.WAITING, "reason": None, "settled_at": None, "carried_by_id": None}
    session.execute(update(DELIVERIES).where(mine, stopped, is_tried, ~is_told).values(due_at=alert.starts_at, **again))
    is_void = and_(
        Delivery.owed_at < alert.announced_at, Delivery.state.in_((DeliveryState.WAITING, DeliveryState.SKIPPED))
    )
    gone = session.execute(delete(DELIVERIES).where(mine, or_(stopped, is_void), ~is_tried))
    return int(cast(CursorResult[Any], gone).rowcount)
