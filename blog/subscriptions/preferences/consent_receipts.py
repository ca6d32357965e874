"""Consent receipts: wording, time, form and confirmation of each agreement of a subscriber."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from blog.database import AnySession
from blog.models import FollowRequest, Subscriber
from blog.subscriptions.consent import FollowSummary, summarise_follow, wording_version
from blog.subscriptions.following import list_follows
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


@dataclass(frozen=True)
class Receipt:
    """All agreements of a subscriber and the present follows."""

    address: str
    name: str | None
    consents: tuple[Consent, ...]
    left_at: datetime | None
    follows: tuple[FollowSummary, ...]
    """The present follows with their frequencies."""


def make_receipt(session: AnySession, subscriber: Subscriber) -> Receipt:
    """Return the receipt of *subscriber*: the subscription first, then what was asked and confirmed besides."""
    first = Consent(
        subscriber.consent_wording,
        wording_version(subscriber.consent_wording),
        subscriber.consent_form,
        subscriber.requested_at,
        subscriber.confirmed_at,
    )
    return Receipt(
        address=subscriber.address,
        name=subscriber.name,
        consents=(first, *later_consents(session, subscriber)),
        left_at=subscriber.left_at,
        follows=tuple(current_follows(session, subscriber)),
    )


def later_consents(session: AnySession, subscriber: Subscriber) -> list[Consent]:
    """Return what else was confirmed, without the request that the subscription itself tells of."""
    confirmed = session.scalars(FollowRequest.of(subscriber).where(FollowRequest.confirmed_at.is_not(None)))
    return [
        Consent(
            row.consent_wording,
            wording_version(row.consent_wording),
            row.consent_form,
            row.requested_at,
            row.confirmed_at,
        )
        for row in confirmed
        if (row.consent_wording, row.requested_at) != (subscriber.consent_wording, subscriber.requested_at)
    ]


def current_follows(session: AnySession, subscriber: Subscriber) -> list[FollowSummary]:
    """Return the present follows of *subscriber*, the site first."""
    site = [summarise_follow(None, subscriber.site_frequency)] if subscriber.site_frequency else []
    return site + [summarise_follow(target_of(row), row.frequency) for row in list_follows(session, subscriber)]


def receipt_to_json(receipt: Receipt, site: str) -> Mapping[str, Any]:
    """Return *receipt* as JSON holds it, with times in RFC 3339."""
    consents = [{**asdict(consent), **times_of(consent)} for consent in receipt.consents]
    follows = [{"what": one.about, "frequency": one.frequency.value} for one in receipt.follows]
    left_at = receipt.left_at.isoformat() if receipt.left_at else None
    return {"site": site, **asdict(receipt), "consents": consents, "follows": follows, "left_at": left_at}


def times_of(consent: Consent) -> dict[str, str | None]:
    """Return the times of *consent* in RFC 3339."""
    confirmed_at = consent.confirmed_at.isoformat() if consent.confirmed_at else None
    return {"asked_at": consent.asked_at.isoformat(), "confirmed_at": confirmed_at}
