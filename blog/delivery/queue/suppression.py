"""Suppression list: addresses that bounced or complained get no mail until the operator lifts it."""

from datetime import datetime

from blog.database import AnySession
from blog.models import Delivery, Subscriber, Suppression
from blog.text.cleaning import clean_line

MAX_REPLY_CHARACTERS = 1000
"""Characters of a relay's reply that are stored."""
SEVERITY = (Suppression.SOFT_BOUNCES, Suppression.HARD_BOUNCE, Suppression.OPERATOR, Suppression.COMPLAINT)
"""The most severe comes last."""


def suppress(session: AnySession, subscriber_id: int, reason: Suppression, reply_text: str, now: datetime) -> None:
    """Send nothing more to the subscriber, for *reason*, and store *reply_text* as its cause; the caller commits.

    Of two reasons the more severe stays, with its text; the time is that of the
    first. A subscriber who was deleted needs nothing.
    """
    found = session.get(Subscriber, subscriber_id, populate_existing=True, with_for_update=True)
    if found is None or (found.suppression and SEVERITY.index(found.suppression) >= SEVERITY.index(reason)):
        return
    found.suppressed_at = found.suppressed_at or now
    found.suppression = reason
    found.suppression_words = clean_line(reply_text)[:MAX_REPLY_CHARACTERS]


def find_owner(session: AnySession, delivery: Delivery) -> Subscriber | None:
    """Return the reader whose address *delivery* went to, and whose address it still is, locked.

    None when mail goes elsewhere by now, or not yet there: a new address that
    does not exist is no reason to send nothing to the old one.
    """
    if delivery.subscriber_id is None:
        return None
    reader = session.get(Subscriber, delivery.subscriber_id, populate_existing=True, with_for_update=True)
    is_same = reader is not None and reader.address.casefold() == delivery.address.casefold()
    return reader if is_same else None


def lift(session: AnySession, subscriber: Subscriber) -> None:
    """Let mail go to *subscriber* again, as if nothing had come back; the caller commits."""
    subscriber.suppressed_at = subscriber.suppression = subscriber.suppression_words = None
    subscriber.soft_bounces = 0
    session.flush()
