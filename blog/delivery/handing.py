"""The last look before a message goes out: whether it is still this worker's, and anybody still wants it."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, Table, and_, bindparam, case, exists, or_, select, update
from sqlalchemy.sql.dml import ReturningUpdate

from blog.database import AnySession
from blog.delivery.settling import close_carried
from blog.hotpath import execute_keys, key_names
from blog.models import (
    OPEN_ALERT_STATES,
    Alert,
    AlertLevel,
    Article,
    ArticleState,
    Delivery,
    Subscriber,
    SubscriberState,
    UrgentChoice,
)

DELIVERIES = cast(Table, Delivery.__table__)
IS_PAUSING = Subscriber.paused_until > bindparam("moment", type_=Subscriber.paused_until.type)
URGENT = select(Alert.id).where(Alert.id == Delivery.alert_id, Alert.level == AlertLevel.URGENT).correlate(Delivery)
IS_READER = and_(
    Subscriber.state == SubscriberState.CONFIRMED,
    Subscriber.suppressed_at.is_(None),
    or_(
        Subscriber.paused_until.is_(None),
        ~IS_PAUSING,
        and_(Subscriber.urgent_choice == UrgentChoice.AT_ONCE, exists(URGENT)),
    ),
)
IS_RUNNING = and_(
    or_(*(Alert.state == state for state in OPEN_ALERT_STATES)),
    Alert.paused_at.is_(None),
    Article.state == ArticleState.PUBLISHED,
)
# Each row is looked up by its primary key, and by nothing else: a table that has grown within the last minute has no
# statistics, by which Postgres would take an EXISTS apart, or find half of the readers by their state.
READER = select(case((IS_READER, 1))).where(Subscriber.id == Delivery.subscriber_id)
RUNNING = select(case((IS_RUNNING, 1))).where(Alert.id == Delivery.alert_id, Article.id == Alert.article_id)
IS_WANTED = and_(
    READER.correlate(Delivery).scalar_subquery() == 1,
    RUNNING.correlate(Delivery).scalar_subquery() == 1,
)
"""What Delivery.reason_to_skip decides about one alert's message, asked of many at once."""


def is_mine(count: int) -> ColumnElement[bool]:
    """Return the condition for so many rows that one worker holds.

    Only SENDING rows have a holder. The state is not asked for: Postgres
    would walk its index, full of rows that were SENDING a moment ago, instead
    of the primary key.
    """
    keys = [bindparam(name, type_=DELIVERIES.c.id.type) for name in key_names(count)]
    return and_(DELIVERIES.c.id.in_(keys), Delivery.leased_by == bindparam("worker"))


def make_handover(count: int) -> ReturningUpdate[int]:
    """Return the statement that marks so many messages as gone out, if they are still wanted."""
    moments: dict[str, Any] = {"handed_over_at": bindparam("moment"), "leased_until": bindparam("until")}
    return update(DELIVERIES).where(is_mine(count), IS_WANTED).values(moments).returning(DELIVERIES.c.id)


def hand_over(
    session: AnySession, keys: Sequence[int], worker: str, now: datetime, *, lease: timedelta
) -> frozenset[int]:
    """Write that these messages of alerts go out now; return the keys of those that may.

    This is where leaving, withdrawing, pausing, cancelling and a lost lease
    take effect. The caller commits before the first byte leaves: a worker
    that is killed afterwards leaves rows that say so.
    """
    if not keys:
        return frozenset()
    shared = {"worker": worker, "moment": now, "until": now + lease}
    return frozenset(row[0] for row in execute_keys(session, make_handover, keys, shared))


def find_wanted(session: AnySession, keys: Sequence[int], worker: str, now: datetime) -> frozenset[int]:
    """Return which of these messages of alerts would be handed over now."""
    if not keys:
        return frozenset()
    mine = select(Delivery.id).where(Delivery.id.in_(keys), Delivery.leased_by == worker, IS_WANTED)
    return frozenset(session.scalars(mine, {"moment": now}))


def turn_away(session: AnySession, keys: Iterable[int], worker: str, now: datetime) -> list[Delivery]:
    """Skip those of *worker*'s messages that nobody wants any more, and give back what only has to wait.

    Returns the rows that were skipped.
    """
    skipped = []
    for row in find_mine(session, keys, worker):
        reason = row.reason_to_skip(now)
        if reason is None:
            row.give_back()
        else:
            row.skip(reason, now)
            close_carried(session, row)
            skipped.append(row)
    session.flush()
    return skipped


def hand_over_slowly(session: AnySession, key: int, worker: str, now: datetime, *, lease: timedelta) -> bool:
    """Do for one message of any kind what hand_over does for alerts; return whether it may go out."""
    rows = find_mine(session, [key], worker)
    if not rows or rows[0].reason_to_skip(now) is not None:
        return False
    rows[0].handed_over_at = now
    rows[0].leased_until = now + lease
    session.flush()
    return True


def find_mine(session: AnySession, keys: Iterable[int], worker: str) -> Sequence[Delivery]:
    """Return the rows that *worker* holds, locked."""
    mine = Delivery.whole().where(Delivery.id.in_(keys), Delivery.leased_by == worker).with_for_update(of=Delivery)
    return session.scalars(mine.execution_options(populate_existing=True)).all()
