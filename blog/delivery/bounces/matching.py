"""Match a report with the delivery that it is proven to be about."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import select

from blog.database import AnySession
from blog.delivery.bounces.bounce_policy import BouncePolicy
from blog.delivery.bounces.report_parser import BounceReport
from blog.delivery.composing.verp import read_bounce_address
from blog.models import Delivery, DeliveryState, Subscriber

MAX_CANDIDATES = 500
WEEK = timedelta(days=7)
MIN_ID_LENGTH = 16
"""Of an id that a mail service gave: shorter ones could be guessed."""
DELIVERED_STATES = (DeliveryState.ACCEPTED, DeliveryState.UNCERTAIN)
"""States of a message that has left, or may have, and so may bounce."""


def find_delivery(session: AnySession, report: BounceReport, policy: BouncePolicy, recipient: str) -> Delivery | None:
    """Return the delivery that *report* is proven to be about, locked, or None.

    Proof is our own envelope sender, or the Message-ID of a message to that
    address: both contain a keyed hash.
    """
    proven = (read_bounce_address(policy.secret, address) for address in (recipient, *report.envelope_senders))
    delivery_id = next((found for found in proven if found is not None), None)
    if delivery_id is None:
        named = (row.id for row in find_candidates(session, report) if is_named(report, row, policy))
        delivery_id = next(named, None)
    return (
        None
        if delivery_id is None
        else session.get(Delivery, delivery_id, populate_existing=True, with_for_update=True)
    )


def is_named(report: BounceReport, delivery: Delivery, policy: BouncePolicy) -> bool:
    """Return whether *report* names the message: by our Message-ID, or by the id that the service gave it.

    Some services, such as Amazon SES, write an id of their own over ours, and say it in their reply to the message.
    """
    if policy.message_id(delivery) in report.message_ids:
        return True
    ids = (message_id.strip("<>").partition("@")[0] for message_id in report.message_ids)
    return any(len(id) >= MIN_ID_LENGTH and id in (delivery.answer or "") for id in ids)


def find_last_delivery(session: AnySession, report: BounceReport, now: datetime) -> Delivery | None:
    """Return the last message to the address of *report* that left within a week, locked, or None."""
    named = BounceReport(report.kind, report.status, "", report.recipients, (), ("<any>",), report.digest)
    left = (row for row in find_candidates(session, named) if row.state in DELIVERED_STATES)
    recent = [row for row in left if row.settled_at is not None and row.settled_at > now - WEEK]
    last = max(recent, key=lambda row: row.id, default=None)
    return last and session.get(Delivery, last.id, populate_existing=True, with_for_update=True)


def find_candidates(session: AnySession, report: BounceReport) -> Iterator[Delivery]:
    """Return the latest deliveries to the addresses of *report*; a Message-ID, a hash, cannot be decoded."""
    if not report.message_ids or not report.recipients:
        return
    address_keys = [address.casefold() for address in report.recipients]
    readers = list(session.scalars(select(Subscriber.id).where(Subscriber.address_key.in_(address_keys))))
    for where in (Delivery.address.in_(report.recipients), Delivery.subscriber_id.in_(readers)):
        yield from session.scalars(select(Delivery).where(where).order_by(Delivery.id.desc()).limit(MAX_CANDIDATES))
