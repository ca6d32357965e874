"""The door of this room: what the other rooms call to enqueue a message.

Each function writes rows in the caller's transaction and commits nothing, so
that the deed and the message it owes stand or fall together.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update

from blog.database import AnySession
from blog.delivery.alerts.announcing import announce, announce_update, is_announced
from blog.delivery.alerts.bulk_confirmations import enqueue_confirmations
from blog.delivery.alerts.correction_alerts import announce_correction, find_correction_alert, stop_correction
from blog.delivery.audience.reach import count_reach
from blog.delivery.audience.rescheduling import reschedule
from blog.delivery.composing.mail_kinds.list_mail import TEST
from blog.delivery.composing.mail_kinds.reader_mail import REPORT_ANSWER
from blog.delivery.composing.mail_kinds.registry import find_kind, list_mail_names
from blog.models import (
    Alert,
    AlertKind,
    Article,
    Delivery,
    DeliveryState,
    ErrorReport,
    Subscriber,
    SubscriberState,
)

__all__ = [
    "announce",
    "announce_correction",
    "announce_update",
    "count_audience",
    "count_reach",
    "count_updates",
    "enqueue",
    "enqueue_confirmations",
    "enqueue_report_answer",
    "find_correction_alert",
    "find_publication_alert",
    "is_announced",
    "list_tests",
    "readdress",
    "reschedule",
    "stop_correction",
]


def enqueue(
    session: AnySession, name: str, about: Any, now: datetime, *, address: str | None = None, **columns: Any
) -> Delivery:
    """Write the mail of the kind *name* about the row *about* into the ledger; it is due at once.

    It goes to *address*, or to the one that the kind declares; *columns* are
    more columns of Delivery.

    Raises:
        UnknownMailKind: no such kind is declared.
        ValueError: there is no address to send to.
    """
    kind = find_kind(name)
    values = {"address": address or kind.address_of(about), "priority": kind.priority, kind.reference: about, **columns}
    delivery = Delivery(kind=kind.name, owed_at=now, due_at=now, **values)
    session.add(delivery)
    session.flush()
    return delivery


def enqueue_report_answer(session: AnySession, report: ErrorReport, address: str, now: datetime) -> Delivery | None:
    """Owe *address*, from which *report* came, what the desk answers; None if nothing may be sent there."""
    suppressed = Subscriber.by_address(address.casefold()).where(Subscriber.suppressed_at.is_not(None))
    if session.scalars(suppressed).first() is not None:
        return None
    return enqueue(session, REPORT_ANSWER.name, report, now, address=address)


def readdress(session: AnySession, subscriber: Subscriber) -> None:
    """Send what is still owed to *subscriber* to the present address; the caller has confirmed it."""
    still_owed = update(Delivery).where(
        Delivery.subscriber_id == subscriber.id,
        Delivery.kind.in_(list_mail_names()),
        Delivery.state.in_((DeliveryState.WAITING, DeliveryState.DEFERRED)),
    )
    session.execute(still_owed.values(address=subscriber.address))


def list_tests(session: AnySession, article: Article, most: int = 3) -> Sequence[Delivery]:
    """Return the last tests about *article*, newest first, with what became of each."""
    tests = select(Delivery).where(Delivery.article_id == article.id, Delivery.kind == TEST.name)
    return session.scalars(tests.order_by(Delivery.id.desc()).limit(most)).all()


def find_publication_alert(session: AnySession, article: Article) -> Alert | None:
    """Return the alert about the publication of *article*, if readers were ever to be told."""
    mine = select(Alert).where(Alert.article_id == article.id, Alert.kind == AlertKind.PUBLICATION)
    return session.scalars(mine).one_or_none()


def count_updates(session: AnySession, article: Article) -> int:
    """Return how many updates about *article* were announced so far."""
    updates = select(func.count()).where(Alert.article_id == article.id, Alert.kind == AlertKind.UPDATE)
    return session.scalar(updates) or 0


def count_audience(session: AnySession) -> int:
    """Return how many people an alert would reach if it were announced now."""
    confirmed = select(func.count()).where(Subscriber.state == SubscriberState.CONFIRMED)
    return session.scalar(confirmed.select_from(Subscriber)) or 0
