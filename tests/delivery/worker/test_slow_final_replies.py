"""A relay that takes minutes to answer a whole message holds up neither the worker's other jobs nor its end."""

from collections.abc import Iterator
from datetime import timedelta
from threading import Event

import pytest

from blog.database import db
from blog.delivery.audience.expansion import expand_next
from blog.delivery.worker.send_loop import MAX_DURATION
from blog.models import Delivery, DeliveryState
from tests.delivery.conftest import Bench, announced
from tests.delivery.worker.conftest import only_delivery
from tests.factories import NOW, make_subscriber
from tests.relay import Relay


@pytest.fixture
def answer(relay: Relay) -> Iterator[Event]:
    """Set it, and the relay answers the message that it has."""
    held = Event()
    relay.before_answer = lambda _recipient: held.wait(10)
    yield held
    held.set()


@pytest.fixture
def waiting(bench: Bench, answer: Event) -> Iterator[Bench]:
    """A worker whose message the relay has not answered when the run's time is over."""
    make_subscriber()
    announced()
    expand_next(db.session)
    db.session.commit()
    send_due(bench)
    yield bench
    bench.sender.pool.abort()


def send_due(bench: Bench, after: timedelta = timedelta()) -> None:
    bench.sender.clock = lambda: NOW + MAX_DURATION + after
    bench.sender.send_due(db.session, NOW + after)


def test_other_jobs_get_their_turn_and_the_answer_is_taken_later(waiting: Bench, answer: Event, relay: Relay) -> None:
    before = only_delivery().state
    answer.set()

    waiting.sender.clock = lambda: NOW
    waiting.sender.send_due(db.session, NOW)

    assert (before, only_delivery().state) == (DeliveryState.SENDING, DeliveryState.ACCEPTED)
    assert len(relay.accepted) == 1


def test_the_lease_is_renewed_while_the_answer_is_awaited(waiting: Bench) -> None:
    minute = timedelta(minutes=1)

    send_due(waiting, minute)

    row: Delivery = only_delivery()
    assert (row.state, row.leased_until) == (DeliveryState.SENDING, NOW + minute + waiting.sender.writer.lease)


def test_the_end_of_the_worker_waits_no_longer_than_for_any_answer(waiting: Bench) -> None:
    waiting.stop.set()
    for connection in waiting.sender.pool.connections:
        connection.timeout = 0.05

    waiting.sender.finish_in_flight(db.session)

    row: Delivery = only_delivery()
    assert row.leased_by is None
    assert (row.state, row.is_repeat) == (DeliveryState.DEFERRED, True)
