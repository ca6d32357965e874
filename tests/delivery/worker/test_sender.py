from collections.abc import Callable
from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from blog.database import Base, db
from blog.delivery.outbox import announce, enqueue
from blog.delivery.queue.send_cycle import Ledger
from blog.delivery.smtp.events import Answered
from blog.delivery.smtp.replies import RelayUnavailable
from blog.models import Alert, AlertState, Article, Delivery, DeliveryState, Subscriber, SubscriberState
from tests.delivery.conftest import Bench, announced
from tests.factories import NOW, make_article, make_subscriber
from tests.relay import DROP, Relay
from tests.settings import change_settings

MINUTE = timedelta(minutes=1)


def states() -> list[DeliveryState]:
    db.session.commit()
    return sorted(db.session.scalars(select(Delivery.state)))


def only() -> Delivery:
    db.session.commit()
    return db.session.scalars(select(Delivery)).one()


def test_each_confirmed_subscriber_gets_one_message_and_nobody_else_any(bench: Bench, relay: Relay) -> None:
    readers = [make_subscriber().address for _ in range(5)]
    make_subscriber(state=SubscriberState.PENDING, confirmed_at=None)
    make_subscriber(state=SubscriberState.LEFT)
    make_subscriber(confirmed_at=NOW + MINUTE)
    announced()

    bench.work()
    bench.work(after=timedelta(days=1))

    assert sorted(relay.recipients) == sorted(readers)
    assert states() == [DeliveryState.ACCEPTED] * 5
    assert only_alert().state is AlertState.FINISHED


def only_alert() -> Alert:
    return db.session.scalars(select(Alert)).one()


def test_the_answer_of_the_server_is_kept(bench: Bench) -> None:
    make_subscriber()
    announced()

    bench.work()

    row = only()
    assert row.answer == "250 2.0.0 queued"
    assert row.attempts == 1
    assert row.settled_at == NOW
    assert (row.leased_by, row.leased_until, row.handed_over_at) == (None, None, None)


def test_publishing_again_after_editing_sends_nothing_again(bench: Bench, relay: Relay) -> None:
    make_subscriber()
    article = make_article()
    announced(article)
    bench.work()

    article.headline = "Another headline"
    announce(db.session, article, NOW + MINUTE)
    db.session.commit()
    bench.work(after=MINUTE)

    assert len(relay.accepted) == 1


def test_a_relay_that_is_down_costs_nobody_an_attempt(bench: Bench, relay: Relay) -> None:
    for _ in range(3):
        make_subscriber()
    announced()
    relay.stop()

    bench.work()
    down = states()
    relay.start()
    bench.work(after=10 * MINUTE)

    assert down == [DeliveryState.WAITING] * 3
    assert states() == [DeliveryState.ACCEPTED] * 3
    assert set(db.session.scalars(select(Delivery.attempts))) == {1}


def test_a_relay_that_is_down_is_asked_less_and_less_often(bench: Bench, relay: Relay) -> None:
    make_subscriber()
    announced()
    relay.stop()

    pauses = []
    for _ in range(8):
        bench.work(after=timedelta(minutes=10))
        pauses.append(bench.sender.pace.paused_until - bench.now)

    assert pauses[:3] == [timedelta(seconds=5), timedelta(seconds=10), timedelta(seconds=20)]
    assert pauses[-1] == timedelta(minutes=5)


def test_while_the_relay_rests_it_is_left_alone(bench: Bench, relay: Relay) -> None:
    make_subscriber()
    announced()
    relay.stop()
    bench.work()
    relay.start()

    bench.work(after=timedelta(seconds=1))

    assert relay.connections == 0


def test_a_temporary_refusal_waits_and_is_sent_later(bench: Bench, relay: Relay) -> None:
    reader = make_subscriber()
    announced()
    relay.answer_recipient(reader.address, "451 4.7.1 Greylisted")

    bench.work()
    waiting = only()
    at_first = (waiting.state, waiting.answer, waiting.attempts, len(relay.accepted))
    bench.work(after=MINUTE)

    assert at_first == (DeliveryState.DEFERRED, "451 4.7.1 Greylisted", 1, 0)
    assert only().state is DeliveryState.ACCEPTED
    assert relay.recipients == [reader.address]


def test_a_temporary_refusal_of_the_message_itself_waits_too(bench: Bench, relay: Relay) -> None:
    make_subscriber()
    announced()
    relay.answer_data("452 4.3.1 Insufficient system storage")

    bench.work()

    assert states() == [DeliveryState.DEFERRED]


@pytest.mark.parametrize("stage", ["recipient", "data"])
def test_a_permanent_refusal_ends_one_message_and_no_other(bench: Bench, relay: Relay, stage: str) -> None:
    gone, fine = make_subscriber(), make_subscriber()
    announced()
    if stage == "recipient":
        relay.answer_recipient(gone.address, "550 5.1.1 No such user")
    else:
        relay.answer_data("550 5.1.1 No such user")

    bench.work()
    bench.work(after=timedelta(days=4))

    refused = db.session.scalars(select(Delivery).filter_by(subscriber_id=gone.id)).one()
    assert (refused.state, refused.answer) == (DeliveryState.REFUSED, "550 5.1.1 No such user")
    assert relay.recipients == [fine.address]
    assert only_alert().state is AlertState.FINISHED


def test_after_three_days_of_refusals_the_message_ends_with_the_last_answer(bench: Bench, relay: Relay) -> None:
    reader = make_subscriber()
    announced()
    relay.answer_recipient(reader.address, *["451 try later"] * 13)

    for _ in range(13):
        bench.work(after=timedelta(hours=12))

    row = only()
    assert (row.state, row.answer, row.attempts) == (DeliveryState.REFUSED, "451 try later", 13)


@pytest.mark.parametrize("answer", ["535 5.7.8 Wrong password", "530 5.7.0 Authentication required"])
def test_our_wrong_password_fails_nobody(bench: Bench, relay: Relay, answer: str) -> None:
    reader = make_subscriber()
    announced()
    relay.answer_recipient(reader.address, answer)

    bench.work()

    assert (only().state, only().attempts) == (DeliveryState.WAITING, 0)
    assert bench.sender.pace.paused_until is not None


@pytest.mark.parametrize("answer", ["451 4.3.0 Busy", "550 5.7.1 Sender rejected", "553 5.1.8 No such domain"])
def test_a_relay_that_refuses_our_own_address_fails_nobody(bench: Bench, relay: Relay, answer: str) -> None:
    make_subscriber()
    announced()
    relay.answer_sender(answer)

    bench.work()

    assert (only().state, only().attempts) == (DeliveryState.WAITING, 0)


def test_a_message_whose_answer_is_lost_goes_out_once_more_under_the_same_id(bench: Bench, relay: Relay) -> None:
    make_subscriber()
    announced()
    relay.answer_data(DROP)

    bench.work()
    doubted = only()
    at_first = (doubted.state, doubted.is_repeat)
    bench.work(after=MINUTE)

    ids = {one.message["Message-ID"] for one in relay.attempts}
    assert at_first == (DeliveryState.DEFERRED, True)
    assert (only().state, len(relay.attempts), len(ids)) == (DeliveryState.ACCEPTED, 2, 1)


def test_an_answer_lost_twice_is_left_uncertain(bench: Bench, relay: Relay) -> None:
    make_subscriber()
    announced()
    relay.answer_data(DROP, DROP)

    bench.work()
    bench.work(after=MINUTE)
    bench.work(after=timedelta(days=4))

    assert states() == [DeliveryState.UNCERTAIN]
    assert len(relay.attempts) == 2
    assert only_alert().state is AlertState.FINISHED


def test_a_lost_answer_does_not_keep_the_others_back(bench: Bench, relay: Relay) -> None:
    readers = [make_subscriber().address for _ in range(3)]
    announced()
    relay.answer_data(DROP)

    bench.work()

    assert relay.recipients == readers[1:]


@pytest.mark.parametrize("answer", [DROP, "421 4.3.2 Shutting down"])
def test_a_line_that_is_lost_before_the_message_is_opened_anew(bench: Bench, relay: Relay, answer: str) -> None:
    reader = make_subscriber()
    announced()
    relay.answer_recipient(reader.address, answer)

    bench.work()

    assert relay.recipients == [reader.address]
    assert only().attempts == 1


def test_an_address_at_which_the_line_always_breaks_keeps_nobody_else_back(bench: Bench, relay: Relay) -> None:
    strange, fine = make_subscriber(), make_subscriber()
    announced()
    relay.answer_recipient(strange.address, DROP, DROP)

    bench.work()

    assert relay.recipients == [fine.address]
    assert states() == [DeliveryState.ACCEPTED, DeliveryState.DEFERRED]


def test_whoever_leaves_after_publication_gets_nothing(bench: Bench, relay: Relay) -> None:
    leaving, staying = make_subscriber(), make_subscriber()
    announced()
    bench_expand(bench)
    leaving.leave(NOW)
    db.session.commit()

    bench.work()

    assert relay.recipients == [staying.address]
    assert db.session.scalars(select(Delivery.reason).filter_by(subscriber_id=leaving.id)).one() == "left"


def bench_expand(bench: Bench) -> None:
    """Write the deliveries, and send none yet."""
    bench.sender.pace.paused_until = NOW + timedelta(seconds=1)
    bench.work()
    bench.sender.pace.paused_until = None


def test_leaving_counts_even_for_a_batch_that_is_being_sent(bench: Bench, relay: Relay) -> None:
    first, second = make_subscriber(), make_subscriber()
    announced()
    leave = change_elsewhere(Subscriber, second.id, "left")
    bench.sender.after_each = lambda session, now: leave()

    bench.work()

    assert relay.recipients == [first.address]
    assert states() == [DeliveryState.ACCEPTED, DeliveryState.SKIPPED]


def change_elsewhere(model: type[Base], key: int, state: str) -> Callable[[], None]:
    """Return a deed that changes the state over another connection, as a request would."""
    table = model.__table__

    def change() -> None:
        with db.engine.begin() as connection:
            connection.execute(table.update().where(table.c.id == key).values(state=state))

    return change


def test_a_withdrawn_article_is_not_announced_any_more(bench: Bench, relay: Relay) -> None:
    make_subscriber()
    article = make_article()
    announced(article)
    article.withdraw(NOW)
    db.session.commit()

    bench.work()

    assert relay.attempts == []
    assert (only().state, only().reason) == (DeliveryState.SKIPPED, "withdrawn")


def test_whoever_missed_an_alert_by_a_withdrawal_gets_it_when_the_article_returns(bench: Bench, relay: Relay) -> None:
    told, missed = make_subscriber(), make_subscriber()
    article = make_article()
    announced(article)
    withdraw = change_elsewhere(Article, article.id, "withdrawn")
    bench.sender.after_each = lambda session, now: withdraw()
    bench.work()
    bench.sender.after_each = lambda session, now: None

    article.publish(NOW)
    announced(article)
    bench.work()

    assert relay.recipients == [told.address, missed.address]


def test_a_confirmation_goes_before_alerts(bench: Bench, relay: Relay) -> None:
    reader = make_subscriber()
    announced()
    bench_expand(bench)
    asking = make_subscriber(state=SubscriberState.PENDING, confirmed_at=None)
    enqueue(db.session, "confirmation", asking, NOW)
    db.session.commit()

    bench.work()

    assert relay.recipients == [asking.address, reader.address]


def test_two_workers_at_once_send_nothing_twice(
    app: Flask, relay: Relay, bench: Bench, make_bench: Callable[..., Bench]
) -> None:
    readers = [make_subscriber().address for _ in range(12)]
    announced()
    bench_expand(bench)
    change_settings(app, worker_batch=3)
    workers = [make_bench(f"worker-{number}") for number in range(2)]

    threads = [Thread(target=work_in_a_thread, args=(app, worker)) for worker in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(relay.recipients) == sorted(readers)
    assert states() == [DeliveryState.ACCEPTED] * 12


def work_in_a_thread(app: Flask, bench: Bench) -> None:
    with app.app_context():
        bench.work()


def test_a_stopped_worker_finishes_the_message_in_hand_and_gives_back_the_rest(bench: Bench, relay: Relay) -> None:
    for _ in range(3):
        make_subscriber()
    announced()
    bench_expand(bench)
    relay.before_answer = lambda recipient: bench.stop.set()

    bench.sender.send_due(db.session, NOW)

    assert states() == [DeliveryState.ACCEPTED, DeliveryState.WAITING, DeliveryState.WAITING]


def test_a_message_that_cannot_be_composed_keeps_nobody_else_back(bench: Bench, relay: Relay) -> None:
    make_subscriber(f"{'ü'}mlaut@example.com")
    fine = make_subscriber()
    announced()

    bench.work()

    assert relay.recipients == [fine.address]
    assert states() == [DeliveryState.ACCEPTED, DeliveryState.REFUSED]


def test_an_error_in_composing_is_tried_again_later(bench: Bench, relay: Relay) -> None:
    reader = make_subscriber()
    announced()
    composer = bench.sender.composer
    write, composer.write = composer.write, lambda owed, session, now: 1 / 0
    bench.work()
    at_first = only().state

    composer.write = write
    bench.work(after=MINUTE)

    assert at_first is DeliveryState.DEFERRED
    assert relay.recipients == [reader.address]


def test_a_worn_line_is_changed_for_a_new_one(bench: Bench, relay: Relay, app: Flask) -> None:
    bench.change(mail_max_emails=2)
    for _ in range(5):
        make_subscriber()
    announced()

    bench.work()

    assert (len(relay.accepted), relay.connections) == (5, 3)


def test_without_a_relay_everything_waits(bench: Bench, app: Flask) -> None:
    bench.change(mail_server=None)
    make_subscriber()
    announced()

    bench.work()

    assert states() == [DeliveryState.WAITING]
    with pytest.raises(RelayUnavailable, match="No relay is set"):
        bench.sender.transport.open_host()


@pytest.fixture
def wide(app: Flask, relay: Relay, make_bench: Callable[..., Bench]) -> Bench:
    """A worker with four lines to a relay that takes commands in groups."""
    change_settings(app, mail_port=relay.port, mail_timeout_seconds=5, mail_connections=4)
    relay.is_pipelining = True
    return make_bench()


def test_many_lines_tell_each_reader_once(wide: Bench, relay: Relay) -> None:
    readers = [make_subscriber().address for _ in range(40)]
    announced()

    wide.work()

    assert sorted(relay.recipients) == sorted(readers)
    assert states() == [DeliveryState.ACCEPTED] * 40


def test_troubles_of_every_kind_cost_nobody_the_message(wide: Bench, relay: Relay, app: Flask) -> None:
    wide.change(mail_max_emails=7)
    readers = [make_subscriber().address for _ in range(40)]
    announced()
    for number, answer in enumerate(["451 4.7.1 later", "421 4.3.2 closing", DROP, "450 full", "421 again"]):
        relay.answer_recipient(readers[number * 7], answer)
    relay.answer_data("250 2.0.0 queued", "451 4.3.0 no space", DROP, "421 4.3.2 closing")

    for minutes in (0, 1, 6, 16):
        wide.work(after=minutes * MINUTE)

    lost = [one.recipient for one in relay.attempts if one.answer == DROP]
    repeats = list(db.session.scalars(select(Delivery.address).where(Delivery.is_repeat)))
    assert sorted(relay.recipients) == sorted(readers)
    assert states() == [DeliveryState.ACCEPTED] * 40
    assert repeats == lost


def test_a_reader_who_left_behind_the_dot_costs_one_line_and_gets_nothing(wide: Bench, relay: Relay) -> None:
    readers = [make_subscriber() for _ in range(12)]
    announced()
    leave = change_elsewhere(Subscriber, readers[-1].id, "left")
    wide.sender.after_each = lambda session, now: leave()

    wide.work()

    assert sorted(relay.recipients) == sorted(reader.address for reader in readers[:-1])
    assert not any(one.recipient == readers[-1].address for one in relay.attempts)


def test_pausing_an_alert_holds_what_has_not_gone_out(wide: Bench, relay: Relay) -> None:
    for _ in range(30):
        make_subscriber()
    alert = announced()
    table = Alert.__table__
    pausing = table.update().where(table.c.id == alert.id).values(paused_at=NOW)

    def pause(session: object, now: object) -> None:
        with db.engine.begin() as connection:
            connection.execute(pausing)

    wide.sender.after_each = pause
    wide.work()
    gone = len(relay.recipients)
    wide.sender.after_each = lambda session, now: None
    db.session.refresh(alert)
    alert.paused_at = None
    wide.work()

    assert gone < 30
    assert sorted(states()) == [DeliveryState.ACCEPTED] * 30
    assert len(set(relay.recipients)) == len(relay.recipients) == 30


def test_a_database_that_is_away_for_a_moment_costs_no_answer(
    bench: Bench, relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_subscriber()
    announced()
    write, failures = Ledger.write, iter([True, True])

    def fail_twice(self: Ledger, *values: Any) -> Any:
        if next(failures, False):
            raise OperationalError("update", {}, Exception("gone"))
        return write(self, *values)

    monkeypatch.setattr(Ledger, "write", fail_twice)
    monkeypatch.setattr(bench.stop, "wait", lambda seconds: False)
    bench.work()

    assert (len(relay.attempts), states()) == (1, [DeliveryState.ACCEPTED])


@pytest.mark.parametrize("app", ["postgres"], indirect=True)
def test_a_database_that_ends_every_connection_costs_no_answer(
    bench: Bench, relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    readers = [make_subscriber().address for _ in range(3)]
    announced()
    write, endings = Ledger.write, iter([True, False, False, True])

    def lose_the_database(self: Ledger, session: Any, *values: Any) -> Any:
        if next(endings, False):
            mine = session.connection().exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
            with db.engine.connect() as other:
                other.exec_driver_sql(f"SELECT pg_terminate_backend({mine}, 5000)")
        return write(self, session, *values)

    monkeypatch.setattr(Ledger, "write", lose_the_database)
    monkeypatch.setattr(bench.stop, "wait", lambda seconds: False)
    bench.work()

    assert next(endings, None) is None
    assert (sorted(relay.recipients), states()) == (sorted(readers), [DeliveryState.ACCEPTED] * 3)


def test_a_database_that_stays_away_leaves_what_was_in_flight_in_doubt(
    bench: Bench, relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_subscriber()
    announced()
    bench_expand(bench)
    write = Ledger.write

    def fail_to_settle(self: Ledger, session: Any, events: list[Any], *values: Any) -> Any:
        if any(isinstance(event, Answered) for event in events):
            raise OperationalError("update", {}, Exception("gone"))
        return write(self, session, events, *values)

    monkeypatch.setattr(Ledger, "write", fail_to_settle)
    monkeypatch.setattr(bench.stop, "wait", lambda seconds: False)
    with pytest.raises(OperationalError):
        bench.sender.send_due(db.session, NOW)

    assert (only().state, only().handed_over_at) == (DeliveryState.SENDING, NOW)
    assert bench.sender.lines.lines == []
