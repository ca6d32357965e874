"""What a person decides about an alert, and what it does to its messages."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from blog.database import db
from blog.delivery.alerts.alert_controls import decide_uncertain, retry_failed, skip_next_cancelled
from blog.models import (
    DECIDED,
    AlertState,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Frequency,
    SkipReason,
    SubscriberState,
)
from tests.delivery.alert_factories import make_alert, owe_row
from tests.factories import NOW, make_subscriber, save

LATER = NOW + timedelta(hours=1)


@pytest.mark.parametrize("state", list(AlertState))
def test_each_control_changes_an_open_alert_once(app: Flask, state: AlertState) -> None:
    is_open = state in {AlertState.EXPANDING, AlertState.SENDING}
    alert = make_alert(state)

    done = [alert.pause(NOW), alert.pause(LATER), alert.resume(), alert.resume(), alert.cancel(NOW), alert.cancel(NOW)]

    assert done == [is_open, False, is_open, False, is_open, False]
    assert alert.paused_at is None
    assert alert.cancelled_at == (NOW if is_open else None)


def test_cancelling_a_paused_alert_ends_the_pause(app: Flask) -> None:
    alert = make_alert(paused_at=NOW)

    alert.cancel(LATER)

    assert (alert.state, alert.paused_at) == (AlertState.CANCELLED, None)


def test_what_did_not_go_out_is_skipped_in_chunks(app: Flask) -> None:
    alert = make_alert(AlertState.CANCELLED)
    rows = {state: owe_row(alert, state) for state in DeliveryState if state is not DeliveryState.SENDING}
    told = {state for state in rows if state not in {DeliveryState.WAITING, DeliveryState.DEFERRED}}

    worked = [skip_next_cancelled(db.session, LATER, chunk_size=1) for _ in range(4)]

    assert worked == [True, True, True, False]
    assert alert.finished_at == LATER
    assert {state for state, row in rows.items() if row.reason == SkipReason.CANCELLED} == set(rows) - told
    assert {state for state in told if rows[state].state is not state} == set()


def test_what_is_in_flight_is_settled_before_the_end(app: Flask) -> None:
    alert, other = make_alert(AlertState.CANCELLED), make_alert(AlertState.CANCELLED)
    flying = owe_row(alert, DeliveryState.SENDING)

    first, second = skip_next_cancelled(db.session, NOW), skip_next_cancelled(db.session, NOW)
    flying.end(DeliveryState.ACCEPTED, "250 ok", LATER)
    third = skip_next_cancelled(db.session, LATER)

    assert (first, second, third) == (True, False, True)  # The other alert does not wait for this one.
    assert (other.finished_at, alert.finished_at) == (NOW, LATER)
    assert flying.state is DeliveryState.ACCEPTED


@pytest.mark.parametrize("is_in_flight", [True, False])
def test_an_item_of_a_digest_in_flight_shares_its_end(app: Flask, *, is_in_flight: bool) -> None:
    alert = make_alert(AlertState.CANCELLED)
    state = DeliveryState.SENDING if is_in_flight else DeliveryState.DEFERRED
    digest = Delivery(kind=DeliveryKind.DIGEST, address="a@example.com", state=state, owed_at=NOW, due_at=NOW)
    item = owe_row(alert, DeliveryState.WAITING, frequency=Frequency.DAILY, priority=9, carried_by_id=save(digest).id)

    skip_next_cancelled(db.session, NOW)

    assert (item.state is DeliveryState.WAITING) is is_in_flight
    assert (item.carried_by_id is None) is not is_in_flight


def test_nothing_is_swept_without_a_cancelled_alert(app: Flask) -> None:
    row = owe_row(make_alert(), DeliveryState.WAITING)

    assert not skip_next_cancelled(db.session, NOW)
    assert row.state is DeliveryState.WAITING


@pytest.mark.parametrize("has_bounced", [True, False])
def test_the_failed_are_tried_again_from_the_start(app: Flask, *, has_bounced: bool) -> None:
    alert = make_alert(AlertState.FINISHED, finished_at=NOW)
    rows = {state: owe_row(alert, state, settled_at=NOW) for state in DeliveryState}
    refused, bounced = rows[DeliveryState.REFUSED], rows[DeliveryState.BOUNCED]

    count = retry_failed(db.session, alert, LATER, include_bounced=has_bounced)

    assert count == (2 if has_bounced else 1)
    assert (refused.state, refused.due_at, refused.attempts) == (DeliveryState.WAITING, LATER, 0)
    assert (bounced.state is DeliveryState.WAITING) is has_bounced
    assert (alert.state, alert.finished_at) == (AlertState.SENDING, None)
    assert rows[DeliveryState.ACCEPTED].state is DeliveryState.ACCEPTED
    assert retry_failed(db.session, alert, LATER, include_bounced=has_bounced) == 0


@pytest.mark.parametrize(
    "reader", [{"suppressed_at": NOW}, {"state": SubscriberState.LEFT}, {"state": SubscriberState.PENDING}]
)
def test_nobody_who_left_or_is_suppressed_is_tried_again(app: Flask, reader: dict[str, Any]) -> None:
    alert = make_alert(AlertState.FINISHED, finished_at=NOW)
    row = owe_row(alert, DeliveryState.REFUSED, make_subscriber(**reader))

    assert retry_failed(db.session, alert, LATER) == 0
    assert (row.state, alert.state) == (DeliveryState.REFUSED, AlertState.FINISHED)


def test_a_cancelled_alert_is_not_tried_again(app: Flask) -> None:
    alert = make_alert(AlertState.CANCELLED)
    owe_row(alert, DeliveryState.REFUSED)
    owe_row(alert, DeliveryState.UNCERTAIN)

    assert retry_failed(db.session, alert, LATER) == 0
    assert decide_uncertain(db.session, alert, LATER, resend=True) == 0


def test_an_uncertain_message_that_is_sent_again_says_so(app: Flask) -> None:
    alert = make_alert(AlertState.FINISHED)
    row = owe_row(alert, DeliveryState.UNCERTAIN, settled_at=NOW)

    count = decide_uncertain(db.session, alert, LATER, resend=True)

    assert count == 1
    assert (row.state, row.is_repeat, row.due_at) == (DeliveryState.WAITING, True, LATER)
    assert alert.state is AlertState.SENDING


def test_an_uncertain_message_that_is_left_is_asked_about_no_more(app: Flask) -> None:
    alert = make_alert(AlertState.FINISHED)
    row = owe_row(alert, DeliveryState.UNCERTAIN)

    counts = [decide_uncertain(db.session, alert, NOW, resend=again) for again in (False, False, True)]

    assert counts == [1, 0, 0]
    assert (row.state, row.reason) == (DeliveryState.UNCERTAIN, DECIDED)
