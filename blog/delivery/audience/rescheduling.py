"""Move what waits for a digest when its reader chooses another time."""

from datetime import datetime

from sqlalchemy import select

from blog.database import AnySession
from blog.delivery.audience.send_times import ReadersClock, Timetable, read_timetable
from blog.delivery.audience.subscriber_preferences import INSTANT, NOT_AT_ALL, WORDS, Occasion, Wishes
from blog.models import Alert, Article, Delivery, DeliveryPriority, DeliveryState, SkipReason, Subscriber


def reschedule(session: AnySession, subscriber: Subscriber, now: datetime, *, site_zone: str = "UTC") -> None:
    """Move what waits for a digest of *subscriber* to the times that are wanted now.

    What is wanted at once leaves at once; what is not wanted any more is
    skipped. A digest that is on its way already is left alone.
    """
    waiting = select(Delivery, Alert, Article).join(Delivery.alert).join(Alert.article)
    mine = waiting.where(
        Delivery.subscriber_id == subscriber.id,
        Delivery.state == DeliveryState.WAITING,
        Delivery.priority == DeliveryPriority.IN_DIGEST,
        Delivery.carried_by_id.is_(None),
    )
    timetable = read_timetable(session, now, site_zone)
    for delivery, alert, article in session.execute(mine.with_for_update(of=Delivery)).all():
        occasion = Occasion(article.id, article.author_id, alert.kind, alert.level, now)
        reschedule_one(session, delivery, occasion, subscriber, timetable)
    session.flush()


def reschedule_one(
    session: AnySession, delivery: Delivery, occasion: Occasion, subscriber: Subscriber, timetable: Timetable
) -> None:
    """Give one item the time that *subscriber* wants for *occasion* now."""
    wishes = Wishes(occasion, lambda key: key == subscriber.id)
    wanted = wishes.select(wishes.rank, wishes.is_unwanted, wishes.is_at_once)
    rank, is_unwanted, is_at_once = session.execute(wanted.where(Subscriber.id == subscriber.id)).one()
    if is_unwanted or rank == NOT_AT_ALL:
        delivery.skip(SkipReason.LEVEL if is_unwanted else SkipReason.LEFT, timetable.starts_at)
        return
    clock = ReadersClock(subscriber.timezone, subscriber.quiet_from, subscriber.quiet_until)
    delivery.frequency = WORDS[rank]
    delivery.priority = DeliveryPriority.ALERT if rank == INSTANT else DeliveryPriority.IN_DIGEST
    delivery.due_at = timetable.due_of(delivery.frequency, clock, is_at_once=is_at_once)
