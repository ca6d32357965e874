"""The door of this room: what the other rooms call to owe somebody a message.

Each function writes rows in the caller's transaction and commits nothing, so
that the deed and the message it owes stand or fall together.
"""

from datetime import datetime

from sqlalchemy import func, select

from blog.database import AnySession, insert_missing
from blog.models import (
    Alert,
    AlertKind,
    Article,
    Delivery,
    DeliveryKind,
    PasswordReset,
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


def owe(session: AnySession, delivery: Delivery) -> Delivery:
    """Write *delivery* into the ledger."""
    session.add(delivery)
    session.flush()
    return delivery


def announce(session: AnySession, article: Article, now: datetime) -> Alert:
    """Owe all confirmed subscribers an alert about *article*; costs the same for ten or a million.

    An article that was announced before keeps its one alert, which is returned.
    """
    key = {"article_id": article.id, "kind": AlertKind.PUBLICATION}
    insert_missing(session, Alert, [{**key, "announced_at": now}])
    return session.scalars(select(Alert).filter_by(**key)).one()


def count_audience(session: AnySession) -> int:
    """Return how many people an alert would reach if it were announced now."""
    confirmed = select(func.count()).where(Subscriber.state == SubscriberState.CONFIRMED)
    return session.scalar(confirmed.select_from(Subscriber)) or 0


def is_announced(session: AnySession, article: Article) -> bool:
    """Return whether readers have been, or are being, told about *article*."""
    return session.scalar(select(Alert.id).where(Alert.article_id == article.id)) is not None
