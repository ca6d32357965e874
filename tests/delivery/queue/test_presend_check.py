"""What is decided right before a message goes out, by one statement for many and row by row alike."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from blog.database import db
from blog.delivery.composing.envelope import PendingMessage
from blog.delivery.queue.claiming import claim
from blog.delivery.queue.presend_check import find_eligible, hand_over, hand_over_one, is_outside_quiet_hours, reject
from blog.models import AlertLevel, AlertState, Delivery, DeliveryKind, DeliveryState, Suppression, UrgentChoice
from tests.delivery.alert_factories import make_alert, owe_row
from tests.delivery.conftest import Bench, announced
from tests.factories import NOW, make_subscriber
from tests.relay import Relay

LEASE = timedelta(minutes=5)
LATER = NOW + timedelta(hours=1)
WAITING, SENDING, SKIPPED = DeliveryState.WAITING, DeliveryState.SENDING, DeliveryState.SKIPPED


def claimed() -> Delivery:
    row = owe_row(make_alert(), WAITING)
    claim(db.session, "one", NOW, lease=LEASE, limit=10)
    db.session.commit()
    return row


def leave(row: Delivery) -> None:
    row.subscriber.leave(NOW)


def suppress(row: Delivery) -> None:
    row.subscriber.suppressed_at, row.subscriber.suppression = NOW, Suppression.COMPLAINT


def pause_reader(row: Delivery) -> None:
    row.subscriber.paused_until = LATER


def pause_reader_until_now(row: Delivery) -> None:
    row.subscriber.paused_until = NOW


def alert_urgently(row: Delivery) -> None:
    row.subscriber.paused_until, row.alert.level = LATER, AlertLevel.URGENT


def alert_urgently_but_as_others(row: Delivery) -> None:
    alert_urgently(row)
    row.subscriber.urgent_choice = UrgentChoice.AS_OTHERS


def withdraw(row: Delivery) -> None:
    row.alert.article.withdraw(NOW)


def cancel(row: Delivery) -> None:
    row.alert.state = AlertState.CANCELLED


def pause_alert(row: Delivery) -> None:
    row.alert.paused_at = NOW


def finish_alert(row: Delivery) -> None:
    row.alert.state = AlertState.FINISHED


def nothing(row: Delivery) -> None:
    pass


@pytest.mark.parametrize(
    ("happens", "state", "reason"),
    [
        (nothing, SENDING, None),
        (pause_reader_until_now, SENDING, None),
        (alert_urgently, SENDING, None),
        (leave, SKIPPED, "left"),
        (suppress, SKIPPED, "suppressed"),
        (pause_reader, SKIPPED, "paused"),
        (alert_urgently_but_as_others, SKIPPED, "paused"),
        (withdraw, SKIPPED, "withdrawn"),
        (cancel, SKIPPED, "cancelled"),
        (pause_alert, WAITING, None),
        (finish_alert, WAITING, None),
    ],
)
def test_what_happens_after_the_claim_still_counts(
    app: Flask, happens: Callable[[Delivery], None], state: DeliveryState, reason: str | None
) -> None:
    row = claimed()
    happens(row)
    db.session.commit()

    wanted = find_eligible(db.session, [row.id], "one", NOW)
    going = hand_over(db.session, [row.id], "one", NOW, lease=LEASE)
    reject(db.session, {row.id} - going, "one", NOW)
    db.session.commit()

    assert wanted == going
    assert (row.state, row.reason, bool(row.handed_over_at)) == (state, reason, bool(going))
    assert (row.leased_by is not None) is bool(going)


def test_only_the_holder_hands_over(app: Flask) -> None:
    row = claimed()

    assert hand_over(db.session, [row.id], "two", NOW, lease=LEASE) == set()
    assert reject(db.session, [row.id], "two", NOW) == []
    assert row.state is SENDING


@pytest.mark.parametrize("is_bulk", [True, False])
def test_what_a_slow_worker_holds_twice_goes_once(app: Flask, is_bulk: bool) -> None:
    row = claimed()

    def go() -> bool:
        if is_bulk:
            return bool(hand_over(db.session, [row.id], "one", NOW, lease=LEASE))
        return hand_over_one(db.session, row.id, "one", NOW, lease=LEASE)

    assert (go(), go()) == (True, False)
    assert reject(db.session, [row.id], "one", LATER) == []
    db.session.commit()
    assert (row.state, row.leased_by, row.handed_over_at) == (SENDING, "one", NOW)


def test_what_became_a_repeat_since_goes_only_as_one(app: Flask) -> None:
    row = claimed()
    row.is_repeat = True
    db.session.commit()

    assert hand_over(db.session, [row.id], "one", NOW, lease=LEASE) == set()
    assert not hand_over_one(db.session, row.id, "one", NOW, lease=LEASE)
    assert hand_over_one(db.session, row.id, "one", NOW, lease=LEASE, is_repeat=True)


def test_many_are_decided_at_once_and_each_for_itself(app: Flask) -> None:
    alert = make_alert()
    rows = [owe_row(alert, WAITING) for _ in range(5)]
    claim(db.session, "one", NOW, lease=LEASE, limit=10)
    for row in rows[::2]:
        row.subscriber.leave(NOW)
    db.session.commit()

    going = hand_over(db.session, [row.id for row in rows], "one", NOW, lease=LEASE)
    skipped = reject(db.session, [row.id for row in rows if row.id not in going], "one", NOW)

    assert going == {rows[1].id, rows[3].id}
    assert [row.id for row in skipped] == [row.id for row in rows[::2]]
    assert {row.leased_until for row in rows if row.id in going} == {NOW + LEASE}


def test_nothing_is_asked_about_nothing(app: Flask) -> None:
    assert hand_over(db.session, [], "one", NOW, lease=LEASE) == find_eligible(db.session, [], "one", NOW) == set()


@pytest.mark.parametrize(
    ("kind", "zone", "quiet", "expected"),
    [
        (DeliveryKind.ALERT, None, (None, None), True),
        (DeliveryKind.ALERT, "UTC", (9 * 60, 10 * 60), False),
        (DeliveryKind.ALERT, "UTC", (22 * 60, 9 * 60 + 30), True),
        (DeliveryKind.ALERT, "Asia/Tokyo", (18 * 60, 19 * 60), False),
        (DeliveryKind.ALERT, None, (11 * 60, 12 * 60), False),
        (DeliveryKind.DIGEST, "UTC", (9 * 60, 10 * 60), False),
        ("confirmation", "UTC", (9 * 60, 10 * 60), True),
    ],
)
def test_quiet_hours_are_read_by_the_readers_clock(
    kind: DeliveryKind, zone: str | None, quiet: tuple[int | None, int | None], expected: bool
) -> None:
    pending = PendingMessage(1, kind, 1, 1, "key", "r@y", None, False, 0, zone, *quiet)

    assert is_outside_quiet_hours(pending, NOW, "Europe/Zurich") is expected


def be_urgent(row: Delivery) -> None:
    row.alert.level = AlertLevel.URGENT


def be_urgent_as_others(row: Delivery) -> None:
    row.alert.level, row.subscriber.urgent_choice = AlertLevel.URGENT, UrgentChoice.AS_OTHERS


def be_loud(row: Delivery) -> None:
    row.subscriber.quiet_until = row.subscriber.quiet_from


@pytest.mark.parametrize(
    ("happens", "is_going", "waits_until"),
    [
        (nothing, False, NOW + timedelta(minutes=30)),
        (be_urgent, True, NOW),
        (be_urgent_as_others, False, NOW + timedelta(minutes=30)),
        (be_loud, True, NOW),
        (pause_alert, False, NOW + timedelta(minutes=30)),
    ],
)
def test_what_would_fall_into_quiet_hours_waits_for_their_end(
    app: Flask, happens: Callable[[Delivery], None], is_going: bool, waits_until: object
) -> None:
    row = claimed()
    row.subscriber.quiet_from, row.subscriber.quiet_until, row.subscriber.timezone = 9 * 60, 10 * 60, "UTC"
    happens(row)
    db.session.commit()

    went = hand_over_one(db.session, row.id, "one", NOW, lease=LEASE)
    reject(db.session, [] if went else [row.id], "one", NOW)

    assert (went, row.state, row.due_at) == (is_going, SENDING if is_going else WAITING, waits_until)


@pytest.mark.parametrize("alert", [pause_alert, cancel, finish_alert])
def test_in_quiet_hours_too_an_urgent_alert_can_be_held_back(app: Flask, alert: Callable[[Delivery], None]) -> None:
    row = claimed()
    row.alert.level = AlertLevel.URGENT
    alert(row)
    db.session.commit()

    assert not hand_over_one(db.session, row.id, "one", NOW, lease=LEASE)


def test_an_alert_that_is_late_does_not_fall_into_quiet_hours(bench: Bench, relay: Relay) -> None:
    quiet = make_subscriber(quiet_from=12 * 60, quiet_until=13 * 60, timezone="UTC")
    loud = make_subscriber()
    alert = announced()
    alert.pause(NOW)
    db.session.commit()
    bench.work()
    alert.resume()
    db.session.commit()

    bench.work(after=timedelta(hours=3))
    told_in_time = list(relay.recipients)
    bench.work(after=timedelta(minutes=31))

    assert told_in_time == [loud.address]
    assert relay.recipients == [loud.address, quiet.address]


def test_an_urgent_alert_goes_out_in_quiet_hours(bench: Bench, relay: Relay) -> None:
    reader = make_subscriber(quiet_from=9 * 60, quiet_until=10 * 60, timezone="UTC")
    announced().level = AlertLevel.URGENT
    db.session.commit()

    bench.work()

    assert relay.recipients == [reader.address]
