"""What travels in a digest, and may have been stopped, withdrawn or held since it was put there."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select, update

from blog.database import AnySession
from blog.models import (
    DELIVERIES,
    READABLE,
    Alert,
    AlertState,
    Article,
    ArticleState,
    Delivery,
    DeliveryState,
    SkipReason,
)

IS_STOPPED = Alert.state == AlertState.CANCELLED
IS_ENDED = Article.state == ArticleState.ENDED
IS_WITHDRAWN = Article.state.not_in(READABLE)
IS_HELD = Alert.paused_at.is_not(None)


def is_of(what: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return whether *what* is so of the alert that a delivery is of."""
    alert = select(Alert.id).join(Alert.article).where(Alert.id == Delivery.alert_id, what)
    return alert.correlate(Delivery).exists()


def drop_items(session: AnySession, digests: Collection[int], now: datetime) -> None:
    """Take out of *digests* what they must not show: stopped and withdrawn alerts are skipped, held ones wait on."""
    if not digests:
        return
    carried = Delivery.carried_by_id.in_(digests), Delivery.state == DeliveryState.WAITING
    for what, reason in (
        (IS_STOPPED, SkipReason.CANCELLED),
        (IS_WITHDRAWN, SkipReason.WITHDRAWN),
        (IS_ENDED, SkipReason.ENDED),
        (IS_HELD, None),
    ):
        end = {"state": DeliveryState.SKIPPED, "reason": reason, "settled_at": now} if reason else {}
        session.execute(update(DELIVERIES).where(*carried, is_of(what)).values(carried_by_id=None, **end))


def is_outdated(session: AnySession, digest: int) -> bool:
    """Return whether *digest*, composed before, shows what it must not show any more."""
    carried = Delivery.carried_by_id == digest, Delivery.state == DeliveryState.WAITING
    unwanted = is_of(or_(IS_STOPPED, IS_WITHDRAWN, IS_ENDED, IS_HELD))
    return session.scalar(select(Delivery.id).where(*carried, unwanted).limit(1)) is not None
