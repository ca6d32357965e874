"""A turn in which all goes well is written in one step, and decides as the longer way does."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from blog.database import db, is_sqlite
from blog.database.autocommit import autocommit_connection
from blog.database.raw_sql import discard_transaction, pinned_connection
from blog.delivery.composing.envelope import Outgoing, PendingMessage
from blog.delivery.queue.claiming import claim
from blog.delivery.queue.send_cycle import ResultWriter
from blog.delivery.smtp.events import Answered, Message, ReadyForData
from blog.delivery.smtp.replies import Reply
from blog.models import Delivery, DeliveryState
from tests.databases import on_postgres
from tests.delivery.alert_factories import make_alert, owe_row
from tests.factories import NOW

LEASE = timedelta(minutes=5)
NOTHING = Outgoing("", "", b"")
WRITER = ResultWriter("one", LEASE, hold_uncertain=False)


def messages(count: int) -> list[Message]:
    alert = make_alert()
    for _ in range(count):
        owe_row(alert, DeliveryState.WAITING, attempts=0)
    pending = claim(db.session, "one", NOW, lease=LEASE, limit=count)
    db.session.commit()
    return [Message(one, NOTHING) for one in pending]


def row_of(pending: PendingMessage) -> Delivery:
    return db.session.get_one(Delivery, pending.id, populate_existing=True)


def test_answers_and_messages_of_one_turn_are_each_decided_for_themselves(app: Flask) -> None:
    first, second, going, left, lost = messages(5)
    row_of(left.pending).subscriber.leave(NOW)
    row_of(lost.pending).leased_by = "two"
    db.session.commit()
    answers = [Answered(first, Reply(250, "2.0.0 queued as A1")), Answered(second, Reply(250, "2.0.0 queued as B2"))]

    with pinned_connection(db.session) as held:
        cycle = WRITER.write(held, [*answers, ReadyForData(going), ReadyForData(left), ReadyForData(lost)], {}, NOW)
        held.commit()

    rows = [row_of(message.pending) for message in (first, second, going, left, lost)]
    assert cycle.handed_over == {going.pending.id}
    assert cycle.has_rejected
    assert [row.state.value for row in rows] == ["accepted", "accepted", "sending", "skipped", "sending"]
    assert [row.answer for row in rows[:2]] == ["250 2.0.0 queued as A1", "250 2.0.0 queued as B2"]
    assert [row.attempts for row in rows] == [1, 1, 0, 0, 0]
    assert [row.leased_by for row in rows] == [None, None, "one", None, "two"]
    assert [row.handed_over_at for row in rows] == [None, None, NOW, None, None]


def test_an_answer_counts_only_for_the_holder(app: Flask) -> None:
    taken, ready = messages(2)
    row_of(taken.pending).leased_by = "two"
    db.session.commit()

    with pinned_connection(db.session) as held:
        WRITER.write(held, [Answered(taken, Reply(250, "ok")), ReadyForData(ready)], {}, NOW)
        held.commit()

    assert (row_of(taken.pending).state, row_of(taken.pending).leased_by) == (DeliveryState.SENDING, "two")


@on_postgres
def test_a_lane_that_was_cut_is_made_anew(app: Flask) -> None:
    taken, ready = messages(2)
    events = [Answered(taken, Reply(250, "ok")), ReadyForData(ready)]

    with pinned_connection(db.session) as held:
        lane = autocommit_connection(held)
        assert lane is not None
        lane.connection.driver_connection.close()  # type: ignore[union-attr]
        with pytest.raises(OperationalError):
            WRITER.write(held, events, {}, NOW)
        discard_transaction(held)
        cycle = WRITER.write(held, events, {}, NOW)

        assert cycle.handed_over == {ready.pending.id}
        assert row_of(taken.pending).state is DeliveryState.ACCEPTED  # Seen by another connection, so committed.


def test_only_a_database_behind_a_socket_has_a_lane(app: Flask) -> None:
    with pinned_connection(db.session) as held:
        assert (autocommit_connection(held) is None) is is_sqlite(db.engine)
