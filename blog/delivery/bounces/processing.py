"""Process a report: match it with a delivery, mark that as bounced, suppress the address if due."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import exists, func, select, update

from blog.database import AnySession, insert_missing
from blog.delivery.bounces.bounce_policy import BouncePolicy
from blog.delivery.bounces.matching import DELIVERED_STATES, find_delivery, find_last_delivery
from blog.delivery.bounces.report_parser import BounceReport, read_report
from blog.delivery.bounces.unmatched_reports import keep_unmatched
from blog.delivery.queue.suppression import find_owner, suppress
from blog.delivery.queue.suppression_brake import suppress_unless_braked
from blog.models import Bounce, BounceKind, Delivery, DeliveryState, Subscriber, Suppression

DAY = timedelta(days=1)


class BounceOutcome(StrEnum):
    """Result of processing a report."""

    TAKEN = "taken"
    KNOWN = "known"
    """The same report was processed before; nothing is counted twice."""
    UNRELATED = "unrelated"
    """It does not prove that it is about a message of ours, so it changes nothing: anyone can forge a bounce."""
    IGNORED = "ignored"
    """It reports neither a failure nor a complaint."""


def process_message(
    session: AnySession, data: bytes, policy: BouncePolicy, source: str, now: datetime, recipient: str = ""
) -> BounceOutcome:
    """Process *data*, a message received by *source* (pipe, imap or webhook); the caller commits.

    *recipient* is that of the envelope, if *source* knows it; the message's own
    fields are read in any case.
    """
    report = read_report(data)
    outcome = process_report(session, report, policy, source, now, recipient) if report else BounceOutcome.IGNORED
    if outcome in {BounceOutcome.UNRELATED, BounceOutcome.IGNORED}:
        keep_unmatched(session, report, outcome.value, source, now)
    return outcome


def process_trusted(
    session: AnySession, report: BounceReport, policy: BouncePolicy, source: str, now: datetime
) -> BounceOutcome:
    """Process what a mail service reports that has proven who it is; the caller commits.

    It need not prove whose message it is about: without an id that we know, it is about the last one to that address.
    """
    outcome = process_report(session, report, policy, source, now, is_trusted=True)
    if outcome is BounceOutcome.UNRELATED:
        keep_unmatched(session, report, outcome.value, source, now)
    return outcome


def process_report(
    session: AnySession,
    report: BounceReport,
    policy: BouncePolicy,
    source: str,
    now: datetime,
    recipient: str = "",
    *,
    is_trusted: bool = False,
) -> BounceOutcome:
    """Store *report* once and act on it; the caller commits.

    The delivery and the items of a digest become BOUNCED. A hard bounce or a
    complaint suppresses the address at once, soft bounces after a number in a
    row; an address that is not the reader's present one is not suppressed.
    """
    delivery = find_delivery(session, report, policy, recipient)
    if delivery is None and is_trusted:
        delivery = find_last_delivery(session, report, now)
    if delivery is None:
        return BounceOutcome.UNRELATED
    counts = counts_softly(session, report, delivery, now)
    is_first = not session.scalar(select(exists().where(Bounce.delivery_id == delivery.id)))
    if insert_missing(session, Bounce, [bounce_values(report, delivery, source, now)]) == 0:
        return BounceOutcome.KNOWN
    if report.kind is not BounceKind.COMPLAINT:
        mark_bounced(session, delivery, report.diagnostic, now)
    reader = find_owner(session, delivery)
    if reader is not None:
        suppress_if_due(
            session,
            report,
            delivery,
            reader,
            now,
            soft_bounce_limit=policy.soft_bounce_limit if is_first and counts else None,
        )
    return BounceOutcome.TAKEN


def bounce_values(report: BounceReport, delivery: Delivery, source: str, now: datetime) -> dict[str, object]:
    """Return the columns of the Bounce that stores *report*."""
    return {
        "kind": report.kind,
        "subscriber_id": delivery.subscriber_id,
        "delivery_id": delivery.id,
        "status": report.status,
        "words": report.diagnostic,
        "source": source,
        "digest": report.digest,
        "received_at": now,
    }


def mark_bounced(session: AnySession, delivery: Delivery, diagnostic: str, now: datetime) -> None:
    """Set *delivery*, and the items of a digest, to BOUNCED."""
    for condition in (Delivery.id == delivery.id, Delivery.carried_by_id == delivery.id):
        bounced = {"state": DeliveryState.BOUNCED, "answer": diagnostic, "settled_at": now}
        session.execute(update(Delivery).where(condition, Delivery.state.in_(DELIVERED_STATES)).values(bounced))


def suppress_if_due(
    session: AnySession,
    report: BounceReport,
    delivery: Delivery,
    reader: Subscriber,
    now: datetime,
    *,
    soft_bounce_limit: int | None,
) -> None:
    """Count a soft bounce of *reader*, unless *soft_bounce_limit* is None, and suppress the address if due."""
    reason = {BounceKind.HARD: Suppression.HARD_BOUNCE, BounceKind.COMPLAINT: Suppression.COMPLAINT}.get(report.kind)
    if reason is None and soft_bounce_limit is not None:
        reader.soft_bounces = 1 + (0 if was_accepted_between(session, delivery, reader) else reader.soft_bounces)
        session.flush()
        reason = Suppression.SOFT_BOUNCES if reader.soft_bounces >= soft_bounce_limit else None
    if reason is Suppression.COMPLAINT:
        suppress(session, reader.id, reason, report.diagnostic, now)
    elif reason is not None:
        suppress_unless_braked(session, reader, reason, report.diagnostic, now)


def counts_softly(session: AnySession, report: BounceReport, delivery: Delivery, now: datetime) -> bool:
    """Return whether a soft bounce counts: never one about policy (5.7.x), and one a day for each reader.

    A block list refuses all messages of a day; that says nothing about the address.
    """
    if report.status.startswith("5.7.") or delivery.subscriber_id is None:
        return False
    counted = (Bounce.kind == BounceKind.SOFT, Bounce.status.not_like("5.7.%"), Bounce.received_at > now - DAY)
    return not session.scalar(select(exists().where(Bounce.subscriber_id == delivery.subscriber_id, *counted)))


def was_accepted_between(session: AnySession, delivery: Delivery, reader: Subscriber) -> bool:
    """Return whether a message between the last soft bounce and *delivery* was accepted and has not bounced."""
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
