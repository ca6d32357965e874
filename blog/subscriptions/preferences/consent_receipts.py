"""Consent receipts: wording, time, form and confirmation of each agreement of a subscriber."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from blog.database import AnySession
from blog.models import AddressChange, FollowRequest, Subscriber
from blog.subscriptions.following import list_follows
from blog.subscriptions.signup_wording import FollowSummary, summarise_follow, wording_version
from blog.subscriptions.targets import target_of


@dataclass(frozen=True)
class Consent:
    """One agreement."""

    wording: str
    version: str
    form: str
    """Path of the page whose form was sent."""
    asked_at: datetime
    confirmed_at: datetime | None
    address: str
    """At which it was asked and confirmed."""


@dataclass(frozen=True)
class AddressRecord:
    """One confirmed change of address."""

    old_address: str
    new_address: str
    asked_at: datetime
    confirmed_at: datetime
    """When the button behind the link to the new address was pressed."""


@dataclass(frozen=True)
class Receipt:
    """All agreements of a subscriber and the present follows."""

    address: str
    name: str | None
    consents: tuple[Consent, ...]
    address_changes: tuple[AddressRecord, ...]
    left_at: datetime | None
    follows: tuple[FollowSummary, ...]
    """The present follows with their frequencies."""


def make_receipt(session: AnySession, subscriber: Subscriber) -> Receipt:
    """Return the receipt of *subscriber*: the subscription first, then what was asked and confirmed besides."""
    changes = session.scalars(AddressChange.of(subscriber)).all()
    requests: list[Subscriber | FollowRequest] = [subscriber, *later_requests(session, subscriber)]
    return Receipt(
        address=subscriber.address,
        name=subscriber.name,
        consents=tuple(
            record_consent(one, address_at(one.confirmed_at or one.requested_at, subscriber, changes))
            for one in requests
        ),
        address_changes=tuple(
            AddressRecord(one.old_address, one.new_address, one.requested_at, one.confirmed_at) for one in changes
        ),
        left_at=subscriber.left_at,
        follows=tuple(current_follows(session, subscriber)),
    )


def later_requests(session: AnySession, subscriber: Subscriber) -> list[FollowRequest]:
    """Return what else was confirmed, without the request that the subscription itself tells of."""
    confirmed = session.scalars(FollowRequest.of(subscriber).where(FollowRequest.confirmed_at.is_not(None)))
    first = (subscriber.consent_wording, subscriber.requested_at)
    return [row for row in confirmed if (row.consent_wording, row.requested_at) != first]


def record_consent(request: Subscriber | FollowRequest, address: str) -> Consent:
    """Return the agreement that *request* keeps, given at *address*."""
    return Consent(
        request.consent_wording,
        wording_version(request.consent_wording),
        request.consent_form,
        request.requested_at,
        request.confirmed_at,
        address,
    )


def address_at(moment: datetime, subscriber: Subscriber, changes: Sequence[AddressChange]) -> str:
    """Return the address that *subscriber* had at *moment*, by the *changes* since, oldest first."""
    return next((one.old_address for one in changes if one.confirmed_at > moment), subscriber.address)


def current_follows(session: AnySession, subscriber: Subscriber) -> list[FollowSummary]:
    """Return the present follows of *subscriber*, the site first."""
    site = [summarise_follow(None, subscriber.site_frequency)] if subscriber.site_frequency else []
    return site + [summarise_follow(target_of(row), row.frequency) for row in list_follows(session, subscriber)]


def receipt_to_json(receipt: Receipt, site: str) -> Mapping[str, Any]:
    """Return *receipt* as JSON holds it, with times in RFC 3339."""
    consents = [{**asdict(consent), **times_of(consent)} for consent in receipt.consents]
    changes = [{**asdict(change), **times_of(change)} for change in receipt.address_changes]
    follows = [{"what": one.about, "frequency": one.frequency.value} for one in receipt.follows]
    left_at = receipt.left_at.isoformat() if receipt.left_at else None
    lists = {"consents": consents, "address_changes": changes, "follows": follows}
    return {"site": site, **asdict(receipt), **lists, "left_at": left_at}


def times_of(record: Consent | AddressRecord) -> dict[str, str | None]:
    """Return the times of *record* in RFC 3339."""
    confirmed_at = record.confirmed_at.isoformat() if record.confirmed_at else None
    return {"asked_at": record.asked_at.isoformat(), "confirmed_at": confirmed_at}
