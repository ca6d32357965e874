"""Reschedule a reader's digest items after a change of preferences."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from blog.database import AnySession
from blog.delivery.audience.send_times import ReaderClock, SendTimes, read_send_times
from blog.delivery.audience.subscriber_preferences import (
    FREQUENCIES,
    INSTANT,
    NEVER,
    Announcement,
    SubscriberPreferencesSQL,
)
from blog.models import Alert, Article, Delivery, DeliveryPriority, DeliveryState, SkipReason, Subscriber


def reschedule(session: AnySession, subscriber: Subscriber, now: datetime, *, site_zone: str = "UTC") -> None:
    """Move the items that wait for a digest of *subscriber* to the times of the present preferences.

    Items that are wanted at once become due; those that are not wanted any
    more are skipped. A digest that exists is not changed.
    """
    waiting = select(Delivery, Alert, Article).join(Delivery.alert).join(Alert.article)
    items = waiting.where(
        Delivery.subscriber_id == subscriber.id,
        Delivery.state == DeliveryState.WAITING,
        Delivery.priority == DeliveryPriority.IN_DIGEST,
        Delivery.carried_by_id.is_(None),
    )
    send_times = read_send_times(session, now, site_zone)
    for delivery, alert, article in session.execute(items.with_for_update(of=Delivery)).all():
        announcement = replace(Announcement.of(alert, article), as_of=now)
        reschedule_one(session, delivery, announcement, subscriber, send_times)
    session.flush()


def reschedule_one(
    session: AnySession, delivery: Delivery, announcement: Announcement, subscriber: Subscriber, send_times: SendTimes
) -> None:
    """Set frequency, priority and time of one item by the preferences of *subscriber*."""
    preferences = SubscriberPreferencesSQL(announcement, lambda id: id == subscriber.id)
    query = preferences.select(preferences.rank, preferences.is_level_unwanted, preferences.overrides_pause)
    rank, is_level_unwanted, overrides_pause = session.execute(query.where(Subscriber.id == subscriber.id)).one()
    if is_level_unwanted or rank == NEVER:
        delivery.skip(SkipReason.LEVEL if is_level_unwanted else SkipReason.LEFT, send_times.starts_at)
        return
    clock = ReaderClock(subscriber.timezone, subscriber.quiet_from, subscriber.quiet_until)
    delivery.frequency = FREQUENCIES[rank]
    delivery.priority = DeliveryPriority.ALERT if rank == INSTANT else DeliveryPriority.IN_DIGEST
    delivery.due_at = send_times.due_at(delivery.frequency, clock, ignore_quiet_hours=overrides_pause)
