"""Asking to be told: the first half of the double opt-in (defences D14)."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from blog.database import AnySession, insert_missing
from blog.delivery import outbox
from blog.models import Subscriber, SubscriberState
from blog.subscriptions.addresses import Address
from blog.subscriptions.brakes import is_mail_due

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


def request_subscription(session: AnySession, request: Request, secret: str, now: datetime) -> None:
    """Note *request* and owe its address one confirmation mail, in the caller's transaction.

    A confirmed subscriber is left as it is and gets no mail; nor does an
    address that has had its mails for the day. Nothing is returned, so that
    the answer cannot tell the cases apart. Counting the mail first makes
    requests for one address wait for each other.
    """
    is_due = is_mail_due(session, request.address.key, secret, now)
    insert_missing(session, Subscriber, [first_values(request, now)])
    subscriber = session.scalars(Subscriber.by_address(request.address.key).with_for_update()).one()
    if subscriber.is_confirmed or not is_due:
        return
    renew(subscriber, request, now)
    outbox.owe_confirmation(session, subscriber, now)


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
    }


def renew(subscriber: Subscriber, request: Request, now: datetime) -> None:
    """Keep what was sent last.

    Whoever comes back after leaving gets a new request key, which ends the
    confirmation links from before. Who only asks once more keeps it, so that
    the first of two mails works as well as the second.
    """
    if subscriber.state is SubscriberState.LEFT:
        subscriber.state = SubscriberState.PENDING
        subscriber.request_key = secrets.token_hex(KEY_BYTES)
        subscriber.confirmed_at = None
    subscriber.address = request.address.mail
    subscriber.name = request.name or subscriber.name
    subscriber.requested_at = now
    subscriber.consent_wording = request.wording
    subscriber.consent_form = request.form_path
