"""Outbox: what other rooms call to enqueue messages.

Each function writes rows in the caller's transaction and commits nothing, so
that a deed and its messages are committed together, or neither.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, exists, func, insert, literal, or_, select, update

from blog.database import AnySession
from blog.delivery.alerts.announcing import announce, announce_update, is_announced
from blog.delivery.alerts.correction_alerts import announce_correction, find_correction_alert, stop_correction
from blog.delivery.audience.reach import count_reach, find_ledger_deletion
from blog.delivery.audience.rescheduling import reschedule
from blog.delivery.composing.mail_kinds.kind_lookup import find_kind, list_mail_names, mail_title
from blog.delivery.composing.mail_kinds.list_mail import TEST
from blog.delivery.composing.mail_kinds.reader_mail import CONFIRMATION, FOLLOW_REQUEST, REPORT_ANSWER, SUBSCRIBED
from blog.delivery.composing.mail_kinds.samples import SAMPLES
from blog.models import (
    DELIVERIES,
    Alert,
    AlertKind,
    Article,
    ArticleEvent,
    Delivery,
    DeliveryPriority,
    DeliveryState,
    ErrorReport,
    Frequency,
    Person,
    SkipReason,
    Subscriber,
    SubscriberState,
)

__all__ = [
    "announce",
    "announce_correction",
    "announce_update",
    "count_reach",
    "count_updates",
    "enqueue",
    "enqueue_confirmations",
    "enqueue_report_answer",
    "find_correction_alert",
    "find_ledger_deletion",
    "find_publication_alert",
    "is_announced",
    "list_sample_tests",
    "list_tests",
    "mail_title",
    "reschedule",
    "stop_article",
    "stop_correction",
    "update_addresses",
]


def enqueue(
    session: AnySession, name: str, row: Any, now: datetime, *, address: str | None = None, **columns: Any
) -> Delivery:
    """Insert a delivery of the kind *name* about the model instance *row*; it is due at once.

    It goes to *address*, or to the one that the kind declares; *columns* are
    more columns of Delivery, such as due_at for one that is to wait.

    Raises:
        UnknownMailKind: no such kind is declared.
        ValueError: there is no address to send to.
    """
    kind = find_kind(name)
    values = {"address": address or kind.address_of(row), "priority": kind.priority, "due_at": now, **columns}
    delivery = Delivery(kind=kind.name, owed_at=now, **{kind.reference: row}, **values)
    session.add(delivery)
    session.flush()
    return delivery


def enqueue_report_answer(session: AnySession, report: ErrorReport, address: str, now: datetime) -> Delivery | None:
    """Enqueue the desk's answer to *report*, to the *address* of its sender; None if that is suppressed."""
    suppressed = Subscriber.by_address(address.casefold()).where(Subscriber.suppressed_at.is_not(None))
    if session.scalars(suppressed).first() is not None:
        return None
    return enqueue(session, REPORT_ANSWER.name, report, now, address=address)


def enqueue_confirmations(session: AnySession, address_keys: Sequence[str], now: datetime) -> int:
    """Enqueue the confirmation mail to pending subscribers of *address_keys* who were never sent one; return how many.

    Suppressed addresses are left out.
    """
    has_confirmation_mail = exists().where(Delivery.subscriber_id == Subscriber.id, Delivery.kind == CONFIRMATION.name)
    columns = ("kind", "subscriber_id", "address", "priority", "frequency", "state", "attempts", "owed_at", "due_at")
    rows = select(
        literal(CONFIRMATION.name, Delivery.kind.type),
        Subscriber.id,
        Subscriber.address,
        literal(DeliveryPriority.BULK, Delivery.priority.type),
        literal(Frequency.INSTANT, Delivery.frequency.type),
        literal(DeliveryState.WAITING, Delivery.state.type),
        literal(0),
        literal(now, Delivery.owed_at.type),
        literal(now, Delivery.due_at.type),
        literal(False),
    ).where(
        Subscriber.address_key.in_(address_keys),
        Subscriber.state == SubscriberState.PENDING,
        Subscriber.suppressed_at.is_(None),
        ~has_confirmation_mail,
    )
    statement = insert(DELIVERIES).from_select([*columns, "is_repeat"], rows, include_defaults=False)
    result = session.execute(statement.execution_options(preserve_rowcount=True))
    return int(cast(CursorResult[Any], result).rowcount)


def update_addresses(session: AnySession, subscriber: Subscriber) -> None:
    """Set the address of pending messages to *subscriber* to the present one, which has been confirmed.

    Those with a link to the preferences or to follow something go there too.
    """
    names = [*list_mail_names(), FOLLOW_REQUEST.name, SUBSCRIBED.name]
    pending = update(Delivery).where(
        Delivery.subscriber_id == subscriber.id,
        Delivery.kind.in_(names),
        Delivery.state.in_((DeliveryState.WAITING, DeliveryState.DEFERRED)),
    )
    session.execute(pending.values(address=subscriber.address))


def stop_article(session: AnySession, article: Article, now: datetime) -> None:
    """Cancel all alerts about *article*, and skip every other message about it that waits; what is sent is sent."""
    for alert in session.scalars(select(Alert).where(Alert.article_id == article.id)):
        alert.cancel(now)
    events = select(ArticleEvent.id).where(ArticleEvent.article_id == article.id)
    reports = select(ErrorReport.id).where(ErrorReport.article_id == article.id)
    is_about = or_(Delivery.article_id == article.id, Delivery.event_id.in_(events), Delivery.report_id.in_(reports))
    waiting = Delivery.state.in_((DeliveryState.WAITING, DeliveryState.DEFERRED))
    skipped = {"state": DeliveryState.SKIPPED, "reason": SkipReason.WITHDRAWN, "settled_at": now}
    session.execute(update(Delivery).where(waiting, is_about).values(**skipped))


def list_tests(session: AnySession, article: Article, limit: int = 3) -> Sequence[Delivery]:
    """Return the last tests of the alert about *article*, newest first."""
    tests = select(Delivery).where(Delivery.article_id == article.id, Delivery.kind == TEST.name)
    return session.scalars(tests.order_by(Delivery.id.desc()).limit(limit)).all()


def list_sample_tests(session: AnySession, person: Person, limit: int = 3) -> Sequence[Delivery]:
    """Return the last tests of the mails of the site that *person* sent, newest first."""
    kinds = [sample.test_kind for sample in SAMPLES.values()]
    tests = select(Delivery).where(Delivery.person_id == person.id, Delivery.kind.in_(kinds))
    return session.scalars(tests.order_by(Delivery.id.desc()).limit(limit)).all()


def find_publication_alert(session: AnySession, article: Article) -> Alert | None:
    """Return the alert about the publication of *article*, or None if it was never announced."""
    query = select(Alert).where(Alert.article_id == article.id, Alert.kind == AlertKind.PUBLICATION)
    return session.scalars(query).one_or_none()


def count_updates(session: AnySession, article: Article) -> int:
    """Return how many updates about *article* were announced so far."""
    updates = select(func.count()).where(Alert.article_id == article.id, Alert.kind == AlertKind.UPDATE)
    return session.scalar(updates) or 0
