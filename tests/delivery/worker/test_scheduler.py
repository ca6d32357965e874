"""What is promised for a minute is done in time, whatever else the worker is at."""

import time
from datetime import timedelta
from threading import Event

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from blog.authoring.publishing.scheduling import SchedulePlan, schedule
from blog.database import db
from blog.database.engine import one_moment
from blog.delivery.worker.main_loop import run
from blog.models import Alert, Article, Delivery, DeliveryState
from blog.operations.jobs.all_jobs import time_critical_jobs
from blog.web.clock import read_clock
from tests.databases import on_sqlite
from tests.delivery.worker.test_main_loop import wait_for, worker_process
from tests.factories import make_draft, make_subscriber
from tests.relay import Relay
from tests.settings import change_settings

MARGIN = timedelta(seconds=5)


def make_scheduled(in_seconds: float, headline: str = "Tea") -> int:
    article = make_draft(headline)
    now = read_clock()
    schedule(db.session, article, SchedulePlan(now + timedelta(seconds=in_seconds), article.author_id), now)
    db.session.commit()
    key = article.id
    db.session.remove()
    return key


def is_public(key: int) -> bool:
    """Look with a transaction of its own that waits for no writer and keeps none out."""
    with one_moment(db.engine) as connection, Session(connection) as session:
        return session.get_one(Article, key).is_public


def test_an_article_goes_live_and_is_told_while_another_duty_takes_its_time(app: Flask, relay: Relay) -> None:
    change_settings(app, mail_port=relay.port)
    reader, key, stop, rounds = make_subscriber().address, make_scheduled(0.3), Event(), []
    due = db.session.get_one(Article, key).scheduled_at
    db.session.remove()

    def encode(_session: object, _now: object) -> bool:
        wait_for(lambda: is_public(key), 10)  # It never ends unless the article goes live meanwhile.
        rounds.extend(relay.recipients)
        stop.set() if len(rounds) == 3 else None  # A round without work closes the connections.
        return False

    run(app, [encode], stop, read_clock, timely=time_critical_jobs(app))

    alert = db.session.scalars(select(Alert)).one()
    assert due <= alert.announced_at <= due + MARGIN
    assert db.session.get_one(Article, key).published_at == due
    assert relay.recipients == [reader]


def test_one_run_catches_up_what_was_due_and_sends_it(app: Flask, relay: Relay) -> None:
    change_settings(app, mail_port=relay.port)
    make_subscriber("reader@example.com")
    key = make_scheduled(0.05)
    time.sleep(0.1)

    run(app, [], Event(), read_clock, timely=time_critical_jobs(app), once=True)

    assert is_public(key)
    assert relay.recipients == ["reader@example.com"]


def test_a_duty_that_fails_leaves_the_others_their_turn(app: Flask) -> None:
    stop, done = Event(), []

    def fail(_session: object, _now: object) -> bool:
        raise RuntimeError

    def note(_session: object, now: object) -> bool:
        done.append(now)
        stop.set() if len(done) == 2 else None
        return False

    run(app, [], stop, read_clock, timely=[fail, note])

    assert len(done) >= 2


@on_sqlite
def test_a_worker_that_is_killed_after_its_time_loses_no_publication_and_repeats_none(app: Flask, relay: Relay) -> None:
    readers = [make_subscriber().address for _ in range(3)]
    keys = [make_scheduled(0.2 + number / 10, f"Story {number}") for number in range(3)]

    with worker_process(app, relay) as first:
        wait_for(lambda: is_public(keys[0]))
        first.kill()
        first.wait(10)
    with worker_process(app, relay) as second:
        wait_for(lambda: all(map(is_public, keys)))
        wait_for(lambda: count_told() == 9)
        second.terminate()
        second.wait(10)

    alerts = db.session.scalars(select(Alert.article_id).order_by(Alert.article_id)).all()
    assert alerts == keys
    assert set(relay.recipients) == set(readers)


def count_told() -> int:
    db.session.query(Delivery).filter_by(state=DeliveryState.DEFERRED).update({"due_at": read_clock()})
    db.session.commit()
    found = db.session.scalars(select(Delivery.id).where(Delivery.state == DeliveryState.ACCEPTED)).all()
    db.session.remove()
    return len(found)
