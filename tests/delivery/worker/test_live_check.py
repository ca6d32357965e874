"""A copy of a database sends nothing until somebody says that it may."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from flask import Flask
from sqlalchemy import create_engine, select, text
from sqlalchemy.engine import make_url

from blog import create_app
from blog.database import db
from blog.database.fingerprint import read_fingerprint
from blog.delivery.worker.instance_state import InstanceState, epoch_file_of, read_state
from blog.delivery.worker.live_check import ADVANCE_EVERY, CHECK_EVERY, LiveCheck, declare_live
from blog.delivery.worker.main_loop import run
from blog.models import Installation
from blog.web.clock import read_clock
from tests.conftest import SETTINGS
from tests.databases import on_postgres
from tests.delivery.conftest import announced
from tests.factories import NOW, make_subscriber
from tests.relay import Relay
from tests.settings import change_settings


def work(app: Flask) -> None:
    """Start a worker that does what is due and ends."""
    db.session.remove()
    run(app, [], Event(), read_clock, once=True)


def epoch_and_file(folder: Path) -> tuple[int, int]:
    db.session.rollback()
    seen = epoch_file_of(folder, read_fingerprint(db.session)).read()
    return db.session.scalars(select(Installation.epoch)).one(), seen


@contextmanager
def another(url: str, folder: Path, relay: Relay) -> Iterator[Flask]:
    """Another installation on the database at *url*."""
    more = {"DATABASE_URL": url, "INSTANCE_PATH": str(folder), "MAIL_PORT": relay.port, "MEDIA_URL": folder.as_uri()}
    app = create_app(SETTINGS | more)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def file_of(app: Flask) -> Path:
    return Path(app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///"))


@pytest.fixture
def own_app(make_app: Callable[..., Flask], tmp_path: Path) -> Iterator[Flask]:
    """An application whose SQLite file no other test uses.

    Whoever opens and closes the file of a database outside SQLite takes the
    locks of every connection of the process to it (sqlite.org/howtocorrupt.html,
    section 2.2); the shared database would then fail in tests that come later.
    """
    app = make_app(f"sqlite:///{tmp_path / 'own.sqlite3'}")
    with app.app_context():
        yield app
        close()


def owe_one(app: Flask, relay: Relay) -> str:
    """Start a worker, so that the database is live, and owe one reader an alert afterwards."""
    change_settings(app, mail_port=relay.port)
    work(app)
    address = make_subscriber().address
    announced()
    return address


def test_a_new_database_needs_no_declaration(app: Flask, relay: Relay) -> None:
    address = make_subscriber().address
    announced()
    change_settings(app, mail_port=relay.port)

    work(app)

    assert relay.recipients == [address]


def test_a_copied_file_sends_nothing_until_it_is_declared(own_app: Flask, relay: Relay, tmp_path: Path) -> None:
    address = owe_one(own_app, relay)
    copy = tmp_path / "blog.sqlite3"
    for part in ("", "-wal"):
        shutil.copyfile(f"{file_of(own_app)}{part}", f"{copy}{part}")

    told = try_both_ways(f"sqlite:///{copy}", tmp_path, relay)

    assert told == ([], [address])


@on_postgres
def test_a_copied_postgres_database_sends_nothing_until_it_is_declared(
    app: Flask, make_postgres: Callable[[str], str], relay: Relay, tmp_path: Path
) -> None:
    address = owe_one(app, relay)
    db.session.remove()
    db.engine.dispose()

    told = try_both_ways(copy_database(app, make_postgres("copy")), tmp_path, relay)

    assert told == ([], [address])


def try_both_ways(url: str, folder: Path, relay: Relay) -> tuple[list[str], list[str]]:
    """Return whom a worker tells from the database at *url*, first as it is, then declared live."""
    with another(url, folder, relay) as copy:
        work(copy)
        before = relay.recipients
        declare_live(db.session, folder, NOW)
        work(copy)
    return before, relay.recipients


def test_the_original_goes_on_sending(app: Flask, relay: Relay) -> None:
    address = owe_one(app, relay)

    work(app)

    assert relay.recipients == [address]


def test_a_backup_put_back_in_its_place_sends_nothing(own_app: Flask, relay: Relay, tmp_path: Path) -> None:
    owe_one(own_app, relay)
    backup = tmp_path / "backup.sqlite3"
    close()
    shutil.copyfile(file_of(own_app), backup)
    work(own_app)
    close()
    shutil.copyfile(backup, file_of(own_app))
    relay.reset()

    work(own_app)

    assert relay.recipients == []
    assert read_state(db.session, Path(own_app.instance_path)) is InstanceState.ROLLED_BACK


def close() -> None:
    """Let go of the database's file."""
    db.session.remove()
    db.engine.dispose()


def copy_database(app: Flask, target: str) -> str:
    """Make the database at *target* anew, as a copy of that of *app*."""
    source, copy = make_url(app.config["SQLALCHEMY_DATABASE_URI"]), make_url(target)
    admin = create_engine(copy.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {copy.database} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {copy.database} TEMPLATE {source.database}"))
    admin.dispose()
    return target


def test_a_guard_looks_every_few_seconds_and_no_more(app: Flask, tmp_path: Path) -> None:
    live_check = LiveCheck(tmp_path)
    found = [live_check.is_live(db.session, NOW)]
    db.session.get_one(Installation, 1).fingerprint = "0" * 64
    db.session.commit()

    for later in (CHECK_EVERY / 2, CHECK_EVERY, CHECK_EVERY * 1.5):
        found.append(live_check.is_live(db.session, NOW + later))

    assert found == [True, True, False, False]


def test_the_epoch_goes_on_every_minute_and_at_the_end(app: Flask, tmp_path: Path) -> None:
    live_check, seen = LiveCheck(tmp_path), []

    for later in (timedelta(), ADVANCE_EVERY / 2, ADVANCE_EVERY, ADVANCE_EVERY * 1.5):
        live_check.is_live(db.session, NOW + later)
        seen.append(epoch_and_file(tmp_path))
    live_check.end(db.session, NOW + ADVANCE_EVERY * 1.5)

    assert seen == [(1, 1), (1, 1), (2, 2), (2, 2)]
    assert epoch_and_file(tmp_path) == (3, 3)


def test_a_guarded_duty_is_done_only_while_live(app: Flask, tmp_path: Path) -> None:
    done = []
    duty = LiveCheck(tmp_path).when_live(lambda session, now: done.append(now) or True)

    answers = [duty(db.session, NOW)]
    db.session.get_one(Installation, 1).fingerprint = "0" * 64
    answers.append(duty(db.session, NOW + CHECK_EVERY))

    assert (answers, done) == ([True, False], [NOW])


def test_nothing_sent_is_said_once_a_minute(app: Flask, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    declare_live(db.session, tmp_path, NOW)
    db.session.get_one(Installation, 1).fingerprint = "0" * 64
    live_check = LiveCheck(tmp_path)

    for seconds in range(0, 90, 5):
        live_check.is_live(db.session, NOW + timedelta(seconds=seconds))

    assert capsys.readouterr().out.count("nothing is sent") == 2 * 2


def test_a_folder_that_takes_no_file_stops_nobody(app: Flask, tmp_path: Path) -> None:
    folder = tmp_path / "file"
    folder.touch()

    assert LiveCheck(folder).is_live(db.session, NOW)
