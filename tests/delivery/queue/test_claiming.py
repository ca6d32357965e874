from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from blog.database import db
from blog.delivery.composing.envelope import PendingMessage
from blog.delivery.composing.mail_kinds.kind_lookup import reason_to_skip
from blog.delivery.outbox import enqueue
from blog.delivery.queue.claiming import claim
from blog.delivery.queue.leases import return_expired
from blog.delivery.queue.presend_check import hand_over_one, reject
from blog.delivery.queue.result_recording import record_acceptances, record_reply, record_uncertain, undo_handover
from blog.delivery.smtp.replies import Reply
from blog.models import (
    Alert,
    AlertLevel,
    AlertState,
    DeliveryKind,
    DeliveryState,
    Frequency,
    PasswordReset,
    SkipReason,
    SubscriberState,
)
from tests.delivery.alert_factories import make_alert, owe_row
from tests.delivery.queue.claimed_deliveries import LATER, LEASE, claimed, owe_confirmation, pending_message
from tests.factories import NOW, make_person, make_subscriber


def test_a_claimed_message_is_nobody_elses(app: Flask) -> None:
    keys = {owe_confirmation().id, owe_confirmation().id}

    (first,) = claimed("one", limit=1)
    assert claimed("two") == [*keys - {first}]
    assert claimed("three") == []


def test_what_is_not_due_is_not_claimed(app: Flask) -> None:
    row = owe_confirmation()
    row.postpone(NOW + timedelta(seconds=1), "451 later")
    db.session.commit()

    assert claimed() == []


def test_handing_over_without_the_lease_is_refused(app: Flask) -> None:
    row = owe_confirmation()
    claimed("one")

    assert not hand_over_one(db.session, row.id, "two", NOW, lease=LEASE)
    assert reject(db.session, [row.id], "two", NOW) == []
    assert (row.handed_over_at, row.leased_by) == (None, "one")


@pytest.mark.parametrize(
    ("state", "reason"), [(SubscriberState.CONFIRMED, SkipReason.CONFIRMED), (SubscriberState.LEFT, SkipReason.LEFT)]
)
def test_a_confirmation_that_is_not_wanted_any_more_is_skipped(
    app: Flask, state: SubscriberState, reason: SkipReason
) -> None:
    row = owe_confirmation()
    claimed()
    row.subscriber.state = state

    assert not hand_over_one(db.session, row.id, "one", NOW, lease=LEASE)
    assert reject(db.session, [row.id], "one", NOW) == [row]
    assert (row.state, row.reason, row.settled_at) == (DeliveryState.SKIPPED, reason, NOW)


def test_a_person_who_was_erased_gets_nothing(app: Flask) -> None:
    row = owe_confirmation()
    claimed()
    db.session.delete(row.subscriber)
    db.session.commit()

    assert not hand_over_one(db.session, row.id, "one", NOW, lease=LEASE)
    reject(db.session, [row.id], "one", NOW)
    assert row.reason == SkipReason.ERASED


def test_a_reset_link_that_has_expired_is_not_sent(app: Flask) -> None:
    reset = PasswordReset(person=make_person(), requested_at=NOW, expires_at=NOW + timedelta(minutes=1))
    db.session.add(reset)
    row = enqueue(db.session, "password_reset", reset, NOW)
    db.session.commit()
    claimed()

    fresh = reason_to_skip(row, NOW)
    reject(db.session, [row.id], "one", NOW + timedelta(minutes=2))

    assert fresh is None
    assert (row.state, row.reason) == (DeliveryState.SKIPPED, SkipReason.EXPIRED)


def test_an_answer_that_comes_after_the_lease_was_lost_changes_nothing(app: Flask) -> None:
    row = owe_confirmation()
    claimed()
    hand_over_one(db.session, row.id, "one", NOW, lease=LEASE)
    return_expired(db.session, LATER)

    record_acceptances(db.session, [(pending_message(row), Reply(250, "queued"))], "one", LATER)
    undo_handover(db.session, row.id, "one")
    late = [
        record_reply(db.session, row.id, "one", Reply(250, "queued"), LATER),
        record_uncertain(db.session, row.id, "one", "lost", LATER),
    ]

    assert late == [None, None]
    assert row.state is DeliveryState.DEFERRED
    assert record_reply(db.session, 999_999, "one", Reply(250, "queued"), LATER) is None


def due(alert: Alert, state: DeliveryState = DeliveryState.WAITING) -> int:
    return owe_row(alert, state, priority=1).id


def test_what_a_person_waits_for_goes_first_then_urgent_alerts_then_the_oldest_then_digests(app: Flask) -> None:
    digest = owe_row(None, DeliveryState.WAITING, kind=DeliveryKind.DIGEST, priority=2).id
    old, new, urgent = make_alert(), make_alert(), make_alert(level=AlertLevel.URGENT)
    alerts = [due(new), due(urgent), due(old), due(old, state=DeliveryState.DEFERRED)]
    confirmation = owe_confirmation().id

    assert claimed(limit=2) == [confirmation, alerts[1]]
    assert claimed() == [alerts[2], alerts[3], alerts[0], digest]


@pytest.mark.parametrize(
    "values",
    [
        {"paused_at": NOW},
        {"starts_at": NOW + timedelta(seconds=1)},
        {"state": AlertState.CANCELLED},
        {"state": AlertState.FINISHED},
    ],
)
def test_an_alert_that_is_stopped_or_not_due_is_not_claimed(app: Flask, values: dict[str, Any]) -> None:
    due(make_alert(**values))

    assert claimed() == []


def test_what_travels_in_a_digest_is_never_claimed(app: Flask) -> None:
    alert = make_alert()
    owe_row(alert, DeliveryState.WAITING, priority=9, frequency=Frequency.DAILY)
    instant = due(alert)

    assert claimed() == [instant]


def test_a_claim_says_all_that_an_alerts_letter_needs(app: Flask) -> None:
    reader = make_subscriber(name="Ada", language="de")
    alert = make_alert()
    row = owe_row(alert, DeliveryState.WAITING, reader, priority=1, followed="topic:7")

    (found,) = claim(db.session, "one", NOW, lease=LEASE, limit=10)

    whose = (reader.id, reader.key, reader.address, "Ada")
    assert found == PendingMessage(
        row.id, DeliveryKind.ALERT, alert.id, *whose, is_repeat=False, attempts=1, followed="topic:7", language="de"
    )
