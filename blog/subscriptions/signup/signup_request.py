"""Sign-up: the first half of the double opt-in (defences D14)."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete

from blog.database import AnySession, insert_missing
from blog.delivery import outbox
from blog.models import Follow, FollowRequest, Frequency, Subscriber, SubscriberState, Suppression
from blog.models.email_address import EmailAddress
from blog.subscriptions.following import find_frequency
from blog.subscriptions.signup_limits import give_mail_quota_back, take_mail_quota
from blog.subscriptions.targets import Target

TOKEN_BYTES = 16
"""128 random bits, which a signed link holds besides the id of the row."""


@dataclass(frozen=True)
class SignupRequest:
    """A sent subscribe form."""

    address: EmailAddress
    name: str | None
    wording: str
    """The text that stood beside the button."""
    form_path: str
    """Path of the page whose form was sent."""
    frequency: Frequency = Frequency.INSTANT
    target: Target | None = None
    """None means the site."""
    language: str = ""
    """BCP 47 tag of the page, which mail will have; "" is the site's."""


def request_subscription(session: AnySession, request: SignupRequest, secret: str, now: datetime) -> None:
    """Store *request* and owe its address one mail with a link, in the caller's transaction.

    Nothing of a confirmed subscriber changes: what is new in the request is
    kept aside until the link confirms it. No mail goes to an address that is
    suppressed or has had its mails for the day. Nothing is returned, so that
    the answer cannot tell the cases apart. Counting the mail first makes
    requests for one address wait for each other.
    """
    is_due = take_mail_quota(session, request.address.key, secret, now)
    insert_missing(session, Subscriber, [first_values(request, now)])
    subscriber = session.scalars(Subscriber.by_address(request.address.key).with_for_update()).one()
    if not is_due:
        return
    if subscriber.suppressed_at is not None:
        give_mail_quota_back(session, request.address.key, secret, now)
    elif subscriber.is_confirmed:
        request_follow(session, subscriber, request, now)
    else:
        update_pending(session, subscriber, request, now)
        outbox.enqueue(session, "confirmation", subscriber, now)


def first_values(request: SignupRequest, now: datetime) -> dict[str, object]:
    """Return the columns of a new subscriber."""
    return {
        "address": request.address.mail,
        "address_key": request.address.key,
        "name": request.name,
        "state": SubscriberState.PENDING,
        "key": secrets.token_hex(TOKEN_BYTES),
        "request_key": secrets.token_hex(TOKEN_BYTES),
        "requested_at": now,
        "consent_wording": request.wording,
        "consent_form": request.form_path,
        "site_frequency": None,
        "language": request.language,
    }


def request_follow(session: AnySession, subscriber: Subscriber, request: SignupRequest, now: datetime) -> None:
    """Owe a confirmed *subscriber* the link that adds a follow.

    What is followed already brings the mail with the link to the preferences,
    and another frequency as one button in it.
    """
    present = find_frequency(session, subscriber, request.target)
    delivery = outbox.enqueue(session, "subscribed" if present else "follow", subscriber, now)
    if present is not request.frequency:
        add_follow_request(session, subscriber, request, now).delivery_id = delivery.id


def request_link(session: AnySession, address: EmailAddress, secret: str, now: datetime) -> None:
    """Owe *address* the link to its preferences, or the confirmation once more; nothing when it is unknown or left.

    The limits and the silence are those of request_subscription. A confirmed
    reader who complained, or whom the desk sends nothing, is owed the link too:
    it leads to what is held and to its erasure. The caller commits.
    """
    is_due = take_mail_quota(session, address.key, secret, now)
    subscriber = session.scalars(Subscriber.by_address(address.key).with_for_update()).one_or_none()
    if not is_due:
        return
    if subscriber is None or not is_owed_link(subscriber):
        give_mail_quota_back(session, address.key, secret, now)
    else:
        outbox.enqueue(session, "subscribed" if subscriber.is_confirmed else "confirmation", subscriber, now)


def is_owed_link(subscriber: Subscriber) -> bool:
    """Return whether *subscriber* may be sent a link that was asked for; what does not exist is sent none."""
    if subscriber.suppressed_at is None:
        return subscriber.state is not SubscriberState.LEFT
    return subscriber.is_confirmed and subscriber.suppression in {Suppression.COMPLAINT, Suppression.OPERATOR}


def add_follow_request(
    session: AnySession, subscriber: Subscriber, request: SignupRequest, now: datetime
) -> FollowRequest:
    """Add the follow request with its consent wording."""
    row = FollowRequest(
        subscriber_id=subscriber.id,
        key=secrets.token_hex(TOKEN_BYTES),
        frequency=request.frequency,
        consent_wording=request.wording,
        consent_form=request.form_path,
        requested_at=now,
        **({request.target.column: request.target.id} if request.target else {}),
    )
    session.add(row)
    return row


def update_pending(session: AnySession, subscriber: Subscriber, request: SignupRequest, now: datetime) -> None:
    """Update an unconfirmed *subscriber* from its latest *request*.

    A subscriber who had left starts over: with a new request key, which ends
    earlier confirmation links, and with nothing but what is asked now. A second
    request keeps the key, so that the link of either mail confirms both.
    """
    if subscriber.state is SubscriberState.LEFT:
        reset_subscriber(session, subscriber)
    subscriber.address = request.address.mail
    subscriber.rename(request.name or subscriber.name)
    subscriber.requested_at, subscriber.language = now, request.language
    subscriber.consent_wording = request.wording
    subscriber.consent_form = request.form_path
    if request.target is None:
        subscriber.site_frequency = request.frequency
    else:
        add_follow_request(session, subscriber, request, now)


def reset_subscriber(session: AnySession, subscriber: Subscriber) -> None:
    """Make a subscriber who had left pending, with a new request key and without follows."""
    subscriber.state = SubscriberState.PENDING
    subscriber.request_key = secrets.token_hex(TOKEN_BYTES)
    subscriber.confirmed_at = subscriber.paused_until = subscriber.site_frequency = None
    for model in (Follow, FollowRequest):
        session.execute(delete(model).where(model.subscriber_id == subscriber.id))
