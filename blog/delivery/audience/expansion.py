"""Expand an alert into one delivery for each reader of its audience (fan-out), chunk by chunk."""

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
    exists,
    func,
    insert,
    literal,
    select,
    update,
)

from blog.database import AnySession, skip_locked
from blog.delivery.audience.languages_of_alerts import find_languages_of, is_audience_known, lock_versions
from blog.delivery.audience.restarted_alerts import reset_skipped
from blog.delivery.audience.send_times import CLOCK_COLUMNS, ReaderClock, SendTimes, read_send_times
from blog.delivery.audience.subscriber_preferences import (
    DAILY,
    INSTANT,
    RANKS,
    WEEKLY,
    Announcement,
    SubscriberPreferencesSQL,
)
from blog.models import (
    DELIVERIES,
    OPEN_STATES,
    Alert,
    AlertState,
    Delivery,
    DeliveryKind,
    DeliveryPriority,
    DeliveryState,
    Frequency,
    Subscriber,
    SubscriberState,
)

CHUNK_SIZE = 5_000


class SubscriberRange(NamedTuple):
    """The subscribers whose ids are greater than *first* and at most *last*."""

    first: int
    last: int

    def contains(self, id: Any) -> ColumnElement[bool]:
        """Return as SQL whether a column of ids is in the range."""
        return and_(id > self.first, id <= self.last)


def expand_next(session: AnySession, chunk_size: int = CHUNK_SIZE, *, site_zone: str = "UTC") -> bool:
    """Write the deliveries of the next *chunk_size* subscribers for the oldest alert that is being expanded.

    Returns whether there was an alert to expand. The caller commits each chunk, so that the write lock is held for
    a moment only; a worker that dies in between leaves expanded_to as its last commit set it. A correction waits
    until it is known whom its article has reached, an alert until its translations are out.
    """
    undecided = select(Alert).where(Alert.state == AlertState.EXPANDING, is_audience_known())
    alert = session.scalars(skip_locked(undecided.order_by(Alert.id).limit(1))).first()
    if alert is None:
        return False
    last = find_range_end(session, alert, chunk_size)
    if last is None:
        alert.state = AlertState.SENDING
    else:
        expand_range(session, alert, SubscriberRange(alert.expanded_to, last), site_zone)
        alert.expanded_to = last
    session.flush()
    return True


def find_range_end(session: AnySession, alert: Alert, chunk_size: int) -> int | None:
    """Return the id of the last subscriber of the next chunk, or None when there are no more."""
    following = select(Subscriber.id).where(Subscriber.id > alert.expanded_to).order_by(Subscriber.id).limit(chunk_size)
    last: int | None = session.scalar(select(func.max(following.subquery().c.id)))
    return last


def expand_range(session: AnySession, alert: Alert, subscribers: SubscriberRange, site_zone: str) -> None:
    """Insert the deliveries of the audience in *subscribers*, due at times in each reader's zone."""
    languages = find_languages_of(alert, alert.article)
    if languages is not None:
        lock_versions(session, alert.article)
    send_times = read_send_times(session, alert.starts_at, site_zone)
    clock_rows = session.execute(select(*CLOCK_COLUMNS).distinct().where(subscribers.contains(Subscriber.id)))
    clocks = [ReaderClock(*row) for row in clock_rows]
    mine = and_(Delivery.alert_id == alert.id, subscribers.contains(Delivery.subscriber_id))
    reset = reset_skipped(session, alert, mine, languages)
    rows = select_deliveries(alert, subscribers, send_times, [clock.zone for clock in clocks])
    alert.audience_size += insert_deliveries(session, rows) - reset
    apply_quiet_hours(session, alert, subscribers, {clock: send_times.end_of_quiet(clock) for clock in clocks})


def insert_deliveries(session: AnySession, rows: Select[Any]) -> int:
    """Insert the result of *rows*, whose labels name the columns; return how many."""
    names = [column["name"] for column in rows.column_descriptions]
    statement = insert(DELIVERIES).from_select(names, rows, include_defaults=False)
    result = session.execute(statement.execution_options(preserve_rowcount=True))
    return int(cast(CursorResult[Any], result).rowcount)


def select_deliveries(
    alert: Alert, subscribers: SubscriberRange, send_times: SendTimes, zones: Sequence[str | None]
) -> Select[Any]:
    """Select a row for every member of the audience in *subscribers*, eligible or not, so that the counts add up.

    The audience had confirmed when the alert was announced, has not left, and
    follows something that it is about, or for a correction has received its
    article. Readers who have a row are left out: no message is inserted twice.
    """
    preferences = SubscriberPreferencesSQL(Announcement.of(alert, alert.article), subscribers.contains)
    has_delivery = exists().where(Delivery.alert_id == alert.id, Delivery.subscriber_id == Subscriber.id)
    had_confirmed = and_(Subscriber.state == SubscriberState.CONFIRMED, Subscriber.confirmed_at <= alert.announced_at)
    decided = preference_columns(preferences, send_times, zones)
    columns = {**alert_columns(alert), **decided}
    rows = preferences.select(*(column.label(name) for name, column in columns.items()))
    return rows.where(
        subscribers.contains(Subscriber.id), had_confirmed, preferences.is_in_audience, ~has_delivery
    ).order_by(Subscriber.id)


def alert_columns(alert: Alert) -> dict[str, ColumnElement[Any]]:
    """Return the columns that are the same for all readers."""
    values = {"kind": DeliveryKind.ALERT, "alert_id": alert.id, "attempts": 0, "is_repeat": False}
    values["owed_at"] = alert.announced_at
    columns = DELIVERIES.c
    return {name: literal(value, columns[name].type) for name, value in values.items()}


def preference_columns(
    preferences: SubscriberPreferencesSQL, send_times: SendTimes, zones: Sequence[str | None]
) -> dict[str, Any]:
    """Return the columns that depend on the reader's preferences."""
    columns = DELIVERIES.c
    rank, is_eligible = preferences.rank, preferences.reason.is_(None)
    starts_at = literal(send_times.starts_at, columns.due_at.type)
    frequencies = [(rank == number, literal(frequency, columns.frequency.type)) for frequency, number in RANKS.items()]
    states = literal(DeliveryState.WAITING, columns.state.type), literal(DeliveryState.SKIPPED, columns.state.type)
    daily, weekly = (send_times.digest_time_sql(frequency, zones) for frequency in (Frequency.DAILY, Frequency.WEEKLY))
    return {
        "subscriber_id": Subscriber.id,
        "address": Subscriber.address,
        "followed": preferences.followed,
        "frequency": case(*frequencies),
        "priority": case((rank == INSTANT, literal(DeliveryPriority.ALERT)), else_=literal(DeliveryPriority.IN_DIGEST)),
        "state": case((is_eligible, states[0]), else_=states[1]),
        "reason": preferences.reason,
        "settled_at": case((is_eligible, None), else_=starts_at),
        "due_at": case((rank == DAILY, daily), (rank == WEEKLY, weekly), else_=starts_at),
    }


def apply_quiet_hours(
    session: AnySession, alert: Alert, subscribers: SubscriberRange, ends: dict[ReaderClock, datetime]
) -> None:
    """Move messages that are due in a reader's quiet hours to their end, which *ends* holds by clock."""
    if all(end == alert.starts_at for end in ends.values()):
        return
    preferences = SubscriberPreferencesSQL(Announcement.of(alert, alert.article), subscribers.contains)
    mine = and_(
        Delivery.alert_id == alert.id, subscribers.contains(Delivery.subscriber_id), Delivery.due_at == alert.starts_at
    )
    is_instant = and_(Delivery.state == DeliveryState.WAITING, Delivery.frequency == Frequency.INSTANT)
    rows = select(Delivery.id, *CLOCK_COLUMNS).join(Subscriber, Subscriber.id == Delivery.subscriber_id)
    ids = defaultdict(list)
    for id, zone, quiet_from, quiet_until in session.execute(
        rows.where(mine, is_instant, ~preferences.overrides_pause, Subscriber.quiet_from.is_not(None))
    ):
        ids[ends.get(ReaderClock(zone, quiet_from, quiet_until), alert.starts_at)].append(id)
    ids.pop(alert.starts_at, None)
    for end, delivery_ids in ids.items():
        session.execute(update(DELIVERIES).where(DELIVERIES.c.id.in_(delivery_ids)).values(due_at=end))


def finish_next_alert(session: AnySession, now: datetime) -> bool:
    """Set one alert without open messages to FINISHED; return whether there was one.

    Items that wait for a digest are open: the alert is being sent until the last digest has gone.
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
