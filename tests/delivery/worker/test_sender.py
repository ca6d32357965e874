"""What readers and the database see of a message that is sent, deferred, refused or left uncertain."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.delivery.outbox import announce
from blog.delivery.smtp.replies import RelayUnavailable
from blog.models import AlertState, Delivery, DeliveryState, SubscriberState
from tests.delivery.conftest import Bench, announced
from tests.delivery.worker.conftest import only_alert, only_delivery, states
from tests.factories import NOW, make_article, make_subscriber
from tests.relay import DROP, Relay

MINUTE = timedelta(minutes=1)


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


def test_the_answer_of_the_server_is_kept(bench: Bench) -> None:
    make_subscriber()
    announced()

    bench.work()

    row = only_delivery()
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
        pauses.append(bench.sender.backoff.paused_until - bench.now)

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
    waiting = only_delivery()
    at_first = (waiting.state, waiting.answer, waiting.attempts, len(relay.accepted))
    bench.work(after=MINUTE)

    assert at_first == (DeliveryState.DEFERRED, "451 4.7.1 Greylisted", 1, 0)
    assert only_delivery().state is DeliveryState.ACCEPTED
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

    row = only_delivery()
    assert (row.state, row.answer, row.attempts) == (DeliveryState.REFUSED, "451 try later", 13)


@pytest.mark.parametrize("answer", ["535 5.7.8 Wrong password", "530 5.7.0 Authentication required"])
def test_our_wrong_password_fails_nobody(bench: Bench, relay: Relay, answer: str) -> None:
    reader = make_subscriber()
    announced()
    relay.answer_recipient(reader.address, answer)

    bench.work()

    assert (only_delivery().state, only_delivery().attempts) == (DeliveryState.WAITING, 0)
    assert bench.sender.backoff.paused_until is not None


@pytest.mark.parametrize("answer", ["451 4.3.0 Busy", "550 5.7.1 Sender rejected", "553 5.1.8 No such domain"])
def test_a_relay_that_refuses_our_own_address_fails_nobody(bench: Bench, relay: Relay, answer: str) -> None:
    make_subscriber()
    announced()
    relay.answer_sender(answer)

    bench.work()

    assert (only_delivery().state, only_delivery().attempts) == (DeliveryState.WAITING, 0)


def test_a_message_whose_answer_is_lost_goes_out_once_more_under_the_same_id(bench: Bench, relay: Relay) -> None:
    make_subscriber()
    announced()
    relay.answer_data(DROP)

    bench.work()
    doubted = only_delivery()
    at_first = (doubted.state, doubted.is_repeat)
    bench.work(after=MINUTE)

    ids = {one.message["Message-ID"] for one in relay.attempts}
    assert at_first == (DeliveryState.DEFERRED, True)
    assert (only_delivery().state, len(relay.attempts), len(ids)) == (DeliveryState.ACCEPTED, 2, 1)


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


def test_without_a_relay_everything_waits(bench: Bench, app: Flask) -> None:
    bench.change(mail_server=None)
    make_subscriber()
    announced()

    bench.work()

    assert states() == [DeliveryState.WAITING]
    with pytest.raises(RelayUnavailable, match="No relay is set"):
        bench.sender.transport.connect()
