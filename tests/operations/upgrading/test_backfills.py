"""What an upgrade left to be filled is filled in chunks, says how far it is, and goes on where it was stopped."""

import pytest
from flask import Flask
from sqlalchemy import select, update

from blog.database import db
from blog.models import BackfillProgress, Subscriber
from blog.operations.doctor.delivery_checks import check_backfills
from blog.operations.upgrading import backfills
from blog.operations.upgrading.backfills import fill_next, read_progress
from tests.factories import NOW, make_subscriber, save


@pytest.fixture
def readers(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """Five readers of an older edition, and chunks of two."""
    for name in ("Ann", "Zoë", None, "Łukasz", "Ida"):
        make_subscriber(f"{name}@example.org", name=name)
    db.session.execute(update(Subscriber).values(name_key=None))
    save(BackfillProgress(name="reader_name_keys", position=0))
    monkeypatch.setattr(backfills, "CHUNK_ROWS", 2)
    return app


def keys() -> list[str | None]:
    return list(db.session.scalars(select(Subscriber.name_key).order_by(Subscriber.id)))


def test_each_chunk_is_kept_and_told(readers: Flask) -> None:
    fill_next(db.session, NOW)
    db.session.commit()

    ((label, position, last),) = read_progress(db.session)
    (finding,) = check_backfills(db.session)

    assert keys() == [" ann", " zoe", None, None, None]
    assert (label, last - position) == ("Names of readers, for the search at the desk", 3)
    assert f"{position:,} of {last:,} are done" in finding.message


def test_a_chunk_that_is_lost_is_filled_by_the_next_run(readers: Flask) -> None:
    fill_next(db.session, NOW)
    db.session.rollback()
    while fill_next(db.session, NOW):
        db.session.commit()

    assert keys() == [" ann", " zoe", None, " lukasz", " ida"]
    assert read_progress(db.session) == []
    assert list(check_backfills(db.session)) == []


def test_the_command_fills_everything_and_says_how_far_it_is(readers: Flask) -> None:
    answer = readers.test_cli_runner().invoke(args=["db", "fill"])

    assert answer.exit_code == 0
    assert answer.output.startswith("Names of readers, for the search at the desk: 0 of ")
    assert answer.output.endswith("All columns are filled.\n")
    assert None not in (keys()[0], keys()[4])


def test_nothing_due_is_nothing_done(app: Flask) -> None:
    assert fill_next(db.session, NOW) is False
