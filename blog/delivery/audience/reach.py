"""Find the readers whom messages about an article have reached: they get its corrections."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple, cast

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from blog.database import AnySession
from blog.database.statements import is_one_of
from blog.delivery.audience.eligibility import is_reader_eligible
from blog.delivery.audience.reader_sample import MAX_EXACT, MIN_FOUND, count_readers, draw_readers
from blog.models import (
    OPEN_STATES,
    Alert,
    AlertKind,
    AlertLevel,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Subscriber,
    read_counts,
)

RECEIVED_STATES = (DeliveryState.ACCEPTED, DeliveryState.UNCERTAIN)
ARTICLE_ALERT_KINDS = (AlertKind.PUBLICATION, AlertKind.UPDATE)
"""Alerts that send the article itself."""


class Reach(NamedTuple):
    """How many readers have received an article by mail, and how many of them are eligible for a correction now."""

    received: int
    eligible: int
    is_estimate: bool = False
    """Whether both are reckoned from a sample, as they are where more than MAX_EXACT messages were owed."""


def select_recipients(alert: Alert) -> Select[int | None]:
    """Select the ids of subscribers who have received *alert*, or may have: by its own message or in a digest.

    The result of a digest is written into its items too. Erased readers are
    left out, and a message that bounced was not received.
    """
    mine = select(Delivery.subscriber_id).where(Delivery.alert_id == alert.id, Delivery.state.in_(RECEIVED_STATES))
    return mine.where(Delivery.subscriber_id.is_not(None))


def select_reached(article_id: int) -> Select[int | None]:
    """Select the ids of subscribers whom the article's publication or an update has reached, or may have.

    A reader whose message is to be sent again may have the first one. A
    reader whom several messages have reached is selected several times. An
    alert whose messages are being deleted reached nobody who is still known.
    """
    is_known = and_(Alert.article_id == article_id, Alert.ledger_deleted_at.is_(None))
    mine = select(Delivery.subscriber_id).where(Delivery.alert_id.in_(select_article_alerts(is_known)))
    has_received = or_(
        Delivery.state.in_(RECEIVED_STATES),
        is_resending(Delivery),
        Delivery.carried_by_id.in_(select_digests(is_resending)),
    )
    return mine.where(has_received, Delivery.subscriber_id.is_not(None))


def may_have_received(row: Any) -> ColumnElement[bool]:
    """Return as SQL whether the reader of *row*, an alias of Delivery, got the message, may have, or gets it now.

    It asks about one row, whose digest it finds by key: all digests under way would be looked for in the whole ledger.
    """
    digest = aliased(Delivery)
    in_digest = exists().where(digest.id == row.carried_by_id, is_under_way(digest))
    return or_(row.state.in_(RECEIVED_STATES), is_under_way(row), in_digest)


def is_under_way(row: Any) -> ColumnElement[bool]:
    """Return as SQL whether the message has been handed over, or may be at this moment."""
    return or_(is_in_flight(row), is_resending(row))


def select_article_alerts(condition: ColumnElement[bool]) -> Select[int]:
    """Select the ids of alerts under *condition* that send the article itself."""
    return select(Alert.id).where(condition, Alert.kind.in_(ARTICLE_ALERT_KINDS))


def is_resending(row: Any) -> ColumnElement[bool]:
    """Return as SQL whether a message was sent without a known answer, and waits to be sent again."""
    return and_(row.is_repeat, row.state.in_(OPEN_STATES))


def is_in_flight(row: Any) -> ColumnElement[bool]:
    """Return as SQL whether a worker is sending the message, so that its result is not known yet."""
    return cast(ColumnElement[bool], row.state == DeliveryState.SENDING)


def select_digests(condition: Callable[[Any], ColumnElement[bool]]) -> Select[int]:
    """Select the ids of digests under *condition*; they are few, and an index leads to their items."""
    digest = aliased(Delivery)
    return select(digest.id).where(digest.kind == DeliveryKind.DIGEST, condition(digest))


@cache  # An idle worker asks at each round, and writing the statement takes longer than running it.
def has_messages_in_flight() -> ColumnElement[bool]:
    """Return as SQL whether messages about Alert's article are in flight, on their own or in a digest."""
    other = aliased(Alert)
    same = and_(other.article_id == Alert.article_id, other.kind.in_(ARTICLE_ALERT_KINDS))
    mine = select(Delivery.id).join(other, other.id == Delivery.alert_id).where(same)
    by_itself, in_digest = (
        mine.where(is_in_flight(Delivery)),
        mine.where(Delivery.carried_by_id.in_(select_digests(is_in_flight))),
    )
    return or_(exists(by_itself.correlate(Alert)), exists(in_digest.correlate(Alert)))


def find_ledger_deletion(session: AnySession, article_id: int) -> datetime | None:
    """Return when messages about the article were last begun to be deleted for their age, or None."""
    alerts = select_article_alerts(Alert.article_id == article_id)
    return session.scalar(select(func.max(Alert.ledger_deleted_at)).where(Alert.id.in_(alerts)))


def count_reach(session: AnySession, article_id: int, now: datetime) -> Reach:
    """Count the readers whom the article has reached, and those of them whom a correction would reach now."""
    everyone = select_reached(article_id)
    if count_owed(session, article_id) > MAX_EXACT:
        total = count_readers(session)
        ids = draw_readers(session, total)
        found = count_reached(session, everyone.where(is_one_of(session, Delivery.subscriber_id, ids)), now)
        if min(found) >= MIN_FOUND:
            looked_at = select(func.count()).select_from(Subscriber).where(is_one_of(session, Subscriber.id, ids))
            share = session.scalars(looked_at).one() / total
            received, eligible = (round(count / share) for count in found)
            return Reach(received, eligible, is_estimate=True)
    return Reach(*count_reached(session, everyone, now))


def count_owed(session: AnySession, article_id: int) -> int:
    """Return how many messages there are about an article, whatever became of them, from the counts kept."""
    alerts = session.scalars(select_article_alerts(Alert.article_id == article_id)).all()
    return sum(sum(read_counts(session, "deliveries", alert).values()) for alert in alerts)


def count_reached(session: AnySession, reached: Select[int | None], now: datetime) -> tuple[int, int]:
    """Return how many readers were *reached*, and how many of them are eligible for a correction."""
    is_eligible = is_reader_eligible(AlertLevel.NORMAL, now)
    counts = select(func.count(), func.coalesce(func.sum(case((is_eligible, 1), else_=0)), 0))
    row = session.execute(counts.select_from(Subscriber).where(Subscriber.id.in_(reached))).one()
    return row[0], int(row[1])
