"""Signed links in mail: verify the token and find the row it names (defences D14)."""

from sqlalchemy import ColumnElement, select

from blog.database import AnySession
from blog.models import AddressChange, FollowRequest, Subscriber, SubscriberState
from blog.web.addresses.links import CHANGE, CONFIRM, ERASURE, ERASURE_LIFETIME, FOLLOW, PREFERENCES, Links

NO_EXPIRY = 100 * 365 * 24 * 3600
"""Seconds."""


class UnknownLink(Exception):
    """The signature is wrong or for another purpose, or the row is gone."""


class ExpiredLink(Exception):
    """The signature is right, but the link is too old, or its owner has left or come back since."""


def open_confirmation(
    session: AnySession, links: Links, token: str, *, max_age: int, for_update: bool = False
) -> Subscriber:
    """Return the subscriber whose present request has this confirmation *token*.

    *max_age* is the life of the link in seconds; *for_update* locks the row
    until the transaction ends.

    Raises:
        UnknownLink: we did not make the link.
        ExpiredLink: it is too old, or belongs to an earlier request.
    """
    subscriber_id, request_key = parse_payload(links.read(CONFIRM, token, NO_EXPIRY))
    if links.read(CONFIRM, token, max_age) is None:
        raise ExpiredLink
    subscriber = find_subscriber(session, subscriber_id, Subscriber.request_key == request_key, for_update=for_update)
    if subscriber is None or subscriber.state is SubscriberState.LEFT:
        raise ExpiredLink
    return subscriber


def open_follow(
    session: AnySession, links: Links, token: str, *, max_age: int, for_update: bool = False
) -> FollowRequest:
    """Return the follow request, of a confirmed subscriber, with this *token*.

    Raises:
        UnknownLink: we did not make the link.
        ExpiredLink: it is too old, or its owner has left or come back since.
    """
    request_id, key = parse_payload(links.read(FOLLOW, token, NO_EXPIRY))
    follow_request = session.scalars(select(FollowRequest).filter_by(id=request_id, key=key)).one_or_none()
    if follow_request is None or links.read(FOLLOW, token, max_age) is None:
        raise ExpiredLink
    # Every change of follows locks the row of the subscriber.
    is_owner = Subscriber.id == follow_request.subscriber_id
    subscriber = find_subscriber(session, follow_request.subscriber_id, is_owner, for_update=for_update)
    if subscriber is None or not subscriber.is_confirmed:
        raise ExpiredLink
    return follow_request


def open_change(session: AnySession, links: Links, token: str, *, max_age: int, for_update: bool = False) -> Subscriber:
    """Return the subscriber whose change of address has this *token*.

    Raises:
        UnknownLink: we did not make the link.
        ExpiredLink: it is too old or was used, or its owner has asked again or left since.
    """
    subscriber_id, key = parse_payload(links.read(CHANGE, token, NO_EXPIRY))
    if links.read(CHANGE, token, max_age) is None:
        raise ExpiredLink
    subscriber = find_subscriber(session, subscriber_id, Subscriber.change_key == key, for_update=for_update)
    if subscriber is None or not subscriber.is_confirmed or subscriber.new_address is None:
        raise ExpiredLink
    return subscriber


def open_erasure(session: AnySession, links: Links, token: str, *, for_update: bool = False) -> Subscriber:
    """Return the subscriber whom the *token* of a mail about erasure may erase, in whatever state.

    Raises:
        UnknownLink: we did not make the link.
        ExpiredLink: it is older than ERASURE_LIFETIME, was used, or the address has changed since.
    """
    subscriber_id, key = parse_payload(links.read(ERASURE, token, NO_EXPIRY))
    if links.read(ERASURE, token, int(ERASURE_LIFETIME.total_seconds())) is None:
        raise ExpiredLink
    subscriber = find_subscriber(session, subscriber_id, Subscriber.key == key, for_update=for_update)
    if subscriber is None:
        raise ExpiredLink
    return subscriber


def open_preferences(session: AnySession, links: Links, token: str, *, for_update: bool = False) -> Subscriber:
    """Return the subscriber of a preferences *token*, in whatever state; the token never expires.

    *for_update* locks the row until the transaction ends.

    Raises:
        UnknownLink: we did not make the link, or its owner's row is gone.
        ExpiredLink: it is from mail to an address that the subscriber had before.
    """
    subscriber, is_former = open_unsubscribe(session, links, token, for_update=for_update)
    if is_former:
        raise ExpiredLink
    return subscriber


def open_unsubscribe(
    session: AnySession, links: Links, token: str, *, for_update: bool = False
) -> tuple[Subscriber, bool]:
    """Return the subscriber who may leave by this preferences *token*, and whether it is of a former address.

    Raises:
        UnknownLink: we did not make the link, or its owner's row is gone.
    """
    subscriber_id, key = parse_payload(links.unseal(PREFERENCES, token))
    subscriber = find_subscriber(session, subscriber_id, Subscriber.key == key, for_update=for_update)
    if subscriber is not None:
        return subscriber, False
    former = select(AddressChange.subscriber_id).where(AddressChange.old_key == key)
    subscriber = find_subscriber(session, subscriber_id, Subscriber.id.in_(former), for_update=for_update)
    if subscriber is None:
        raise UnknownLink
    return subscriber, True


def parse_payload(payload: list[object] | None) -> tuple[int, str]:
    """Return the id of a row and its key, in the *payload* of a token.

    Raises:
        UnknownLink: there is no payload, or it has another shape.
    """
    match payload:
        case [int(row_id), str(key)]:
            return row_id, key
    raise UnknownLink


def find_subscriber(
    session: AnySession, subscriber_id: int, is_key: ColumnElement[bool], *, for_update: bool
) -> Subscriber | None:
    """Return the subscriber with this id that meets the condition on its key."""
    query = select(Subscriber).where(Subscriber.id == subscriber_id, is_key)
    return session.scalars(query.with_for_update() if for_update else query).one_or_none()


def preferences_token(links: Links, subscriber: Subscriber) -> str:
    """Return the token of *subscriber*'s preferences and leave pages; it never ends."""
    return links.seal(PREFERENCES, [subscriber.id, subscriber.key])
