"""What a send cycle does when the database goes away."""

from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from blog.database import db
from blog.delivery.queue.send_cycle import ResultWriter
from blog.delivery.smtp.events import Answered
from blog.models import DeliveryState
from tests.delivery.conftest import Bench, announced
from tests.delivery.worker.conftest import expand_only, only_delivery, states
from tests.factories import NOW, make_subscriber
from tests.relay import Relay


def test_a_database_that_is_away_for_a_moment_costs_no_answer(
    bench: Bench, relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_subscriber()
    announced()
    write, failures = ResultWriter.write, iter([True, True])

    def fail_twice(self: ResultWriter, *values: Any) -> Any:
        if next(failures, False):
            raise OperationalError("update", {}, Exception("gone"))
        return write(self, *values)

    monkeypatch.setattr(ResultWriter, "write", fail_twice)
    monkeypatch.setattr(bench.stop, "wait", lambda seconds: False)
    bench.work()

    assert (len(relay.attempts), states()) == (1, [DeliveryState.ACCEPTED])


@pytest.mark.parametrize("app", ["postgres"], indirect=True)
def test_a_database_that_ends_every_connection_costs_no_answer(
    bench: Bench, relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    readers = [make_subscriber().address for _ in range(3)]
    announced()
    write, endings = ResultWriter.write, iter([True, False, False, True])

    def lose_the_database(self: ResultWriter, session: Any, *values: Any) -> Any:
        if next(endings, False):
            mine = session.connection().exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
            with db.engine.connect() as other:
                other.exec_driver_sql(f"SELECT pg_terminate_backend({mine}, 5000)")
        return write(self, session, *values)

    monkeypatch.setattr(ResultWriter, "write", lose_the_database)
    monkeypatch.setattr(bench.stop, "wait", lambda seconds: False)
    bench.work()

    assert next(endings, None) is None
    assert (sorted(relay.recipients), states()) == (sorted(readers), [DeliveryState.ACCEPTED] * 3)


def test_a_database_that_stays_away_leaves_what_was_in_flight_in_doubt(
    bench: Bench, relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_subscriber()
    announced()
    expand_only(bench)
    write = ResultWriter.write

    def fail_to_settle(self: ResultWriter, session: Any, events: list[Any], *values: Any) -> Any:
        if any(isinstance(event, Answered) for event in events):
            raise OperationalError("update", {}, Exception("gone"))
        return write(self, session, events, *values)

    monkeypatch.setattr(ResultWriter, "write", fail_to_settle)
    monkeypatch.setattr(bench.stop, "wait", lambda seconds: False)
    with pytest.raises(OperationalError):
        bench.sender.send_due(db.session, NOW)

    assert (only_delivery().state, only_delivery().handed_over_at) == (DeliveryState.SENDING, NOW)
    assert bench.sender.pool.connections == []
