"""Phase, rest and counts of an alert, without its page."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from blog.database import db
from blog.delivery.alerts.alert_progress import (
    AlertPhase,
    AlertProgress,
    DigestShare,
    count_progress,
    find_alert,
    list_failures,
    phase_of,
)
from blog.models import Alert, AlertState, DeliveryState, Frequency
from tests.delivery.alert_factories import make_alert, make_mixed_alert, owe_row
from tests.factories import NOW, make_person

LATER = NOW + timedelta(minutes=1)
CANCELLED, EXPANDING, FINISHED, SENDING = (
    AlertState.CANCELLED,
    AlertState.EXPANDING,
    AlertState.FINISHED,
    AlertState.SENDING,
)


def make_progress(open_count: int = 0, in_digests: int = 0, **more: Any) -> AlertProgress:
    counts = {**dict.fromkeys(DeliveryState, 0), DeliveryState.WAITING: open_count}
    digests = [DigestShare(Frequency.DAILY, in_digests, NOW)] if in_digests else []
    return AlertProgress(audience=open_count, counts=counts, skipped={}, repeats=0, digests=digests, **more)


@pytest.mark.parametrize(
    ("values", "counts", "phase"),
    [
        ({"state": CANCELLED}, (1, 0), AlertPhase.STOPPING),
        ({"state": CANCELLED, "paused_at": NOW}, (0, 0), AlertPhase.STOPPED),
        ({"state": FINISHED}, (0, 0), AlertPhase.FINISHED),
        ({"state": EXPANDING, "paused_at": NOW, "starts_at": LATER}, (0, 0), AlertPhase.PAUSED),
        ({"state": EXPANDING, "starts_at": LATER}, (0, 0), AlertPhase.COUNTDOWN),
        ({"state": EXPANDING}, (5, 0), AlertPhase.LISTING),
        ({"state": SENDING}, (5, 4), AlertPhase.SENDING),
        ({"state": SENDING}, (4, 4), AlertPhase.DIGESTS),
        ({"state": SENDING}, (0, 0), AlertPhase.SENDING),
    ],
)
def test_the_phase_follows_from_state_time_and_counts(
    values: dict[str, Any], counts: tuple[int, int], phase: AlertPhase
) -> None:
    alert = Alert(**{"starts_at": NOW, **values})

    assert phase_of(alert, make_progress(*counts), NOW) is phase


@pytest.mark.parametrize(
    ("counts", "per_minute", "minutes"), [((90, 30), 20, 3), ((90, 90), 20, None), ((90, 0), 0, None)]
)
def test_the_time_left_leaves_digests_out(counts: tuple[int, int], per_minute: int, minutes: int | None) -> None:
    left = make_progress(*counts, per_minute=per_minute).time_left

    assert left == (None if minutes is None else timedelta(minutes=minutes))


def test_all_messages_are_counted_once(app: Flask) -> None:
    progress = count_progress(db.session, make_mixed_alert())

    assert progress.audience == progress.open + progress.settled == len(DeliveryState) + 1
    assert progress.skipped == {"left": 1}
    assert (progress.undecided, progress.problem_count) == (1, 4)


def test_only_the_latest_failures_are_listed(app: Flask) -> None:
    alert = make_alert()
    for minutes in (1, 3, 2):
        at = NOW + timedelta(minutes=minutes)
        owe_row(alert, DeliveryState.REFUSED, due_at=at, settled_at=at)
    owe_row(alert, DeliveryState.ACCEPTED, settled_at=NOW)

    failures = list_failures(db.session, alert, limit=2)

    assert [row.settled_at - NOW for row in failures] == [timedelta(minutes=3), timedelta(minutes=2)]


def test_failures_of_one_moment_have_one_order_however_they_were_written(app: Flask) -> None:
    alert = make_alert()
    rows = [owe_row(alert, DeliveryState.WAITING, due_at=NOW) for _ in range(4)]
    for row in rows[::-1]:  # The answers come in another order than the messages were owed.
        row.state, row.settled_at = DeliveryState.REFUSED, NOW
        db.session.commit()

    failures = list_failures(db.session, alert, limit=2)

    assert failures == [rows[3], rows[2]]


def test_an_alert_is_found_by_who_may_edit_its_article(app: Flask) -> None:
    alert = make_alert()

    found = [find_alert(db.session, alert.id, person) for person in (alert.article.author, make_person())]

    assert found == [alert, None]
