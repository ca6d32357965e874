"""What is claimed, composed and given back."""

from collections.abc import Callable
from datetime import timedelta
from threading import Thread

from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.delivery.outbox import enqueue
from blog.models import Delivery, DeliveryState, SubscriberState
from tests.delivery.conftest import Bench, announced
from tests.delivery.worker.conftest import expand_only, only_delivery, states
from tests.factories import NOW, make_article, make_subscriber
from tests.relay import Relay
from tests.settings import change_settings

MINUTE = timedelta(minutes=1)


def test_a_confirmation_goes_before_alerts(bench: Bench, relay: Relay) -> None:
    reader = make_subscriber()
    announced()
    expand_only(bench)
    asking = make_subscriber(state=SubscriberState.PENDING, confirmed_at=None)
    enqueue(db.session, "confirmation", asking, NOW)
    db.session.commit()

    bench.work()

    assert relay.recipients == [asking.address, reader.address]


def test_a_stopped_worker_finishes_the_message_in_hand_and_gives_back_the_rest(bench: Bench, relay: Relay) -> None:
    for _ in range(3):
        make_subscriber()
    announced()
    expand_only(bench)
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
    composer = bench.sender.batch.composer
    write, composer.write = composer.write, lambda owed, session, now: 1 / 0
    bench.work()
    at_first = only_delivery().state

    composer.write = write
    bench.work(after=MINUTE)

    assert at_first is DeliveryState.DEFERRED
    assert relay.recipients == [reader.address]


def test_two_workers_at_once_send_nothing_twice(
    app: Flask, relay: Relay, bench: Bench, make_bench: Callable[..., Bench]
) -> None:
    readers = [make_subscriber().address for _ in range(12)]
    announced()
    expand_only(bench)
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


def test_whoever_leaves_after_publication_gets_nothing(bench: Bench, relay: Relay) -> None:
    leaving, staying = make_subscriber(), make_subscriber()
    announced()
    expand_only(bench)
    leaving.leave(NOW)
    db.session.commit()

    bench.work()

    assert relay.recipients == [staying.address]
    assert db.session.scalars(select(Delivery.reason).filter_by(subscriber_id=leaving.id)).one() == "left"


def test_a_withdrawn_article_is_not_announced_any_more(bench: Bench, relay: Relay) -> None:
    make_subscriber()
    article = make_article()
    announced(article)
    article.withdraw(NOW)
    db.session.commit()

    bench.work()

    assert relay.attempts == []
    assert (only_delivery().state, only_delivery().reason) == (DeliveryState.SKIPPED, "withdrawn")
