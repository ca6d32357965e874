from datetime import timedelta

import pytest
from flask import Flask

from blog.database import db
from blog.delivery.composing.envelope import Outgoing
from blog.delivery.queue.claiming import claim
from blog.delivery.queue.send_cycle import SendCycle
from blog.delivery.smtp.events import Event, Message, ReadyForData
from blog.delivery.worker.send_progress import SendProgress
from blog.models import Alert, Delivery, DeliveryState
from tests.delivery.alert_factories import make_alert, owe_row
from tests.factories import NOW

LEASE = timedelta(minutes=3)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def ready(app: Flask) -> Event:
    """A message of an alert that the relay waits for, leased by worker "one"."""
    owe_row(make_alert(), DeliveryState.WAITING, attempts=0)
    (pending,) = claim(db.session, "one", NOW, lease=LEASE, limit=1)
    db.session.commit()
    return ReadyForData(Message(pending, Outgoing("", "", b"")))


def record(progress: SendProgress, event: Event, minutes: int, *, is_handed_over: bool = True) -> None:
    cycle = SendCycle(handed_over=frozenset({event.message.pending.id} if is_handed_over else ()))
    progress.record(db.session, cycle, [event], NOW + minutes * MINUTE)
    db.session.commit()


def test_the_start_of_an_alert_is_written_once(ready: Event) -> None:
    for minutes in (0, 1):
        progress = SendProgress("one", LEASE)
        record(progress, ready, minutes)
        record(progress, ready, minutes + 1)

    assert db.session.get_one(Alert, ready.message.pending.alert_id).started_at == NOW


def test_an_alert_whose_message_was_not_handed_over_has_not_started(ready: Event) -> None:
    record(SendProgress("one", LEASE), ready, 0, is_handed_over=False)

    assert db.session.get_one(Alert, ready.message.pending.alert_id).started_at is None


@pytest.mark.parametrize(("minutes", "renewed"), [(1, 0), (2, 2)])
def test_leases_are_renewed_after_a_third_of_their_time(ready: Event, minutes: int, renewed: int) -> None:
    progress = SendProgress("one", LEASE)
    progress.begin(db.session, NOW)

    record(progress, ready, minutes)

    row = db.session.get_one(Delivery, ready.message.pending.id, populate_existing=True)
    assert row.leased_until == NOW + renewed * MINUTE + LEASE
