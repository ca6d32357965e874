from datetime import timedelta

import pytest
from flask import Flask

from blog.database import db
from blog.delivery.queue.leases import DEAD_AFTER, release, renew, return_expired
from blog.delivery.queue.presend_check import hand_over_one
from blog.models import (
    DeliveryState,
    Heartbeat,
)
from tests.delivery.queue.claimed_deliveries import LATER, LEASE, claimed, owe_confirmation
from tests.factories import NOW, save


def test_a_message_that_was_never_handed_over_waits_again_after_the_lease(app: Flask) -> None:
    row = owe_confirmation()
    claimed()

    early = return_expired(db.session, NOW)
    late = return_expired(db.session, LATER)

    assert (early, late) == (0, 1)
    assert (row.state, row.is_repeat, row.leased_by) == (DeliveryState.WAITING, False, None)


def test_a_message_in_flight_is_doubted_after_the_lease(app: Flask) -> None:
    row = owe_confirmation()
    claimed()
    hand_over_one(db.session, row.id, "one", NOW, lease=LEASE)

    return_expired(db.session, LATER)

    assert (row.state, row.is_repeat) == (DeliveryState.DEFERRED, True)


def test_only_what_was_not_handed_over_is_given_back(app: Flask) -> None:
    flying, held = owe_confirmation(), owe_confirmation()
    claimed()
    hand_over_one(db.session, flying.id, "one", NOW, lease=LEASE)

    release(db.session, "one")
    db.session.commit()

    assert (flying.state, held.state) == (DeliveryState.SENDING, DeliveryState.WAITING)


@pytest.mark.parametrize(("seen", "returned"), [(DEAD_AFTER + timedelta(seconds=1), 1), (DEAD_AFTER, 0)])
def test_what_a_dead_worker_held_returns_before_its_lease_ends(app: Flask, seen: timedelta, returned: int) -> None:
    owe_confirmation()
    claimed("one")
    save(Heartbeat(name="one", seen_at=NOW - seen))

    assert return_expired(db.session, NOW) == returned


def test_a_lease_is_renewed_for_its_holder_alone(app: Flask) -> None:
    rows = {row.id: row for row in (owe_confirmation(), owe_confirmation())}
    mine = rows.pop(claimed("one", limit=1)[0])
    (other,) = rows.values()
    claimed("two")

    renew(db.session, "one", LATER, lease=LEASE)
    db.session.commit()

    assert (mine.leased_until, other.leased_until) == (LATER + LEASE, NOW + LEASE)


def test_a_message_in_flight_can_be_held_for_a_person_to_decide(app: Flask) -> None:
    row = owe_confirmation()
    claimed()
    hand_over_one(db.session, row.id, "one", NOW, lease=LEASE)

    return_expired(db.session, LATER, hold_uncertain=True)

    assert (row.state, row.is_repeat) == (DeliveryState.UNCERTAIN, False)
