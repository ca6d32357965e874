from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from blog.database import db
from blog.delivery.composing.envelope import Owed
from blog.delivery.composing.mail_kinds.registry import reason_to_skip
from blog.delivery.outbox import enqueue
from blog.delivery.queue.claiming import claim
from blog.delivery.queue.leases import DEAD_AFTER, release, renew, return_expired
from blog.delivery.queue.presend_check import hand_over_one, reject
from blog.delivery.queue.result_recording import record_acceptances, record_reply, record_uncertain, undo_handover
from blog.delivery.smtp.replies import Reply
from blog.models import (
    Alert,
    AlertLevel,
    AlertState,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Frequency,
    Heartbeat,
    PasswordReset,
    SkipReason,
    SubscriberState,
)
from tests.delivery.alert_factories import make_alert, owe_row
from tests.factories import NOW, make_person, make_subscriber, save

LEASE = timedelta(minutes=5)
LATER = NOW + LEASE + timedelta(seconds=1)


def owed(**reader: object) -> Delivery:
    person = make_subscriber(**{"state": SubscriberState.PENDING, "confirmed_at": None, **reader})
    row = enqueue(db.session, "confirmation", person, NOW)
    db.session.commit()
    return row


def owed_of(row: Delivery) -> Owed:
    return Owed(row.id, row.kind, row.alert_id, row.subscriber_id, "key", row.address, None, row.is_repeat, 0)


def claimed(worker: str = "one", most: int = 10) -> list[int]:
    keys = [row.id for row in claim(db.session, worker, NOW, lease=LEASE, limit=most)]
    db.session.commit()
    return keys


def test_a_claimed_message_is_nobody_elses(app: Flask) -> None:
    keys = {owed().id, owed().id}

    (first,) = claimed("one", limit=1)
    assert claimed("two") == [*keys - {first}]
    assert claimed("three") == []


def test_what_is_not_due_is_not_claimed(app: Flask) -> None:
    row = owed()
    row.postpone(NOW + timedelta(seconds=1), "451 later")
    db.session.commit()

    assert claimed() == []


def test_a_message_that_was_never_handed_over_waits_again_after_the_lease(app: Flask) -> None:
    row = owed()
    claimed()

    early = return_expired(db.session, NOW)
    late = return_expired(db.session, LATER)

    assert (early, late) == (0, 1)
    assert (row.state, row.is_repeat, row.leased_by) == (DeliveryState.WAITING, False, None)


def test_a_message_in_flight_is_doubted_after_the_lease(app: Flask) -> None:
    row = owed()
    claimed()
    hand_over_one(db.session, row.id, "one", NOW, lease=LEASE)

    return_expired(db.session, LATER)

    assert (row.state, row.is_repeat) == (DeliveryState.DEFERRED, True)


def test_only_what_was_not_handed_over_is_given_back(app: Flask) -> None:
    flying, held = owed(), owed()
    claimed()
    hand_over_one(db.session, flying.id, "one", NOW, lease=LEASE)

    release(db.session, "one")
    db.session.commit()

    assert (flying.state, held.state) == (DeliveryState.SENDING, DeliveryState.WAITING)


def test_handing_over_without_the_lease_is_refused(app: Flask) -> None:
    row = owed()
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
    row = owed()
    claimed()
    row.subscriber.state = state

    assert not hand_over_one(db.session, row.id, "one", NOW, lease=LEASE)
    assert reject(db.session, [row.id], "one", NOW) == [row]
    assert (row.state, row.reason, row.settled_at) == (DeliveryState.SKIPPED, reason, NOW)


def test_a_person_who_was_erased_gets_nothing(app: Flask) -> None:
    row = owed()
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
    row = owed()
    claimed()
    hand_over_one(db.session, row.id, "one", NOW, lease=LEASE)
    return_expired(db.session, LATER)

    record_acceptances(db.session, [(owed_of(row), Reply(250, "queued"))], "one", LATER)
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
    confirmation = owed().id

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
    reader = make_subscriber(name="Ada")
    alert = make_alert()
    row = owe_row(alert, DeliveryState.WAITING, reader, priority=1)

    (found,) = claim(db.session, "one", NOW, lease=LEASE, limit=10)

    assert found == Owed(row.id, DeliveryKind.ALERT, alert.id, reader.id, reader.key, reader.address, "Ada", False, 1)


@pytest.mark.parametrize(("seen", "returned"), [(DEAD_AFTER + timedelta(seconds=1), 1), (DEAD_AFTER, 0)])
def test_what_a_dead_worker_held_returns_before_its_lease_ends(app: Flask, seen: timedelta, returned: int) -> None:
    owed()
    claimed("one")
    save(Heartbeat(name="one", seen_at=NOW - seen))

    assert return_expired(db.session, NOW) == returned


def test_a_lease_is_renewed_for_its_holder_alone(app: Flask) -> None:
    rows = {row.id: row for row in (owed(), owed())}
    mine = rows.pop(claimed("one", limit=1)[0])
    (other,) = rows.values()
    claimed("two")

    renew(db.session, "one", LATER, lease=LEASE)
    db.session.commit()

    assert (mine.leased_until, other.leased_until) == (LATER + LEASE, NOW + LEASE)


def test_a_message_in_flight_can_be_held_for_a_person_to_decide(app: Flask) -> None:
    row = owed()
    claimed()
    hand_over_one(db.session, row.id, "one", NOW, lease=LEASE)

    return_expired(db.session, LATER, hold_uncertain=True)

    assert (row.state, row.is_repeat) == (DeliveryState.UNCERTAIN, False)
