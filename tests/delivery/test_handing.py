"""What is decided right before a message goes out, by one statement for many and row by row alike."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from blog.database import db
from blog.delivery.claiming import claim
from blog.delivery.handing import find_wanted, hand_over, turn_away
from blog.models import AlertLevel, AlertState, Delivery, DeliveryState, Suppression, UrgentChoice
from tests.delivery.alerts import make_alert, owe_row
from tests.factories import NOW

LEASE = timedelta(minutes=5)
LATER = NOW + timedelta(hours=1)
WAITING, SENDING, SKIPPED = DeliveryState.WAITING, DeliveryState.SENDING, DeliveryState.SKIPPED


def claimed() -> Delivery:
    row = owe_row(make_alert(), WAITING)
    claim(db.session, "one", NOW, lease=LEASE, most=10)
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

    wanted = find_wanted(db.session, [row.id], "one", NOW)
    going = hand_over(db.session, [row.id], "one", NOW, lease=LEASE)
    turn_away(db.session, {row.id} - going, "one", NOW)
    db.session.commit()

    assert wanted == going
    assert (row.state, row.reason, bool(row.handed_over_at)) == (state, reason, bool(going))
    assert (row.leased_by is not None) is bool(going)


def test_only_the_holder_hands_over(app: Flask) -> None:
    row = claimed()

    assert hand_over(db.session, [row.id], "two", NOW, lease=LEASE) == set()
    assert turn_away(db.session, [row.id], "two", NOW) == []
    assert row.state is SENDING


def test_many_are_decided_at_once_and_each_for_itself(app: Flask) -> None:
    alert = make_alert()
    rows = [owe_row(alert, WAITING) for _ in range(5)]
    claim(db.session, "one", NOW, lease=LEASE, most=10)
    for row in rows[::2]:
        row.subscriber.leave(NOW)
    db.session.commit()

    going = hand_over(db.session, [row.id for row in rows], "one", NOW, lease=LEASE)
    skipped = turn_away(db.session, [row.id for row in rows if row.id not in going], "one", NOW)

    assert going == {rows[1].id, rows[3].id}
    assert [row.id for row in skipped] == [row.id for row in rows[::2]]
    assert {row.leased_until for row in rows if row.id in going} == {NOW + LEASE}


def test_nothing_is_asked_about_nothing(app: Flask) -> None:
    assert hand_over(db.session, [], "one", NOW, lease=LEASE) == find_wanted(db.session, [], "one", NOW) == set()
