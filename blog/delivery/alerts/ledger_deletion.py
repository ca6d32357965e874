"""Deletion of old messages from the ledger, a chunk at a time; the counts of alerts stay."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, update
from sqlalchemy.orm import aliased

from blog.database import AnySession, delete_selected, skip_locked
from blog.database.statements import without_index
from blog.models import (
    OPEN_ALERT_STATES,
    OPEN_STATES,
    Alert,
    AlertState,
    Article,
    Bounce,
    BounceKind,
    Delivery,
    DeliveryState,
    FollowRequest,
    Subscriber,
    SubscriberState,
    keep_counts,
)

CHUNK = 250
"""Messages of a transaction: on SQLite other writers wait for it, some hundredths of a second."""
ENDED_STATES = (AlertState.FINISHED, AlertState.CANCELLED)
SETTLED_STATES = tuple(state for state in DeliveryState if state not in OPEN_STATES)


def ledger_cleanup(age: timedelta, limit: int = CHUNK) -> Callable[[AnySession, datetime], bool]:
    """Return the job that deletes up to *limit* messages whose alert ended *age* ago, or that belong to none.

    It returns whether there were any. The caller commits each chunk.
    """

    def delete_messages(session: AnySession, now: datetime) -> bool:
        is_alert = delete_of_next_alert(session, now - age, now, limit)
        return is_alert or delete_single(session, now - age, limit)

    return delete_messages


def delete_of_next_alert(session: AnySession, before: datetime, now: datetime, limit: int) -> bool:
    """Delete up to *limit* messages of one alert that ended *before*; return whether there were any.

    Messages and counts change together, so that a page shows the same numbers
    at every moment. With the first chunk the alert is marked: nobody can tell
    any more who was told, so it is never announced again.
    """
    alert = lock_next_alert(session, before)
    if alert is None:
        return False
    alert.ledger_deleted_at = alert.ledger_deleted_at or now
    session.flush()
    mine = select(Delivery.id).where(Delivery.alert_id == alert.id, is_unreferenced())
    ids = session.scalars(skip_locked(mine.limit(limit))).all()
    if ids:
        keep_counts(session, alert.id, ids)
        delete_messages_with(session, ids)
    return bool(ids)


def lock_next_alert(session: AnySession, before: datetime) -> Alert | None:
    """Return the oldest alert that ended *before* and still has messages to delete, locked; None if there is none.

    While another alert about the same article is open all of them are kept,
    since a correction goes to those who had the article. Whoever adds one
    waits for the lock on the article, and is seen by the second look.
    """
    has_messages = exists().where(Delivery.alert_id == Alert.id, is_unreferenced())
    old = select(Alert).join(Alert.article).where(Alert.state.in_(ENDED_STATES), Alert.finished_at < before)
    old = old.where(~has_open_alert(Alert.article_id), has_messages).order_by(Alert.id).limit(1)
    locked = old.with_for_update(skip_locked=True, of=(Alert, Article)).execution_options(populate_existing=True)
    alert = session.scalars(locked).one_or_none()
    is_kept = alert is None or session.scalar(select(has_open_alert(alert.article_id)))
    return None if is_kept else alert


def has_open_alert(article_id: object) -> ColumnElement[bool]:
    """Return as SQL whether an alert about the article is not over."""
    other = aliased(Alert)
    is_open = or_(other.state.in_(OPEN_ALERT_STATES), other.finished_at.is_(None))
    return exists().where(other.article_id == article_id, is_open)


def is_unreferenced() -> ColumnElement[bool]:
    """Return as SQL whether no bounce is about the message, and it is not the newest, whose key SQLite would reuse."""
    newest = select(func.max(aliased(Delivery).id)).scalar_subquery()
    return and_(Delivery.id < newest, ~exists().where(Bounce.delivery_id == Delivery.id))


def delete_single(session: AnySession, before: datetime, limit: int) -> bool:
    """Delete up to *limit* messages without alert that were settled *before*; return whether there were any."""
    is_old = (Delivery.due_at < before, Delivery.settled_at < before)
    old = select(Delivery.id).where(Delivery.alert_id.is_(None), Delivery.state.in_(SETTLED_STATES), *is_old)
    ids = session.scalars(skip_locked(old.where(is_unreferenced(), ~is_needed()).limit(limit))).all()
    if ids:
        delete_messages_with(session, ids)
    return bool(ids)


def is_needed() -> ColumnElement[bool]:
    """Return as SQL whether other rows rely on a message without alert.

    A digest is kept while items of it are, and what asked for a confirmation
    that is still missing: without it the reader would be asked again.
    """
    item = aliased(Delivery)
    asks_follow = FollowRequest.confirmed_at.is_(None)
    asks_reader = Subscriber.state == SubscriberState.PENDING
    return or_(
        exists().where(item.carried_by_id == Delivery.id),
        exists().where(FollowRequest.delivery_id == Delivery.id, asks_follow),
        exists().where(Subscriber.id == Delivery.subscriber_id, asks_reader),
    )


def delete_messages_with(session: AnySession, ids: Sequence[int]) -> None:
    """Delete the messages with *ids*, once what follows from them stands with the readers."""
    restart_soft_bounces(session, ids)
    delete_selected(session, Delivery, select(Delivery.id).where(Delivery.id.in_(ids)))


def restart_soft_bounces(session: AnySession, ids: Sequence[int]) -> None:
    """Let soft bounces count from 0 for readers who took one of these messages after their last soft bounce.

    Without the message nobody would know that the next one is not in a row.
    """
    last = select(func.max(Bounce.delivery_id)).where(
        Bounce.subscriber_id == Delivery.subscriber_id, Bounce.kind == BounceKind.SOFT
    )
    is_later = Delivery.id > func.coalesce(last.correlate(Delivery).scalar_subquery(), 0)
    took = select(Delivery.subscriber_id).where(
        Delivery.id.in_(ids), without_index(Delivery.state) == DeliveryState.ACCEPTED, is_later
    )
    counted = update(Subscriber).where(Subscriber.id.in_(took), Subscriber.soft_bounces > 0)
    session.execute(counted.values(soft_bounces=0), execution_options={"synchronize_session": False})
