"""Whom the messages about an article have reached, so that a correction can go to exactly them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple, cast

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from blog.database import AnySession
from blog.delivery.audience.eligibility import is_reader_eligible
from blog.models import (
    OPEN_STATES,
    Alert,
    AlertKind,
    AlertLevel,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Subscriber,
)

HAS_IT = (DeliveryState.ACCEPTED, DeliveryState.UNCERTAIN)
TELLING = (AlertKind.PUBLICATION, AlertKind.UPDATE)
"""Alerts after which a reader may know what a correction is about."""


class Reach(NamedTuple):
    """How many readers have had an article by mail, and how many of them a correction would reach now."""

    received: int
    told: int


def who_received(alert: Alert) -> Select[int | None]:
    """Select the keys of the subscribers who have *alert*, or may have: by a message of its own or in a digest.

    What becomes of a digest is written into the rows that it carries. Who
    has been erased since is nobody any more; what bounced was not received.
    """
    mine = select(Delivery.subscriber_id).where(Delivery.alert_id == alert.id, Delivery.state.in_(HAS_IT))
    return mine.where(Delivery.subscriber_id.is_not(None))


def who_read_of(article_id: int) -> Select[int | None]:
    """Select the keys of the subscribers whom its publication or an update of the article has reached, or may have.

    Who waits for a repeat may have the first message. Somebody whom several
    of them have reached comes several times.
    """
    mine = select(Delivery.subscriber_id).where(Delivery.alert_id.in_(telling(Alert.article_id == article_id)))
    is_had = or_(Delivery.state.in_(HAS_IT), is_repeating(Delivery), Delivery.carried_by_id.in_(digests(is_repeating)))
    return mine.where(is_had, Delivery.subscriber_id.is_not(None))


def telling(is_meant: ColumnElement[bool]) -> Select[int]:
    """Select the keys of the alerts after which a reader may know what a correction is about."""
    return select(Alert.id).where(is_meant, Alert.kind.in_(TELLING))


def is_repeating(row: Any) -> ColumnElement[bool]:
    """Return whether a message went out once without a known answer, and is to go out once more."""
    return and_(row.is_repeat, row.state.in_(OPEN_STATES))


def is_out(row: Any) -> ColumnElement[bool]:
    """Return whether a worker holds a message, so that nobody knows yet whom it reaches."""
    return cast(ColumnElement[bool], row.state == DeliveryState.SENDING)


def digests(is_meant: Callable[[Any], ColumnElement[bool]]) -> Select[int]:
    """Select the keys of such digests; they are few, and the rows that they carry are found by them."""
    digest = aliased(Delivery)
    return select(digest.id).where(digest.kind == DeliveryKind.DIGEST, is_meant(digest))


def has_messages_out() -> ColumnElement[bool]:
    """Return whether messages about the article of Alert are out, by themselves or in a digest."""
    other = aliased(Alert)
    same = and_(other.article_id == Alert.article_id, other.kind.in_(TELLING))
    mine = select(Delivery.id).join(other, other.id == Delivery.alert_id).where(same)
    by_itself, in_digest = mine.where(is_out(Delivery)), mine.where(Delivery.carried_by_id.in_(digests(is_out)))
    return or_(exists(by_itself.correlate(Alert)), exists(in_digest.correlate(Alert)))


def count_reach(session: AnySession, article_id: int, now: datetime) -> Reach:
    """Return whom the article has reached, and whom of these a correction that is announced now would reach."""
    is_eligible = is_reader_eligible(AlertLevel.NORMAL, now)
    counts = select(func.count(), func.coalesce(func.sum(case((is_eligible, 1), else_=0)), 0))
    row = session.execute(counts.select_from(Subscriber).where(Subscriber.id.in_(who_read_of(article_id)))).one()
    return Reach(row[0], int(row[1]))
