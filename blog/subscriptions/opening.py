"""Opening the signed links of our mail: whom they belong to, and when they no longer do (defences D14)."""

from sqlalchemy import ColumnElement, select

from blog.database import AnySession
from blog.links import CONFIRM, PREFERENCES, Links
from blog.models import Subscriber, SubscriberState

FOR_EVER = 100 * 365 * 24 * 3600
"""Seconds."""


class LinkUnknown(Exception):
    """The link was altered or cut, it was made for something else, or its owner's row is gone."""


class LinkEnded(Exception):
    """The link was good once: its time is over, or its owner has left or come back since."""


def open_confirmation(
    session: AnySession, links: Links, token: str, *, max_age: int, is_locked: bool = False
) -> Subscriber:
    """Return the subscriber whose present request the confirmation *token* belongs to.

    *max_age* is the life of the link in seconds; *is_locked* locks the row
    until the transaction ends, since it is about to change.

    Raises:
        LinkUnknown: we did not make the link.
        LinkEnded: it is too old, or belongs to an earlier request.
    """
    subscriber_id, request_key = subscriber_part(links.read(CONFIRM, token, FOR_EVER))
    if links.read(CONFIRM, token, max_age) is None:
        raise LinkEnded
    subscriber = find(session, subscriber_id, Subscriber.request_key == request_key, is_locked=is_locked)
    if subscriber is None or subscriber.state is SubscriberState.LEFT:
        raise LinkEnded
    return subscriber


def open_preferences(session: AnySession, links: Links, token: str, *, is_locked: bool = False) -> Subscriber:
    """Return the subscriber whose preferences and leave pages *token* opens, in whatever state.

    *is_locked* locks the row until the transaction ends, since it is about to change.

    Raises:
        LinkUnknown: we did not make the link, or its owner's row is gone.
    """
    subscriber_id, key = subscriber_part(links.unseal(PREFERENCES, token))
    subscriber = find(session, subscriber_id, Subscriber.key == key, is_locked=is_locked)
    if subscriber is None:
        raise LinkUnknown
    return subscriber


def subscriber_part(said: list[object] | None) -> tuple[int, str]:
    """Return the id and the key that a token said.

    Raises:
        LinkUnknown: it said nothing or something else.
    """
    match said:
        case [int(subscriber_id), str(key)]:
            return subscriber_id, key
    raise LinkUnknown


def find(session: AnySession, subscriber_id: int, is_key: ColumnElement[bool], *, is_locked: bool) -> Subscriber | None:
    """Return the subscriber with this id whose key is the one of the link."""
    query = select(Subscriber).where(Subscriber.id == subscriber_id, is_key)
    return session.scalars(query.with_for_update() if is_locked else query).one_or_none()


def preferences_token(links: Links, subscriber: Subscriber) -> str:
    """Return the token of *subscriber*'s preferences and leave pages; it never ends."""
    return links.seal(PREFERENCES, [subscriber.id, subscriber.key])
