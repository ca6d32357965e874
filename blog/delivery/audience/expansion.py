"""From one alert to one delivery a person: who is told is written down before anybody is."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple, cast

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    Select,
    and_,
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from blog.database import AnySession, skip_locked
from blog.delivery.audience.reach import has_messages_out
from blog.delivery.audience.send_times import CLOCK_COLUMNS, ReadersClock, Timetable, read_timetable
from blog.delivery.audience.subscriber_preferences import DAILY, INSTANT, RANKS, WEEKLY, Occasion, Wishes
from blog.models import (
    DELIVERIES,
    OPEN_STATES,
    Alert,
    AlertKind,
    AlertState,
    Delivery,
    DeliveryKind,
    DeliveryPriority,
    DeliveryState,
    Frequency,
    SkipReason,
    Subscriber,
    SubscriberState,
)

CHUNK = 5_000
STOPPED = (SkipReason.WITHDRAWN, SkipReason.ENDED, SkipReason.CANCELLED)
"""Reasons that end when the article is announced again."""


class Chunk(NamedTuple):
    """The subscribers whose keys lie after *first*, up to and with *last*."""

    first: int
    last: int

    def holds(self, key: Any) -> ColumnElement[bool]:
        """Return whether a column of keys lies in the chunk."""
        return and_(key > self.first, key <= self.last)


def expand_next(session: AnySession, chunk: int = CHUNK, *, site_zone: str = "UTC") -> bool:
    """Write the deliveries of the next *chunk* of subscribers for the oldest alert that lacks some.

    Returns whether there was an alert to expand. The caller commits each
    chunk, so that the write lock is held for a moment only; a worker that
    dies in between leaves the cursor where its last commit put it. A
    correction waits until it is known whom its article has reached.
    """
    is_ready = or_(Alert.kind != AlertKind.CORRECTION, ~has_messages_out())
    waiting = select(Alert).where(Alert.state == AlertState.EXPANDING, is_ready).order_by(Alert.id).limit(1)
    alert = session.scalars(skip_locked(waiting)).first()
    if alert is None:
        return False
    last = find_end(session, alert, chunk)
    if last is None:
        alert.state = AlertState.SENDING
    else:
        expand_chunk(session, alert, Chunk(alert.expanded_to, last), site_zone)
        alert.expanded_to = last
    session.flush()
    return True


def find_end(session: AnySession, alert: Alert, chunk: int) -> int | None:
    """Return the key of the last subscriber of the next chunk, or None when nobody is left."""
    following = select(Subscriber.id).where(Subscriber.id > alert.expanded_to).order_by(Subscriber.id).limit(chunk)
    last: int | None = session.scalar(select(func.max(following.subquery().c.id)))
    return last


def expand_chunk(session: AnySession, alert: Alert, chunk: Chunk, site_zone: str) -> None:
    """Decide for everybody in *chunk*, and set the times by each reader's clock."""
    timetable = read_timetable(session, alert.starts_at, site_zone)
    found = session.execute(select(*CLOCK_COLUMNS).distinct().where(chunk.holds(Subscriber.id)))
    clocks = [ReadersClock(*row) for row in found]
    undecided = undecide(session, alert, chunk)
    rows = select_rows(alert, chunk, timetable, [clock.zone for clock in clocks])
    alert.audience_size += owe_rows(session, rows) - undecided
    keep_quiet(session, alert, chunk, {clock: timetable.end_of_quiet(clock) for clock in clocks})


def undecide(session: AnySession, alert: Alert, chunk: Chunk) -> int:
    """Make room for a new decision where the alert was stopped before; return how many rows are gone.

    When the first announcement was stopped before anybody was told, all of it
    is decided anew, and its rows are older than the alert. What was tried
    already keeps its row and its history, and waits again.
    """
    mine = and_(Delivery.alert_id == alert.id, chunk.holds(Delivery.subscriber_id))
    stopped = and_(Delivery.state == DeliveryState.SKIPPED, Delivery.reason.in_(STOPPED))
    is_tried = or_(Delivery.attempts > 0, Delivery.is_repeat)
    again = {"state": DeliveryState.WAITING, "reason": None, "settled_at": None, "carried_by_id": None}
    session.execute(update(DELIVERIES).where(mine, stopped, is_tried).values(due_at=alert.starts_at, **again))
    is_void = and_(
        Delivery.owed_at < alert.announced_at, Delivery.state.in_((DeliveryState.WAITING, DeliveryState.SKIPPED))
    )
    gone = session.execute(delete(DELIVERIES).where(mine, or_(stopped, is_void), ~is_tried))
    return int(cast(CursorResult[Any], gone).rowcount)


def owe_rows(session: AnySession, rows: Select[Any]) -> int:
    """Insert what *rows* selects, whose labels name the columns; return how many."""
    names = [column["name"] for column in rows.column_descriptions]
    statement = insert(DELIVERIES).from_select(names, rows, include_defaults=False)
    result = session.execute(statement.execution_options(preserve_rowcount=True))
    return int(cast(CursorResult[Any], result).rowcount)


def select_rows(alert: Alert, chunk: Chunk, timetable: Timetable, zones: Sequence[str | None]) -> Select[Any]:
    """Select a delivery row for every member of the audience in *chunk*, told or not, so that the counts add up.

    The audience is who had confirmed when the alert was announced, has not
    left, and followed something that it is about; that of a correction is
    who has had its article. Whoever has a row already
    is left out, so that expanding twice owes nothing twice.
    """
    wishes = Wishes(Occasion.of(alert, alert.article), chunk.holds)
    is_owed = exists().where(Delivery.alert_id == alert.id, Delivery.subscriber_id == Subscriber.id)
    had_confirmed = and_(Subscriber.state == SubscriberState.CONFIRMED, Subscriber.confirmed_at <= alert.announced_at)
    decided = decide(wishes, timetable, zones)
    columns = {**describe(alert), **decided}
    every = wishes.select(*(column.label(name) for name, column in columns.items()))
    return every.where(chunk.holds(Subscriber.id), had_confirmed, wishes.is_concerned, ~is_owed).order_by(Subscriber.id)


def describe(alert: Alert) -> dict[str, ColumnElement[Any]]:
    """Return the columns that are the same for everybody."""
    values = {"kind": DeliveryKind.ALERT, "alert_id": alert.id, "attempts": 0, "is_repeat": False}
    values["owed_at"] = alert.announced_at
    columns = DELIVERIES.c
    return {name: literal(value, columns[name].type) for name, value in values.items()}


def decide(wishes: Wishes, timetable: Timetable, zones: Sequence[str | None]) -> dict[str, Any]:
    """Return the columns that depend on what the reader wants."""
    columns = DELIVERIES.c
    rank, is_told = wishes.rank, wishes.reason.is_(None)
    starts_at = literal(timetable.starts_at, columns.due_at.type)
    words = [(rank == number, literal(word, columns.frequency.type)) for word, number in RANKS.items()]
    states = literal(DeliveryState.WAITING, columns.state.type), literal(DeliveryState.SKIPPED, columns.state.type)
    daily, weekly = (timetable.digest_column(word, zones) for word in (Frequency.DAILY, Frequency.WEEKLY))
    return {
        "subscriber_id": Subscriber.id,
        "address": Subscriber.address,
        "frequency": case(*words),
        "priority": case((rank == INSTANT, literal(DeliveryPriority.ALERT)), else_=literal(DeliveryPriority.IN_DIGEST)),
        "state": case((is_told, states[0]), else_=states[1]),
        "reason": wishes.reason,
        "settled_at": case((is_told, None), else_=starts_at),
        "due_at": case((rank == DAILY, daily), (rank == WEEKLY, weekly), else_=starts_at),
    }


def keep_quiet(session: AnySession, alert: Alert, chunk: Chunk, ends: dict[ReadersClock, datetime]) -> None:
    """Put off what would fall into a reader's quiet hours, of which *ends* holds each kind in the chunk."""
    if all(end == alert.starts_at for end in ends.values()):
        return
    wishes = Wishes(Occasion.of(alert, alert.article), chunk.holds)
    mine = and_(Delivery.alert_id == alert.id, chunk.holds(Delivery.subscriber_id), Delivery.due_at == alert.starts_at)
    is_instant = and_(Delivery.state == DeliveryState.WAITING, Delivery.frequency == Frequency.INSTANT)
    rows = select(Delivery.id, *CLOCK_COLUMNS).join(Subscriber, Subscriber.id == Delivery.subscriber_id)
    keys = defaultdict(list)
    for key, zone, quiet_from, quiet_until in session.execute(
        rows.where(mine, is_instant, ~wishes.is_at_once, Subscriber.quiet_from.is_not(None))
    ):
        keys[ends.get(ReadersClock(zone, quiet_from, quiet_until), alert.starts_at)].append(key)
    keys.pop(alert.starts_at, None)
    for end, some in keys.items():
        session.execute(update(DELIVERIES).where(DELIVERIES.c.id.in_(some)).values(due_at=end))


def finish_next(session: AnySession, now: datetime) -> bool:
    """Close one alert of which no message is open any more; return whether there was one.

    What waits for a digest is open: until the last digest has gone, the alert is still being sent.
    """
    is_open = exists().where(Delivery.alert_id == Alert.id, Delivery.state.in_(OPEN_STATES))
    done = select(Alert).where(Alert.state == AlertState.SENDING, ~is_open).order_by(Alert.id).limit(1)
    alert = session.scalars(skip_locked(done)).first()
    if alert is None:
        return False
    alert.state = AlertState.FINISHED
    alert.finished_at = now
    session.flush()
    return True
