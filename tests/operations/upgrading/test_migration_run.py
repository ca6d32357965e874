"""An upgrade that fails, is killed or finds something locked leaves the page cache exact and no reader waiting."""

import time
from collections.abc import Iterator
from itertools import count, cycle
from threading import Event, Thread

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from blog.database import db
from blog.database.faults import lock_waiting
from blog.database.migrations import upgrade
from blog.database.schema import known_revisions, read_revision
from blog.web.cache.triggers import faulty_triggers, standing_triggers, wanted_triggers
from tests.audit import IS_AUDIT
from tests.conftest import MIGRATIONS
from tests.databases import on_postgres
from tests.operations.upgrading.processes import fail, fork, kill_this_process, upgrade_until, wait_for

BEFORE = "0021"
STEP = 6 if IS_AUDIT else 12
"""Statements from one end of an upgrade to the next."""
NEWEST = known_revisions()[-1]
IS_PERSON_INDEX = "indexrelid = 'ix_deliveries_person_id'::regclass"
OWN_LOCKS = """
    SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
    WHERE locktype = 'advisory' AND datname = current_database()
"""


@pytest.fixture
def older(app: Flask) -> Iterator[Flask]:
    """A database that lacks the last migrations, as after an upgrade of the program alone."""
    db.session.remove()
    flask_migrate.downgrade(str(MIGRATIONS), BEFORE)
    yield app
    db.session.rollback()
    upgrade()


def is_watched() -> bool:
    """Return whether each watched table that the schema has by now is watched."""
    with db.engine.connect() as connection:
        wanted = set(wanted_triggers(connection))
        return len(wanted) > 20 and set(standing_triggers(connection)) >= wanted


def test_killed_or_failed_anywhere_the_triggers_stand_and_the_next_run_completes_it(older: Flask) -> None:
    found, harms = [], cycle([kill_this_process, fail])
    for number, harm in zip(count(0, STEP), harms, strict=False):
        if wait_for(fork(lambda: upgrade_until(number, harm))) == 0:  # noqa: B023
            break
        found.append((is_watched(), read_revision(db.engine) in known_revisions()))

    assert len(found) > 2
    assert set(found) == {(True, True)}
    assert read_revision(db.engine) == NEWEST


def test_two_that_start_together_both_end_well(older: Flask) -> None:
    children = [fork(upgrade) for _ in range(2)]

    assert [wait_for(child) for child in children] == [0, 0]
    assert read_revision(db.engine) == NEWEST


def lock_everything(connection: Connection) -> None:
    """Lock what a change of content or schema needs: the file, or every table that a trigger watches."""
    if connection.dialect.name == "postgresql":
        tables = {table for table, _ in standing_triggers(connection).values()}
        connection.execute(text(f"LOCK TABLE {', '.join(sorted(tables))} IN ACCESS EXCLUSIVE MODE"))


def test_a_run_with_nothing_due_asks_for_no_lock(app: Flask) -> None:
    db.session.remove()
    with db.engine.begin() as connection:
        lock_everything(connection)
        began = time.monotonic()
        upgrade()

    assert time.monotonic() - began < 4


def read_working_copies() -> float:
    """Return the seconds that a reader of the table waits."""
    began = time.monotonic()
    with db.engine.connect() as connection:
        connection.execute(text("SELECT count(*) FROM working_copies")).scalar()
    return time.monotonic() - began


@on_postgres
def test_behind_an_open_transaction_it_lets_readers_through_until_it_gets_its_turn(
    older: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    said, waits = [], Event()
    monkeypatch.setattr(lock_waiting.click, "echo", lambda words, err: (said.append(words), waits.set()))
    thread = Thread(target=upgrade_in_context, args=(older,))
    with Session(db.engine) as dump:
        dump.execute(text("SELECT count(*) FROM working_copies"))
        thread.start()
        assert waits.wait(30)
        longest = max(read_working_copies() for _ in range(20))
    thread.join(30)

    assert longest < 1
    assert "has had a transaction open for" in said[0]
    assert read_revision(db.engine) == NEWEST


def upgrade_in_context(app: Flask) -> None:
    with app.app_context():
        upgrade()


def test_each_migration_leaves_the_triggers_as_this_edition_makes_them(older: Flask) -> None:
    upgrade()

    with db.engine.connect() as connection:
        assert faulty_triggers(connection) == []


@on_postgres
def test_an_index_whose_building_was_interrupted_is_built_anew(app: Flask) -> None:
    db.session.remove()
    flask_migrate.downgrade(str(MIGRATIONS), "0050")
    with db.engine.begin() as connection:
        connection.execute(text("CREATE INDEX ix_deliveries_person_id ON deliveries (id)"))
        connection.execute(text(f"UPDATE pg_index SET indisvalid = false WHERE {IS_PERSON_INDEX}"))

    upgrade()

    with db.engine.connect() as connection:
        built = connection.execute(
            text(f"SELECT indisvalid, pg_get_indexdef(indexrelid) FROM pg_index WHERE {IS_PERSON_INDEX}")
        ).one()
        locks = connection.scalar(text(OWN_LOCKS))
    assert built.indisvalid
    assert "(person_id)" in built.pg_get_indexdef
    assert locks == 0
