"""Remove items from a digest whose alert was cancelled or paused, or whose article was withdrawn."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import or_, select, update

from blog.database import AnySession
from blog.delivery.audience.eligibility import ALERT_RULES, IS_HELD, is_of_alert
from blog.models import (
    DELIVERIES,
    Delivery,
    DeliveryState,
)


def drop_items(session: AnySession, digests: Collection[int], now: datetime) -> None:
    """Take out of *digests* what they must not show: stopped and withdrawn alerts are skipped, held ones wait on."""
    if not digests:
        return
    carried = Delivery.carried_by_id.in_(digests), Delivery.state == DeliveryState.WAITING
    for rule in ALERT_RULES:
        skipped = {"state": DeliveryState.SKIPPED, "reason": rule.reason, "settled_at": now, "carried_by_id": None}
        session.execute(update(DELIVERIES).where(*carried, is_of_alert(rule.as_sql)).values(skipped))
    session.execute(update(DELIVERIES).where(*carried, is_of_alert(IS_HELD)).values(carried_by_id=None))


def is_outdated(session: AnySession, digest: int) -> bool:
    """Return whether *digest*, composed before, shows what it must not show any more."""
    carried = Delivery.carried_by_id == digest, Delivery.state == DeliveryState.WAITING
    unwanted = is_of_alert(or_(IS_HELD, *(rule.as_sql for rule in ALERT_RULES)))
    return session.scalar(select(Delivery.id).where(*carried, unwanted).limit(1)) is not None
