"""Change of address: requested on the preferences page, confirmed by a link mailed to the new address."""

import secrets
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from blog.database import AnySession
from blog.delivery import outbox
from blog.models import AddressChange, Delivery, FollowRequest, Subscriber, SubscriberState, Suppression
from blog.models.email_address import EmailAddress, parse_address
from blog.subscriptions.signup_limits import DAY, take_mail_quota
from blog.web.access.rate_limits import RateLimit, RateLimitExceeded, check_rate_limit, release_attempt

TOKEN_BYTES = 16
CHANGES_PER_SUBSCRIBER = RateLimit("address-change", 5, DAY)
"""People rarely change more than once; a program that probes for known addresses would."""
ADDRESS_SUPPRESSIONS = (Suppression.HARD_BOUNCE, Suppression.SOFT_BOUNCES)
"""Suppressions that belong to the old address, not to a choice of its owner."""


class SameAddress(Exception):
    """It is the address that the subscriber has already."""


class AddressTaken(Exception):
    """Alerts go to the new address already, for a subscription of its own."""


def request_address_change(
    session: AnySession, subscriber: Subscriber, address: EmailAddress, secret: str, now: datetime
) -> None:
    """Owe *address* the link that makes it the address of *subscriber*; until then mail goes where it went.

    Whether the address has a subscription shows only behind that link: nothing is
    returned, and an address or subscriber over its quota of a day gets no mail.

    Raises:
        SameAddress: it is the present one.
    """
    if address.mail == subscriber.address:
        raise SameAddress
    try:
        check_rate_limit(session, CHANGES_PER_SUBSCRIBER, str(subscriber.id), secret, now)
    except RateLimitExceeded:
        return
    if not take_mail_quota(session, address.key, secret, now):
        release_attempt(session, CHANGES_PER_SUBSCRIBER, str(subscriber.id), secret, now)
    else:
        subscriber.new_address, subscriber.change_key = address.mail, secrets.token_hex(TOKEN_BYTES)
        session.flush()
        outbox.enqueue(session, "address_change", subscriber, now)


def change_address(session: AnySession, subscriber: Subscriber, now: datetime) -> None:
    """Make the new address of *subscriber* its address, for what is still owed too, and tell the old one.

    Links in mail to the old address end, but for unsubscribing.
    An unconfirmed request for that address, or a subscription that
    ended, gives way to this one: who opened the link owns the address.

    Raises:
        AddressTaken: a confirmed subscription has it, or nothing may be sent there.
    """
    address = parse_address(subscriber.new_address or "")
    release_address(session, subscriber, address.key)
    old_address = None if subscriber.suppressed_at else subscriber.address
    record_change(session, subscriber, address, now)
    replace_keys(session, subscriber)
    subscriber.address, subscriber.address_key = address.mail, address.key
    subscriber.new_address = subscriber.change_key = None
    if subscriber.suppression in ADDRESS_SUPPRESSIONS:
        subscriber.suppressed_at = subscriber.suppression = subscriber.suppression_words = None
        subscriber.soft_bounces = 0
    try:
        session.flush()
    except IntegrityError:
        raise AddressTaken from None
    outbox.update_addresses(session, subscriber)
    if old_address:  # One that bounces or complained gets nothing at all.
        outbox.enqueue(session, "address_changed", subscriber, now, address=old_address)


def record_change(session: AnySession, subscriber: Subscriber, address: EmailAddress, now: datetime) -> None:
    """Add the row that keeps the old address and key of *subscriber*, with the times of request and confirmation."""
    requests = select(func.max(Delivery.owed_at)).where(
        Delivery.subscriber_id == subscriber.id,
        Delivery.kind == "address_change",
        Delivery.address == subscriber.new_address,
    )
    change = AddressChange(
        subscriber_id=subscriber.id,
        old_address=subscriber.address,
        new_address=address.mail,
        old_key=subscriber.key,
        requested_at=session.scalar(requests) or now,
        confirmed_at=now,
    )
    session.add(change)


def replace_keys(session: AnySession, subscriber: Subscriber) -> None:
    """Replace each key that links of *subscriber* in earlier mail hold."""
    subscriber.key, subscriber.request_key = (secrets.token_hex(TOKEN_BYTES) for _key in range(2))
    for request in session.scalars(FollowRequest.of(subscriber)):
        request.key = secrets.token_hex(TOKEN_BYTES)


def release_address(session: AnySession, subscriber: Subscriber, address_key: str) -> None:
    """Delete the row of another subscriber who has the address but no alerts.

    Raises:
        AddressTaken: there are alerts, or nothing may be sent to the address.
    """
    other = session.scalars(Subscriber.by_address(address_key).with_for_update()).one_or_none()
    if other is None or other.id == subscriber.id:
        return
    if other.state is SubscriberState.CONFIRMED or other.suppressed_at is not None:
        raise AddressTaken
    session.delete(other)
    session.flush()
