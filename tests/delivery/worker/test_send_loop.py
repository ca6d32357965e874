"""What a send cycle does to messages, connections and the database."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.models import Alert, Article, Delivery, DeliveryState, Subscriber
from tests.delivery.conftest import Bench, announced
from tests.delivery.worker.conftest import change_elsewhere, only_delivery, states
from tests.factories import NOW, make_article, make_subscriber
from tests.relay import DROP, Relay

MINUTE = timedelta(minutes=1)


def test_leaving_counts_even_for_a_batch_that_is_being_sent(bench: Bench, relay: Relay) -> None:
    first, second = make_subscriber(), make_subscriber()
    announced()
    leave = change_elsewhere(Subscriber, second.id, "left")
    bench.sender.after_cycle = lambda session, now: leave()

    bench.work()

    assert relay.recipients == [first.address]
    assert states() == [DeliveryState.ACCEPTED, DeliveryState.SKIPPED]


def test_whoever_missed_an_alert_by_a_withdrawal_gets_it_when_the_article_returns(bench: Bench, relay: Relay) -> None:
    told, missed = make_subscriber(), make_subscriber()
    article = make_article()
    announced(article)
    withdraw = change_elsewhere(Article, article.id, "withdrawn")
    bench.sender.after_cycle = lambda session, now: withdraw()
    bench.work()
    bench.sender.after_cycle = lambda session, now: None

    article.publish(NOW)
    announced(article)
    bench.work()

    assert relay.recipients == [told.address, missed.address]


def test_a_lost_answer_does_not_keep_the_others_back(bench: Bench, relay: Relay) -> None:
    readers = [make_subscriber().address for _ in range(3)]
    announced()
    relay.answer_data(DROP)

    bench.work()

    assert relay.recipients == readers[1:]


@pytest.mark.parametrize("answer", [DROP, "421 4.3.2 Shutting down"])
def test_a_connection_that_is_lost_before_the_message_is_replaced(bench: Bench, relay: Relay, answer: str) -> None:
    reader = make_subscriber()
    announced()
    relay.answer_recipient(reader.address, answer)

    bench.work()

    assert relay.recipients == [reader.address]
    assert only_delivery().attempts == 1


def test_an_address_at_which_connections_always_break_keeps_nobody_else_back(bench: Bench, relay: Relay) -> None:
    strange, fine = make_subscriber(), make_subscriber()
    announced()
    relay.answer_recipient(strange.address, DROP, DROP)

    bench.work()

    assert relay.recipients == [fine.address]
    assert states() == [DeliveryState.ACCEPTED, DeliveryState.DEFERRED]


def test_a_used_up_connection_is_replaced(bench: Bench, relay: Relay, app: Flask) -> None:
    bench.change(mail_max_emails=2)
    for _ in range(5):
        make_subscriber()
    announced()

    bench.work()

    assert (len(relay.accepted), relay.connections) == (5, 3)


def test_many_connections_tell_each_reader_once(wide: Bench, relay: Relay) -> None:
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


def test_a_reader_who_left_behind_the_dot_costs_one_connection_and_gets_nothing(wide: Bench, relay: Relay) -> None:
    readers = [make_subscriber() for _ in range(12)]
    announced()
    leave = change_elsewhere(Subscriber, readers[-1].id, "left")
    wide.sender.after_cycle = lambda session, now: leave()

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

    wide.sender.after_cycle = pause
    wide.work()
    gone = len(relay.recipients)
    wide.sender.after_cycle = lambda session, now: None
    db.session.refresh(alert)
    alert.paused_at = None
    wide.work()

    assert gone < 30
    assert sorted(states()) == [DeliveryState.ACCEPTED] * 30
    assert len(set(relay.recipients)) == len(relay.recipients) == 30
