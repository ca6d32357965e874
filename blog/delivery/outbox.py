"""The door of this room: what the other rooms call to owe somebody a message.

Each function writes rows in the caller's transaction and commits nothing, so
that the deed and the message it owes stand or fall together.
"""

from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, func, select, update

from blog.database import AnySession, insert_missing
from blog.models import (
    Alert,
    AlertKind,
    AlertState,
    Article,
    Delivery,
    DeliveryKind,
    DeliveryState,
    PasswordReset,
    SkipReason,
    Subscriber,
    SubscriberState,
)


def owe_confirmation(session: AnySession, subscriber: Subscriber, now: datetime) -> Delivery:
    """Owe *subscriber* the message with the confirmation link."""
    return owe(
        session,
        Delivery(
            kind=DeliveryKind.CONFIRMATION, subscriber=subscriber, address=subscriber.address, owed_at=now, due_at=now
        ),
    )


def owe_password_reset(session: AnySession, reset: PasswordReset, now: datetime) -> Delivery:
    """Owe the person who asked for *reset* the message with the link."""
    return owe(
        session,
        Delivery(kind=DeliveryKind.PASSWORD_RESET, reset=reset, address=reset.person.address, owed_at=now, due_at=now),
    )


def owe_test(session: AnySession, article: Article, address: str, now: datetime) -> Delivery:
    """Owe *address* the message about *article* as its alert would be; no reader is told by that."""
    return owe(session, Delivery(kind=DeliveryKind.TEST, article=article, address=address, owed_at=now, due_at=now))


def owe(session: AnySession, delivery: Delivery) -> Delivery:
    """Write *delivery* into the ledger."""
    session.add(delivery)
    session.flush()
    return delivery


def announce(session: AnySession, article: Article, now: datetime) -> Alert:
    """Owe all confirmed subscribers an alert about *article*; costs the same for ten or a million.

    An article that was announced before keeps its one alert, which is
    returned. Whoever missed it because the article was withdrawn meanwhile is
    owed it again; nobody is told twice.
    """
    key = {"article_id": article.id, "kind": AlertKind.PUBLICATION, "occasion": 0}
    is_new = insert_missing(session, Alert, [{**key, "announced_at": now, "starts_at": now}]) == 1
    alert = session.scalars(select(Alert).filter_by(**key)).one()
    if not is_new:
        owe_again(session, alert, now)
    return alert


def owe_again(session: AnySession, alert: Alert, now: datetime) -> None:
    """Let the messages wait anew that a withdrawal had stopped."""
    stopped = update(Delivery).where(
        Delivery.alert_id == alert.id,
        Delivery.state == DeliveryState.SKIPPED,
        Delivery.reason == SkipReason.WITHDRAWN,
    )
    result = session.execute(stopped.values(state=DeliveryState.WAITING, reason=None, settled_at=None, due_at=now))
    if cast(CursorResult[Any], result).rowcount and alert.state is AlertState.FINISHED:
        alert.state, alert.finished_at = AlertState.SENDING, None


def count_audience(session: AnySession) -> int:
    """Return how many people an alert would reach if it were announced now."""
    confirmed = select(func.count()).where(Subscriber.state == SubscriberState.CONFIRMED)
    return session.scalar(confirmed.select_from(Subscriber)) or 0


def is_announced(session: AnySession, article: Article) -> bool:
    """Return whether readers have been, or are being, told about *article*."""
    return session.scalar(select(Alert.id).where(Alert.article_id == article.id)) is not None
