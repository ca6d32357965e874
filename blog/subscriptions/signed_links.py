"""Opening the signed links of our mail: whom they belong to, and when they no longer do (defences D14)."""

from sqlalchemy import ColumnElement, select

from blog.database import AnySession
from blog.models import FollowRequest, Subscriber, SubscriberState
from blog.web.links import CHANGE, CONFIRM, FOLLOW, PREFERENCES, Links

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
    subscriber_id, request_key = id_and_key(links.read(CONFIRM, token, FOR_EVER))
    if links.read(CONFIRM, token, max_age) is None:
        raise LinkEnded
    subscriber = find(session, subscriber_id, Subscriber.request_key == request_key, is_locked=is_locked)
    if subscriber is None or subscriber.state is SubscriberState.LEFT:
        raise LinkEnded
    return subscriber


def open_follow(
    session: AnySession, links: Links, token: str, *, max_age: int, is_locked: bool = False
) -> FollowRequest:
    """Return the request of a confirmed subscriber to follow something more, to which *token* belongs.

    Raises:
        LinkUnknown: we did not make the link.
        LinkEnded: it is too old, or its owner has left or come back since.
    """
    request_id, key = id_and_key(links.read(FOLLOW, token, FOR_EVER))
    asked = session.scalars(select(FollowRequest).filter_by(id=request_id, key=key)).one_or_none()
    if asked is None or links.read(FOLLOW, token, max_age) is None:
        raise LinkEnded
    # The subscriber's row is what everything that changes follows locks.
    is_owner = Subscriber.id == asked.subscriber_id
    subscriber = find(session, asked.subscriber_id, is_owner, is_locked=is_locked)
    if subscriber is None or not subscriber.is_confirmed:
        raise LinkEnded
    return asked


def open_change(session: AnySession, links: Links, token: str, *, max_age: int, is_locked: bool = False) -> Subscriber:
    """Return the subscriber who wants the address to which the link with *token* went.

    Raises:
        LinkUnknown: we did not make the link.
        LinkEnded: it is too old or was used, or its owner has asked anew or left since.
    """
    subscriber_id, key = id_and_key(links.read(CHANGE, token, FOR_EVER))
    if links.read(CHANGE, token, max_age) is None:
        raise LinkEnded
    subscriber = find(session, subscriber_id, Subscriber.change_key == key, is_locked=is_locked)
    if subscriber is None or not subscriber.is_confirmed or subscriber.new_address is None:
        raise LinkEnded
    return subscriber


def open_preferences(session: AnySession, links: Links, token: str, *, is_locked: bool = False) -> Subscriber:
    """Return the subscriber whose preferences and leave pages *token* opens, in whatever state.

    *is_locked* locks the row until the transaction ends, since it is about to change.

    Raises:
        LinkUnknown: we did not make the link, or its owner's row is gone.
    """
    subscriber_id, key = id_and_key(links.unseal(PREFERENCES, token))
    subscriber = find(session, subscriber_id, Subscriber.key == key, is_locked=is_locked)
    if subscriber is None:
        raise LinkUnknown
    return subscriber


def id_and_key(said: list[object] | None) -> tuple[int, str]:
    """Return the id of a row and its key, as a token said them.

    Raises:
        LinkUnknown: it said nothing or something else.
    """
    match said:
        case [int(row_id), str(key)]:
            return row_id, key
    raise LinkUnknown


def find(session: AnySession, subscriber_id: int, is_key: ColumnElement[bool], *, is_locked: bool) -> Subscriber | None:
    """Return the subscriber with this id whose key is the one of the link."""
    query = select(Subscriber).where(Subscriber.id == subscriber_id, is_key)
    return session.scalars(query.with_for_update() if is_locked else query).one_or_none()


def preferences_token(links: Links, subscriber: Subscriber) -> str:
    """Return the token of *subscriber*'s preferences and leave pages; it never ends."""
    return links.seal(PREFERENCES, [subscriber.id, subscriber.key])
