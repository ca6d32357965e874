"""What a report does: to the ledger, and to the address that it is about."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from sqlalchemy import exists, func, select, update

from blog.database import AnySession, insert_missing
from blog.delivery.bounces.bounce_policy import Site
from blog.delivery.bounces.report_parser import Report, read_report
from blog.delivery.composing.verp import read_bounce_address
from blog.delivery.queue.suppression import find_owner, suppress
from blog.models import Bounce, BounceKind, Delivery, DeliveryState, Subscriber, Suppression

MOST_CANDIDATES = 500
ARRIVED = (DeliveryState.ACCEPTED, DeliveryState.UNCERTAIN)
"""States of a message that may have gone out, and so may come back."""


class Outcome(StrEnum):
    """What became of a report."""

    TAKEN = "taken"
    KNOWN = "known"
    """The same report was taken before; nothing was counted twice."""
    UNRELATED = "unrelated"
    """It proves no relation to a message of ours, so it changed nothing: anybody can write a bounce."""
    IGNORED = "ignored"
    """It reports no failure and no complaint."""


def take_message(
    session: AnySession, data: bytes, site: Site, source: str, now: datetime, recipient: str = ""
) -> Outcome:
    """Take *data*, a message that came in by *source*; the caller commits.

    *recipient* is the envelope's, when the way in knows it; the message's own
    fields are asked in any case.
    """
    report = read_report(data)
    return take_report(session, report, site, source, now, recipient) if report else Outcome.IGNORED


def take_report(
    session: AnySession, report: Report, site: Site, source: str, now: datetime, recipient: str = ""
) -> Outcome:
    """Note *report* once and act on it; the caller commits.

    The message is bounced from now on, with what it carried. A hard bounce or
    a complaint suppresses the address at once; soft ones do after some in a
    row. The address is spared when it is not the reader's any more, or not yet.
    """
    delivery = find_delivery(session, report, site, recipient)
    if delivery is None:
        return Outcome.UNRELATED
    is_first = not session.scalar(select(exists().where(Bounce.delivery_id == delivery.id)))
    if insert_missing(session, Bounce, [values_of(report, delivery, source, now)]) == 0:
        return Outcome.KNOWN
    if report.kind is not BounceKind.COMPLAINT:
        mark_bounced(session, delivery, report.words, now)
    reader = find_owner(session, delivery)
    if reader is not None:
        act(session, report, delivery, reader, now, soft_allowed=site.soft_allowed if is_first else None)
    return Outcome.TAKEN


def find_delivery(session: AnySession, report: Report, site: Site, recipient: str) -> Delivery | None:
    """Return the message that *report* proves to be about, locked, or None.

    Proof is our own envelope sender, or the Message-ID that we gave to a
    message to that very address: both hold a keyed hash.
    """
    proven = (read_bounce_address(site.secret, address) for address in (recipient, *report.sent_to))
    key = next((found for found in proven if found is not None), None)
    if key is None:
        named = (row.id for row in find_candidates(session, report) if site.message_id(row) in report.message_ids)
        key = next(named, None)
    return None if key is None else session.get(Delivery, key, populate_existing=True, with_for_update=True)


def find_candidates(session: AnySession, report: Report) -> Iterator[Delivery]:
    """Return the latest messages to the addresses of *report*; a Message-ID cannot be read backwards."""
    if not report.message_ids or not report.recipients:
        return
    keys = [address.casefold() for address in report.recipients]
    readers = list(session.scalars(select(Subscriber.id).where(Subscriber.address_key.in_(keys))))
    for where in (Delivery.address.in_(report.recipients), Delivery.subscriber_id.in_(readers)):
        yield from session.scalars(select(Delivery).where(where).order_by(Delivery.id.desc()).limit(MOST_CANDIDATES))


def values_of(report: Report, delivery: Delivery, source: str, now: datetime) -> dict[str, object]:
    """Return the row that keeps *report*."""
    return {
        "kind": report.kind,
        "subscriber_id": delivery.subscriber_id,
        "delivery_id": delivery.id,
        "status": report.status,
        "words": report.words,
        "source": source,
        "digest": report.digest,
        "received_at": now,
    }


def mark_bounced(session: AnySession, delivery: Delivery, words: str, now: datetime) -> None:
    """Write that *delivery*, and the alerts that it carried, did not arrive after all."""
    for these in (Delivery.id == delivery.id, Delivery.carried_by_id == delivery.id):
        bounced = {"state": DeliveryState.BOUNCED, "answer": words, "settled_at": now}
        session.execute(update(Delivery).where(these, Delivery.state.in_(ARRIVED)).values(bounced))


def act(
    session: AnySession,
    report: Report,
    delivery: Delivery,
    reader: Subscriber,
    now: datetime,
    *,
    soft_allowed: int | None,
) -> None:
    """Suppress the address of *reader* when *report* is reason enough; *soft_allowed* None counts no soft bounce."""
    reason = {BounceKind.HARD: Suppression.HARD_BOUNCE, BounceKind.COMPLAINT: Suppression.COMPLAINT}.get(report.kind)
    if reason is None and soft_allowed is not None:
        reader.soft_bounces = 1 + (0 if has_arrived_between(session, delivery, reader) else reader.soft_bounces)
        session.flush()
        reason = Suppression.SOFT_BOUNCES if reader.soft_bounces >= soft_allowed else None
    if reason is not None:
        suppress(session, reader.id, reason, report.words, now)


def has_arrived_between(session: AnySession, delivery: Delivery, reader: Subscriber) -> bool:
    """Return whether a message between the last soft bounce and *delivery* did not come back."""
    earlier = select(func.max(Bounce.delivery_id)).where(
        Bounce.subscriber_id == reader.id, Bounce.kind == BounceKind.SOFT, Bounce.delivery_id < delivery.id
    )
    return bool(
        session.scalar(
            select(
                exists().where(
                    Delivery.subscriber_id == reader.id,
                    Delivery.state == DeliveryState.ACCEPTED,
                    Delivery.id < delivery.id,
                    Delivery.id > func.coalesce(earlier.scalar_subquery(), delivery.id),
                )
            )
        )
    )
