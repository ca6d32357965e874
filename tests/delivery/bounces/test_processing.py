"""What reports do to the ledger and to addresses."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask, current_app
from sqlalchemy import select

from blog.database import db
from blog.delivery.bounces.bounce_policy import BouncePolicy, read_policy
from blog.delivery.bounces.processing import BounceOutcome, process_message
from blog.delivery.composing.verp import bounce_address
from blog.delivery.queue.suppression import lift
from blog.models import (
    Bounce,
    BounceKind,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Subscriber,
    SubscriberState,
    Suppression,
    UnmatchedReport,
)
from tests.delivery.bounces.samples import FOREIGN_ID, make_accepted, returned, verp
from tests.factories import NOW, make_subscriber

TAKEN, KNOWN, UNRELATED = BounceOutcome.TAKEN, BounceOutcome.KNOWN, BounceOutcome.UNRELATED
ACCEPTED, BOUNCED = DeliveryState.ACCEPTED, DeliveryState.BOUNCED


def site() -> BouncePolicy:
    return read_policy(current_app._get_current_object())  # type: ignore[attr-defined]


def make_delivery(reader: Subscriber | None = None, **more: Any) -> Delivery:
    return make_accepted(reader or make_subscriber("anna@example.com"), **more)


def take(data: bytes, recipient: str = "", days: int = 0) -> BounceOutcome:
    outcome = process_message(db.session, data, site(), "pipe", NOW + timedelta(days=days), recipient)
    db.session.commit()
    return outcome


def test_a_hard_bounce_ends_mail_to_the_address_at_once(app: Flask) -> None:
    delivery = make_delivery()

    assert take(returned("postfix_user_unknown", delivery)) is TAKEN

    reader, words = delivery.subscriber, "550 5.1.1 <anna@example.com>: Recipient address rejected: User unknown"
    assert reader is not None
    assert (reader.suppression, reader.suppressed_at) == (Suppression.HARD_BOUNCE, NOW)
    assert (reader.suppression_words or "").startswith(words)
    assert (delivery.state, delivery.settled_at) == (BOUNCED, NOW)
    assert (delivery.answer or "").startswith(words)


def test_a_report_is_kept_with_all_that_it_says(app: Flask) -> None:
    delivery = make_delivery()

    take(returned("postfix_user_unknown", delivery))

    kept = db.session.scalars(select(Bounce)).one()
    assert (kept.kind, kept.status, kept.source, kept.received_at) == (BounceKind.HARD, "5.1.1", "pipe", NOW)
    assert (kept.delivery_id, kept.subscriber_id) == (delivery.id, delivery.subscriber_id)
    assert kept.words.startswith("550 5.1.1")


def test_the_same_report_is_taken_once(app: Flask) -> None:
    delivery = make_delivery()
    report = returned("mailbox_full", delivery)

    assert [take(report), take(report)] == [TAKEN, KNOWN]

    assert delivery.subscriber is not None
    assert delivery.subscriber.soft_bounces == 1
    assert len(db.session.scalars(select(Bounce)).all()) == 1


def test_a_complaint_ends_mail_and_leaves_the_message_accepted(app: Flask) -> None:
    delivery = make_delivery()

    assert take(returned("arf_abuse", delivery)) is TAKEN

    assert delivery.subscriber is not None
    assert (delivery.subscriber.suppression, delivery.state) == (Suppression.COMPLAINT, ACCEPTED)


def test_a_refusal_of_our_content_spares_the_address(app: Flask) -> None:
    delivery = make_delivery()

    take(returned("policy_refusal", delivery))

    assert delivery.subscriber is not None
    assert (delivery.subscriber.suppression, delivery.subscriber.soft_bounces) == (None, 0)
    assert delivery.state is BOUNCED


def test_soft_bounces_of_one_day_count_once(app: Flask) -> None:
    reader = make_subscriber("anna@example.com")

    for hour in range(7):
        report = returned("mailbox_full", make_delivery(reader))
        process_message(db.session, report, site(), "pipe", NOW + timedelta(hours=hour))

    assert (reader.soft_bounces, reader.suppression) == (1, None)


def test_what_could_not_be_assigned_is_kept_without_an_address(app: Flask) -> None:
    take(returned("qmail", None))
    take(returned("none_vacation", None))

    unrelated, ignored = db.session.scalars(select(UnmatchedReport).order_by(UnmatchedReport.id))
    assert (unrelated.outcome, unrelated.domains, unrelated.source) == ("unrelated", "example.net", "pipe")
    assert "@" not in unrelated.words
    assert (ignored.outcome, ignored.words) == ("ignored", "")


@pytest.mark.parametrize(
    ("pattern", "count", "is_suppressed"),
    [("sssss", 5, True), ("ssss", 4, False), ("ssssas", 1, False), ("asasas", 1, False), ("assasssss", 5, True)],
)
def test_soft_bounces_count_in_a_row(app: Flask, pattern: str, count: int, is_suppressed: bool) -> None:
    reader = make_subscriber("anna@example.com")

    for day, letter in enumerate(pattern):
        delivery = make_delivery(reader)
        if letter == "s":
            take(returned("mailbox_full", delivery), days=day)

    assert reader.soft_bounces == count
    assert (reader.suppression is Suppression.SOFT_BOUNCES) is is_suppressed


def test_two_reports_about_one_message_count_once(app: Flask) -> None:
    delivery = make_delivery()

    outcomes = [take(returned(name, delivery)) for name in ("mailbox_full", "expired_after_days")]

    assert outcomes == [TAKEN, TAKEN]
    assert delivery.subscriber is not None
    assert delivery.subscriber.soft_bounces == 1


def test_a_lifted_address_begins_anew(app: Flask) -> None:
    reader = make_subscriber("anna@example.com")
    for day in range(5):
        take(returned("mailbox_full", make_delivery(reader)), days=day)

    lift(db.session, reader)
    take(returned("mailbox_full", make_delivery(reader)), days=5)

    assert (reader.suppression, reader.soft_bounces) == (None, 1)


def test_what_a_digest_carried_bounces_with_it(app: Flask) -> None:
    reader = make_subscriber("anna@example.com")
    digest = make_delivery(reader, kind=DeliveryKind.DIGEST)
    carried = [make_delivery(reader, kind=DeliveryKind.ALERT, carried_by_id=digest.id) for _ in range(2)]
    skipped = make_delivery(reader, kind=DeliveryKind.ALERT, carried_by_id=digest.id, state=DeliveryState.SKIPPED)

    take(returned("qmail", digest))

    assert [row.state for row in carried] == [BOUNCED, BOUNCED]
    assert skipped.state is DeliveryState.SKIPPED


@pytest.mark.parametrize("state", [DeliveryState.WAITING, DeliveryState.SENDING, DeliveryState.SKIPPED])
def test_what_never_went_out_does_not_bounce(app: Flask, state: DeliveryState) -> None:
    delivery = make_delivery(state=state)

    take(returned("qmail", delivery))

    assert delivery.state is state


def test_an_address_that_is_not_the_readers_is_no_reason(app: Flask) -> None:
    reader = make_subscriber("anna.new@example.com")
    change = make_delivery(reader, kind="address_change", address="typo@example.com")

    assert take(returned("qmail", change)) is TAKEN

    assert (reader.suppression, change.state) == (None, BOUNCED)


def test_mail_to_nobody_in_particular_bounces_too(app: Flask) -> None:
    delivery = make_delivery(subscriber=None, kind="password_reset")

    assert take(returned("qmail", delivery)) is TAKEN

    assert delivery.state is BOUNCED


def test_the_envelope_alone_proves_the_message(app: Flask) -> None:
    delivery = make_delivery()
    anonymous = returned("qmail", None)

    assert take(anonymous) is UNRELATED
    assert take(anonymous, verp(delivery)) is TAKEN


def test_the_message_id_proves_a_message_to_that_address(app: Flask) -> None:
    other, delivery = (
        make_delivery(make_subscriber("otto@example.com")),
        make_delivery(make_subscriber("Hans@example.net")),
    )
    make_delivery(make_subscriber("hans@example.net.example"))

    outcome = take(returned("qmail", None).replace(FOREIGN_ID, site().message_id(delivery).encode()))

    assert outcome is TAKEN
    assert (delivery.state, other.state) == (BOUNCED, ACCEPTED)


def forged(delivery: Delivery) -> dict[str, bytes]:
    """Bounces that somebody wrote who knows the address, and no secret."""
    wrong = bounce_address("another secret, of somebody else, 0123456789", "news@news.example.org", delivery.id)
    blank = returned("postfix_user_unknown", None)
    return {
        "no proof": blank,
        "foreign key": blank.replace(b"news@news.example.org", wrong.encode()),
        "another message's id": blank.replace(FOREIGN_ID, b"<0123456789abcdef0123456789abcdef@news.example.org>"),
        "no address": returned("arf_redacted", None),
    }


@pytest.mark.parametrize("name", ["no proof", "foreign key", "another message's id", "no address"])
def test_a_forged_report_changes_nothing(app: Flask, name: str) -> None:
    delivery = make_delivery()

    assert take(forged(delivery)[name]) is UNRELATED

    assert delivery.subscriber is not None
    assert (delivery.subscriber.suppression, delivery.state) == (None, ACCEPTED)
    assert db.session.scalars(select(Bounce)).all() == []


def test_the_right_id_in_a_report_about_somebody_else_changes_nothing(app: Flask) -> None:
    delivery = make_delivery(make_subscriber("otto@example.com"))

    assert take(returned("qmail", None).replace(FOREIGN_ID, site().message_id(delivery).encode())) is UNRELATED


def test_a_report_about_an_erased_message_is_unrelated(app: Flask) -> None:
    delivery = make_delivery()
    report = returned("qmail", delivery)
    db.session.delete(delivery)
    db.session.commit()

    assert take(report) is UNRELATED


def test_a_reply_is_ignored(app: Flask) -> None:
    assert take(returned("none_vacation", make_delivery())) is BounceOutcome.IGNORED


def test_a_bounced_confirmation_suppresses_who_never_confirmed(app: Flask) -> None:
    reader = make_subscriber("anna@example.com", state=SubscriberState.PENDING, confirmed_at=None)

    take(returned("qmail", make_delivery(reader)))

    assert (reader.suppression, reader.state) == (Suppression.HARD_BOUNCE, SubscriberState.PENDING)
