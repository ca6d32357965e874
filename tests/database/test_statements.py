"""What the statements promise on SQLite and Postgres alike."""

from datetime import UTC, datetime

from flask import Flask
from sqlalchemy import select

from blog.database import add_counts, db, delete_selected, insert_missing, upsert_count
from blog.database.statements import reset_id_sequence
from blog.models import Heartbeat, RateCount, Subscriber
from tests.factories import make_subscriber

NOW = datetime(2026, 5, 4, tzinfo=UTC)


def test_only_the_rows_that_were_missing_are_counted(app: Flask) -> None:
    rows = [{"name": name, "seen_at": NOW} for name in ("a", "b", "c")]

    counts = [insert_missing(db.session, Heartbeat, some) for some in (rows[:1], rows[:1], rows, rows)]

    assert counts == [1, 0, 2, 0]


def test_only_the_selected_rows_are_deleted_and_counted(app: Flask) -> None:
    gone, kept = make_subscriber(), make_subscriber()

    count = delete_selected(db.session, Subscriber, select(Subscriber.id).where(Subscriber.id == gone.id))

    assert count == 1
    assert db.session.scalars(select(Subscriber.id)).all() == [kept.id]


def test_a_count_begins_when_it_is_first_added_to(app: Flask) -> None:
    key = {"bucket": "login:a", "window_at": NOW}

    counts = [upsert_count(db.session, RateCount, key, "count", amount) for amount in (1, 1, 5)]

    assert counts == [1, 2, 7]


def test_keys_go_on_after_those_that_were_given(app: Flask) -> None:
    given = make_subscriber().id + 4711
    make_subscriber(id=given)

    reset_id_sequence(db.session, Subscriber)

    assert make_subscriber().id == given + 1


def test_counts_are_added_row_by_row_in_one_statement(app: Flask) -> None:
    rows = [{"bucket": bucket, "window_at": NOW, "count": number} for bucket, number in (("a", 2), ("b", 3))]

    add_counts(db.session, RateCount, rows, "count")
    add_counts(db.session, RateCount, rows[1:], "count")
    add_counts(db.session, RateCount, [], "count")

    counts = db.session.execute(select(RateCount.bucket, RateCount.count).order_by(RateCount.bucket))
    assert [tuple(row) for row in counts] == [("a", 2), ("b", 6)]
