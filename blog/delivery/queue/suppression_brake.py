"""Brake on suppression: when an unusual share of messages is refused for good, the fault is ours, not the readers'."""

from datetime import datetime, timedelta

from sqlalchemy import Select, func, select

from blog.database import AnySession
from blog.delivery.queue.suppression import find_owner, lift, suppress
from blog.models import (
    Alert,
    AuditEvent,
    AuditKind,
    Bounce,
    BounceKind,
    Delivery,
    DeliveryPriority,
    DeliveryState,
    Subscriber,
    Suppression,
    SuppressionBrake,
)

WINDOW = timedelta(hours=1)
"""Hard refusals of this time count together."""
SENT_WITHIN = timedelta(days=1)
"""What was due in this time and accepted stands against them."""
MIN_REFUSED = 5
"""Fewer refusals say nothing about a share."""
MANY_REFUSED = 20
FEW_SHARE, MANY_SHARE = 0.5, 0.2
"""Share that is unusual, below MANY_REFUSED refusals and from there on."""


def suppress_unless_braked(
    session: AnySession, reader: Subscriber, reason: Suppression, reply_text: str, now: datetime
) -> None:
    """Suppress *reader* after a bounce that is stored already, unless the brake is on or goes on now.

    Nobody is suppressed by an unusual run, the first of it included. The caller commits.
    """
    if session.scalar(SuppressionBrake.engaged()) is not None:
        return
    refused = count_refused(session, now)
    if reason is Suppression.HARD_BOUNCE and is_unusual(session, refused, now):
        engage(session, refused, now)
    else:
        suppress(session, reader.id, reason, reply_text, now)


def count_refused(session: AnySession, now: datetime) -> int:
    """Return the hard bounces of the last hour, since the last decision."""
    recent = select_refusals(find_start(session, now)).subquery()
    return session.scalar(select(func.count()).select_from(recent)) or 0


def find_start(session: AnySession, now: datetime) -> datetime:
    """Return the moment from which refusals count: an hour ago, or the last decision."""
    latest = session.scalar(SuppressionBrake.latest())
    released_at = latest.released_at if latest else None
    return max(now - WINDOW, released_at or now - WINDOW)


def select_refusals(since: datetime) -> Select[Bounce]:
    """Select the hard bounces from *since* on."""
    return select(Bounce).where(Bounce.kind == BounceKind.HARD, Bounce.received_at > since)


def is_unusual(session: AnySession, refused: int, now: datetime) -> bool:
    """Return whether so many refusals are an unusual share of what was sent lately; reads few rows."""
    if refused < MIN_REFUSED:
        return False
    share = MANY_SHARE if refused >= MANY_REFUSED else FEW_SHARE
    enough = round(refused / share) - refused
    """Accepted messages with which the share would be usual."""
    accepted = 0
    for priority in DeliveryPriority:
        if accepted < enough:
            lately = (Delivery.state == DeliveryState.ACCEPTED, Delivery.priority == priority)
            sent = select(Delivery.id).where(*lately, Delivery.due_at > now - SENT_WITHIN).limit(enough)
            accepted += session.scalar(select(func.count()).select_from(sent.subquery())) or 0
    return accepted < enough


def engage(session: AnySession, refused: int, now: datetime) -> None:
    """Stop suppressions, take back those of this run, and pause its alerts; the caller commits."""
    since = find_start(session, now)
    session.add(SuppressionBrake(since=since, engaged_at=now, refused=refused))
    session.add(AuditEvent(kind=AuditKind.BRAKE_ENGAGED, happened_at=now, details={"refused": refused}))
    session.flush()
    lift_refused(session, since)
    deliveries = select_refusals(since).with_only_columns(Bounce.delivery_id)
    alerts = select(Delivery.alert_id).where(Delivery.id.in_(deliveries))
    for alert in session.scalars(select(Alert).where(Alert.id.in_(alerts)).with_for_update()):
        alert.pause(now)


def lift_refused(session: AnySession, since: datetime) -> None:
    """Take back the suppressions that followed from refusals from *since* on."""
    hit = select_refusals(since).with_only_columns(Bounce.subscriber_id)
    is_of_run = (Subscriber.suppression == Suppression.HARD_BOUNCE, Subscriber.suppressed_at > since)
    for reader in session.scalars(select(Subscriber).where(Subscriber.id.in_(hit), *is_of_run)):
        lift(session, reader)


def release(
    session: AnySession, now: datetime, *, suppress_refused: bool, by: tuple[int | None, str] = (None, "")
) -> int:
    """Let suppressions be made again; return how many of those that waited were made. The caller commits.

    With *suppress_refused* the refusals were right, and each reader whose address was refused is suppressed; otherwise
    they are forgotten, with what another worker suppressed while the brake went on. Alerts stay paused until a person
    resumes them. *by* is key and name of the person.
    """
    brakes = session.scalars(
        select(SuppressionBrake).where(SuppressionBrake.released_at.is_(None)).with_for_update()
    ).all()
    since = min((brake.since for brake in brakes), default=now)
    refusals = list(session.scalars(select_refusals(since))) if brakes else []
    made = sum(suppress_for(session, bounce) for bounce in refusals) if suppress_refused else 0
    if not suppress_refused:
        lift_refused(session, since)
    for brake in brakes:
        brake.released_at = now
    if brakes:
        details = {"refused": len(refusals), "suppressed": made}
        session.add(
            AuditEvent(
                kind=AuditKind.BRAKE_RELEASED, happened_at=now, person_id=by[0], person_name=by[1], details=details
            )
        )
        session.flush()
    return made


def suppress_for(session: AnySession, bounce: Bounce) -> bool:
    """Suppress the reader whose address *bounce* is about; return whether there is one."""
    delivery = session.get(Delivery, bounce.delivery_id) if bounce.delivery_id else None
    reader = find_owner(session, delivery) if delivery else None
    if reader is None:
        return False
    suppress(session, reader.id, Suppression.HARD_BOUNCE, bounce.words, bounce.received_at)
    return True
