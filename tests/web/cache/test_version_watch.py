"""A process knows at once that content has changed, and knows when it does not know."""

import multiprocessing
import os
import threading
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import create_engine, text

from blog.database import db
from blog.database.migrations import upgrade
from blog.web.cache.version_watch import ListeningWatch, VersionWatch, open_watch
from tests.factories import make_subscriber, make_topic


@pytest.fixture(params=["strict", "listen"])
def watch(app: Flask, request: pytest.FixtureRequest) -> VersionWatch:
    """A watch on the database of the test; SQLite has but one kind."""
    if request.param == "listen" and db.engine.dialect.name == "sqlite":
        pytest.skip("SQLite needs nobody to tell it")
    made = open_watch(db.engine, request.param)
    assert made is not None
    return made


def read_changed(watch: VersionWatch, before: object) -> object:
    """Return the first version that is not *before*; a listener may be told a moment later."""
    for _ in range(1000):
        found = watch.read()
        if found != before or not isinstance(watch, ListeningWatch):
            return found
        threading.Event().wait(0.002)
    return before


def test_a_change_is_seen_and_what_is_no_content_is_not(watch: VersionWatch) -> None:
    before = watch.read()
    make_subscriber()
    unchanged = watch.read()
    make_topic()

    assert before == unchanged is not None
    assert read_changed(watch, before) != before


def test_what_is_not_committed_is_not_seen(watch: VersionWatch) -> None:
    before = watch.read()
    db.session.execute(text("INSERT INTO topics (name, slug, description) VALUES ('a', 'a', '')"))
    during = watch.read()
    db.session.rollback()

    assert before == during == watch.read()


def test_every_thread_has_a_connection_of_its_own(watch: VersionWatch) -> None:
    found: list[Any] = []
    here = (watch.read(), watch.connection)
    thread = threading.Thread(target=lambda: found.append((watch.read(), watch.connection)))
    thread.start()
    thread.join()

    assert found[0][0] == here[0]
    assert found[0][1] is not here[1]


def test_a_lost_connection_means_that_nobody_knows_for_a_while(
    watch: VersionWatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = watch.read()
    watch.connection.close()
    if isinstance(watch, ListeningWatch):
        watch.known_until = 0.0

    lost, resting = watch.read(), watch.read()
    monkeypatch.setattr(watch, "retry_at", 0.0)

    assert (lost, resting, watch.read()) == (None, None, before)


def test_a_server_that_hangs_up_is_noticed(postgres_app: Flask) -> None:
    with postgres_app.app_context():
        made = ListeningWatch(db.engine)
        made.read()
        with db.engine.begin() as connection:
            connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": made.connection.info.backend_pid})

        last = made.read()
        for _ in range(1000):
            last = last and made.read()
            threading.Event().wait(0.002 if last else 0)

        assert last is None


def test_a_missing_row_means_that_nobody_knows(app: Flask, watch: VersionWatch) -> None:
    row = db.session.execute(text("SELECT id, number, mark FROM content_version")).one()
    before = watch.read()
    db.session.execute(text("DELETE FROM content_version"))
    db.session.commit()
    without = read_changed(watch, before) if not isinstance(watch, ListeningWatch) else None
    db.session.execute(text("INSERT INTO content_version VALUES (:id, :number, :mark)"), row._mapping)
    db.session.commit()

    assert without is None


def test_a_child_process_opens_a_connection_of_its_own(watch: VersionWatch) -> None:
    before = watch.read()
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe()

    def ask() -> None:
        theirs.send((watch.read(), id(watch.connection)))
        theirs.close()
        os._exit(0)

    child = fork.Process(target=ask)
    child.start()
    version, connection = ours.recv()
    child.join()

    assert (version, watch.read()) == (before, before)
    assert connection != id(watch.connection)


def test_a_database_in_memory_is_not_watched() -> None:
    engine = create_engine("sqlite://")

    assert open_watch(engine, "strict") is None


def test_without_a_trigger_nothing_is_served_from_memory(watch: VersionWatch) -> None:
    whole = watch.read()
    db.session.execute(text("DROP TRIGGER content_version_topics_update" + (" ON topics" if on_postgres() else "")))
    db.session.commit()
    watch.standing_until = watch.known_until = 0.0
    broken = watch.read()
    upgrade()
    watch.standing_until = watch.known_until = 0.0

    assert whole is not None
    assert broken is None
    assert watch.read() is not None


def on_postgres() -> bool:
    return db.engine.dialect.name == "postgresql"
