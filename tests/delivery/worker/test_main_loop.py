import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from blog.database import AnySession, db
from blog.delivery.worker.commands import worker_command
from blog.delivery.worker.instance_state import InstanceState
from blog.delivery.worker.job_runner import run_jobs_once
from blog.delivery.worker.main_loop import HeartbeatWriter, finish_in_flight, name_worker, run, run_round
from blog.models import Delivery, DeliveryState, Heartbeat
from blog.web.clock import read_clock
from blog.web.observability.metric_files import read_metrics
from blog.web.observability.process_metrics import ProcessMetrics
from tests.audit import only_in_audit
from tests.databases import on_sqlite
from tests.delivery.conftest import announced
from tests.factories import NOW, make_article, make_subscriber
from tests.relay import Relay
from tests.settings import change_settings

ROOT = Path(__file__).parents[3]


@contextmanager
def worker_process(app: Flask, relay: Relay) -> Iterator[subprocess.Popen[bytes]]:
    """Run "flask worker" on the test's database in a process of its own."""
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    settings = {"BLOG_DATABASE_URL": url, "BLOG_MEDIA_URL": app.config["MEDIA_URL"], "BLOG_MAIL_PORT": str(relay.port)}
    settings["BLOG_INSTANCE_PATH"] = app.config["INSTANCE_PATH"]
    environment = {**os.environ, **settings, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.delivery.worker_process"]
    process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_for(is_done: Callable[[], bool], seconds: float = 30) -> None:
    """Look again and again until *is_done*."""
    end = time.monotonic() + seconds
    while not is_done():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.05)


def open_messages() -> int:
    """Count what is not accepted yet, and leave no transaction open that would keep the worker out."""
    count = db.session.scalar(select(func.count()).where(Delivery.state != DeliveryState.ACCEPTED)) or 0
    db.session.rollback()
    return count


def hurry() -> None:
    """Make the doubted message due now instead of in a minute."""
    db.session.query(Delivery).filter_by(state=DeliveryState.DEFERRED).update({"due_at": NOW})
    db.session.commit()


@only_in_audit("tests/system/test_crashes.py")
@on_sqlite
def test_after_a_kill_nobody_is_dropped_and_only_those_in_flight_may_come_twice(app: Flask, relay: Relay) -> None:
    readers = [make_subscriber().address for _ in range(20)]
    announced()
    relay.is_pipelining = True

    with worker_process(app, relay) as first:
        relay.before_answer = lambda recipient: first.kill() if len(relay.attempts) == 9 else None
        first.wait(30)
    relay.before_answer = None
    with worker_process(app, relay) as second:
        wait_for(lambda: hurry() or open_messages() == 0)
        second.terminate()
        status = second.wait(10)

    told = Counter(relay.recipients)
    repeats = set(db.session.scalars(select(Delivery.address).where(Delivery.is_repeat)))
    assert first.returncode == -signal.SIGKILL
    assert status == 0
    assert set(told) == set(readers)
    assert {address for address, count in told.items() if count > 1} <= repeats
    assert 1 <= len(repeats) <= 2
    assert max(told.values()) <= 2
    for address in repeats:
        assert len({one.message["Message-ID"] for one in relay.to(address)}) == 1


def test_one_run_does_what_is_due_and_ends(app: Flask, relay: Relay) -> None:
    change_settings(app, mail_port=relay.port)
    reader = make_subscriber()
    announced()

    run(app, [], Event(), read_clock, once=True)

    assert relay.recipients == [reader.address]
    assert db.session.scalar(select(func.count()).select_from(Heartbeat)) == 0


def test_a_worker_counts_what_became_of_its_messages(app: Flask, relay: Relay, tmp_path: Path) -> None:
    change_settings(app, mail_port=relay.port)
    make_subscriber()
    announced()
    with closing(ProcessMetrics(tmp_path)) as metrics:
        app.extensions["process_metrics"] = metrics

        run(app, [], Event(), read_clock, once=True)

        del app.extensions["process_metrics"]
        metrics.flush()
        found = [sample for metric in read_metrics(tmp_path) for sample in metric.samples]
    assert [one.labels for one in found if one.name == "blog_mail_results_total" and one.value] == [
        {"outcome": "accepted"}
    ]
    assert {one.labels["role"] for one in found if one.name == "blog_processes"} == {"worker"}


def test_a_running_worker_shows_itself_and_does_the_duties_of_others(app: Flask) -> None:
    stop, seen = Event(), []

    def duty(session: object, now: datetime) -> bool:
        seen.append(db.session.scalar(select(Heartbeat.name)))
        stop.set() if len(seen) == 2 else None
        return False

    run(app, [duty], stop, read_clock)

    assert len(seen) == 2
    assert all(name.endswith(seen[0][-8:]) for name in seen)


def test_the_sign_of_life_is_written_every_twenty_seconds_and_old_ones_go(app: Flask) -> None:
    db.session.add(Heartbeat(name="long gone", seen_at=NOW - timedelta(days=2)))
    heartbeat = HeartbeatWriter("one")

    for seconds in (0, 19, 20):
        heartbeat.beat(db.session, NOW + timedelta(seconds=seconds))

    rows = db.session.execute(select(Heartbeat.name, Heartbeat.seen_at)).all()
    assert [tuple(row) for row in rows] == [("one", NOW + timedelta(seconds=20))]


def test_a_duty_that_fails_leaves_the_others_their_turn(app: Flask) -> None:
    def fail(session: object, now: datetime) -> bool:
        make_article()
        raise RuntimeError("broken")

    done = []
    is_busy = run_jobs_once(db.session, [fail, lambda session, now: done.append(now) or True], lambda: NOW)

    assert (is_busy, done) == (True, [NOW])


def test_a_database_that_is_away_is_waited_for(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    heartbeat = HeartbeatWriter("one")
    monkeypatch.setattr(heartbeat, "beat", lambda session, now: 1 / 0)

    assert run_round([], heartbeat, lambda: NOW) is False


def test_a_database_that_is_away_at_the_end_is_no_crash(app: Flask) -> None:
    asked = list[AnySession]()

    class Away:
        def finish_in_flight(self, session: AnySession) -> None:
            asked.append(session)
            raise OperationalError("COMMIT", {}, Exception("server closed the connection unexpectedly"))

    finish_in_flight(Away())  # type: ignore[arg-type]

    assert asked == [db.session]


def test_no_two_workers_have_one_name() -> None:
    names = {name_worker() for _ in range(100)}

    assert len(names) == 100
    assert max(map(len, names)) <= 64


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_command_stops_at_a_signal(app: Flask, number: signal.Signals) -> None:
    before = {one: signal.getsignal(one) for one in (signal.SIGTERM, signal.SIGINT)}
    try:
        duty = [lambda session, now: os.kill(os.getpid(), number) or False]
        command = worker_command(lambda _app: duty, lambda _app: [], lambda _app: [])
        result = app.test_cli_runner().invoke(command, [])
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)

    assert result.exit_code == 0


def test_what_the_worker_finds_about_mail_is_written_at_once_when_it_changes(app: Flask) -> None:
    states = iter([None, InstanceState.LIVE, InstanceState.LIVE, InstanceState.ROLLED_BACK])
    heartbeat, seen = HeartbeatWriter("one", lambda: next(states)), []

    for seconds in range(4):
        heartbeat.beat(db.session, NOW + timedelta(seconds=seconds))
        seen.append(db.session.execute(select(Heartbeat.mail_state, Heartbeat.seen_at)).one())

    assert [row.mail_state for row in seen] == [None, "live", "live", "set back"]
    assert [(row.seen_at - NOW).seconds for row in seen] == [0, 1, 1, 3]
