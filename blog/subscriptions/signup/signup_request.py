"""Asking to be told: the first half of the double opt-in (defences D14)."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete

from blog.database import AnySession, insert_missing
from blog.delivery import outbox
from blog.models import Follow, FollowRequest, Frequency, Subscriber, SubscriberState
from blog.subscriptions.email_address import Address
from blog.subscriptions.following import is_following
from blog.subscriptions.signup_limits import is_mail_due
from blog.subscriptions.targets import Target

KEY_BYTES = 16
"""128 random bits: what a signed link names besides the row."""


@dataclass(frozen=True)
class Request:
    """What a reader sent with the form."""

    address: Address
    name: str | None
    wording: str
    """The text that stood beside the button."""
    form_path: str
    """Path of the page whose form was sent."""
    frequency: Frequency = Frequency.INSTANT
    target: Target | None = None
    """What the reader wants to be told about; None means the site."""


def request_subscription(session: AnySession, request: Request, secret: str, now: datetime) -> None:
    """Note *request* and owe its address one mail with a link, in the caller's transaction.

    Nothing of a confirmed subscriber changes: what is new in the request is
    kept aside until the link confirms it, and nothing new means no mail. Nor
    does a mail go to an address that is suppressed or has had its mails for
    the day. Nothing is returned, so that the answer cannot tell the cases
    apart. Counting the mail first makes requests for one address wait for
    each other.
    """
    is_due = is_mail_due(session, request.address.key, secret, now)
    insert_missing(session, Subscriber, [first_values(request, now)])
    subscriber = session.scalars(Subscriber.by_address(request.address.key).with_for_update()).one()
    if not is_due or subscriber.suppressed_at is not None:
        return
    if subscriber.is_confirmed:
        keep_aside(session, subscriber, request, now)
    else:
        renew(session, subscriber, request, now)
        outbox.enqueue(session, "confirmation", subscriber, now)


def first_values(request: Request, now: datetime) -> dict[str, object]:
    """Return the row of an address that asks for the first time."""
    return {
        "address": request.address.mail,
        "address_key": request.address.key,
        "name": request.name,
        "state": SubscriberState.PENDING,
        "key": secrets.token_hex(KEY_BYTES),
        "request_key": secrets.token_hex(KEY_BYTES),
        "requested_at": now,
        "consent_wording": request.wording,
        "consent_form": request.form_path,
        "site_frequency": None,
    }


def keep_aside(session: AnySession, subscriber: Subscriber, request: Request, now: datetime) -> None:
    """Owe a confirmed *subscriber* the link that adds what is asked, unless it is followed already."""
    if is_following(session, subscriber, request.target):
        return
    delivery = outbox.enqueue(session, "follow", subscriber, now)
    note(session, subscriber, request, now).delivery_id = delivery.id


def note(session: AnySession, subscriber: Subscriber, request: Request, now: datetime) -> FollowRequest:
    """Write down what *request* asks to follow, with the words that stood beside the button."""
    row = FollowRequest(
        subscriber_id=subscriber.id,
        key=secrets.token_hex(KEY_BYTES),
        frequency=request.frequency,
        consent_wording=request.wording,
        consent_form=request.form_path,
        requested_at=now,
        **({request.target.column: request.target.id} if request.target else {}),
    )
    session.add(row)
    return row


def renew(session: AnySession, subscriber: Subscriber, request: Request, now: datetime) -> None:
    """Keep what was sent last.

    Whoever comes back after leaving begins anew: with a new request key, which
    ends the confirmation links from before, and with nothing but what is asked
    now. Who only asks once more keeps the key, so that the first of two mails
    works as well as the second, and either confirms all that was asked.
    """
    if subscriber.state is SubscriberState.LEFT:
        begin_anew(session, subscriber)
    subscriber.address = request.address.mail
    subscriber.name = request.name or subscriber.name
    subscriber.requested_at = now
    subscriber.consent_wording = request.wording
    subscriber.consent_form = request.form_path
    if request.target is None:
        subscriber.site_frequency = request.frequency
    else:
        note(session, subscriber, request, now)


def begin_anew(session: AnySession, subscriber: Subscriber) -> None:
    """Forget what somebody who had left was told about."""
    subscriber.state = SubscriberState.PENDING
    subscriber.request_key = secrets.token_hex(KEY_BYTES)
    subscriber.confirmed_at = subscriber.paused_until = subscriber.site_frequency = None
    for model in (Follow, FollowRequest):
        session.execute(delete(model).where(model.subscriber_id == subscriber.id))
