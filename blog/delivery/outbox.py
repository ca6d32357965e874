"""The door of this room: what the other rooms call to owe somebody a message.

Each function writes rows in the caller's transaction and commits nothing, so
that the deed and the message it owes stand or fall together.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from blog.database import AnySession
from blog.delivery.alerts.announcing import announce, announce_update, is_announced
from blog.delivery.alerts.bulk_confirmations import owe_confirmations
from blog.delivery.alerts.correction_alerts import announce_correction, find_correction_alert, stop_correction
from blog.delivery.audience.reach import count_reach
from blog.delivery.audience.rescheduling import readdress, reschedule
from blog.models import (
    Alert,
    AlertKind,
    AlertLevel,
    Article,
    ArticleEvent,
    Delivery,
    DeliveryKind,
    ErrorReport,
    PasswordReset,
    Person,
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
    "find_correction_alert",
    "find_publication_alert",
    "is_announced",
    "list_tests",
    "owe",
    "owe_address_change",
    "owe_change_notice",
    "owe_confirmation",
    "owe_confirmations",
    "owe_invitation",
    "owe_password_reset",
    "owe_report_answer",
    "owe_review",
    "owe_schedule_report",
    "owe_test",
    "readdress",
    "reschedule",
    "stop_correction",
]


def owe_confirmation(session: AnySession, subscriber: Subscriber, now: datetime) -> Delivery:
    """Owe *subscriber* the message with the confirmation link."""
    return owe(
        session,
        Delivery(
            kind=DeliveryKind.CONFIRMATION, subscriber=subscriber, address=subscriber.address, owed_at=now, due_at=now
        ),
    )


def owe_address_change(session: AnySession, subscriber: Subscriber, now: datetime) -> Delivery:
    """Owe the new address of *subscriber* the link that confirms it.

    Raises:
        ValueError: no new address was asked for.
    """
    if subscriber.new_address is None:
        raise ValueError("There is no new address to confirm.")
    kind, address = DeliveryKind.ADDRESS_CHANGE, subscriber.new_address
    return owe(session, Delivery(kind=kind, subscriber=subscriber, address=address, owed_at=now, due_at=now))


def owe_change_notice(session: AnySession, subscriber: Subscriber, old_address: str, now: datetime) -> Delivery:
    """Owe *old_address* the notice that mail for *subscriber* goes elsewhere from now on."""
    kind = DeliveryKind.ADDRESS_CHANGED
    return owe(session, Delivery(kind=kind, subscriber=subscriber, address=old_address, owed_at=now, due_at=now))


def owe_password_reset(session: AnySession, reset: PasswordReset, now: datetime) -> Delivery:
    """Owe the person who asked for *reset* the message with the link."""
    return owe(
        session,
        Delivery(kind=DeliveryKind.PASSWORD_RESET, reset=reset, address=reset.person.address, owed_at=now, due_at=now),
    )


def owe_invitation(session: AnySession, reset: PasswordReset, now: datetime) -> Delivery:
    """Owe a new member of the newsroom the message with the link of *reset*, by which a password is chosen."""
    kind, address = DeliveryKind.INVITATION, reset.person.address
    return owe(session, Delivery(kind=kind, reset=reset, address=address, owed_at=now, due_at=now))


def owe_review(session: AnySession, event: ArticleEvent, person: Person, now: datetime) -> Delivery:
    """Owe *person* of the newsroom the message about *event*."""
    kind = DeliveryKind.REVIEW
    return owe(session, Delivery(kind=kind, event=event, address=person.address, owed_at=now, due_at=now))


def owe_report_answer(session: AnySession, report: ErrorReport, address: str, now: datetime) -> Delivery | None:
    """Owe *address*, from which *report* came, what the desk answers; None if nothing may be sent there."""
    suppressed = Subscriber.by_address(address.casefold()).where(Subscriber.suppressed_at.is_not(None))
    if session.scalars(suppressed).first() is not None:
        return None
    kind = DeliveryKind.REPORT_ANSWER
    return owe(session, Delivery(kind=kind, report=report, address=address, owed_at=now, due_at=now))


def owe_schedule_report(session: AnySession, event: ArticleEvent, address: str, now: datetime) -> Delivery:
    """Owe somebody at the desk what became of an article at its time."""
    kind = DeliveryKind.SCHEDULE
    return owe(session, Delivery(kind=kind, event=event, address=address, owed_at=now, due_at=now))


def owe_test(
    session: AnySession, article: Article, address: str, now: datetime, *, level: AlertLevel = AlertLevel.NORMAL
) -> Delivery:
    """Owe *address* the message about *article* as its alert of that *level* would be; no reader is told by that."""
    about = {"kind": DeliveryKind.TEST, "article": article, "test_level": level}
    return owe(session, Delivery(**about, address=address, owed_at=now, due_at=now))


def list_tests(session: AnySession, article: Article, most: int = 3) -> Sequence[Delivery]:
    """Return the last tests about *article*, newest first, with what became of each."""
    tests = select(Delivery).where(Delivery.article_id == article.id, Delivery.kind == DeliveryKind.TEST)
    return session.scalars(tests.order_by(Delivery.id.desc()).limit(most)).all()


def find_publication_alert(session: AnySession, article: Article) -> Alert | None:
    """Return the alert about the publication of *article*, if readers were ever to be told."""
    mine = select(Alert).where(Alert.article_id == article.id, Alert.kind == AlertKind.PUBLICATION)
    return session.scalars(mine).one_or_none()


def count_updates(session: AnySession, article: Article) -> int:
    """Return how many updates about *article* were announced so far."""
    updates = select(func.count()).where(Alert.article_id == article.id, Alert.kind == AlertKind.UPDATE)
    return session.scalar(updates) or 0


def owe(session: AnySession, delivery: Delivery) -> Delivery:
    """Write *delivery* into the ledger."""
    session.add(delivery)
    session.flush()
    return delivery


def count_audience(session: AnySession) -> int:
    """Return how many people an alert would reach if it were announced now."""
    confirmed = select(func.count()).where(Subscriber.state == SubscriberState.CONFIRMED)
    return session.scalar(confirmed.select_from(Subscriber)) or 0
