"""Figures of the database: right, and at the same cost for ten readers and a million."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete, event, text

from blog.database import db
from blog.models import (
    ArticleState,
    Bounce,
    BounceKind,
    Delivery,
    DeliveryPriority,
    DeliveryState,
    Installation,
    PictureState,
    RowCount,
    recount_next,
)
from blog.models.row_count import UNCOUNTED
from blog.operations.metrics import database_figures
from blog.operations.metrics.database_figures import count_up_to, read_figures
from tests.databases import on_sqlite
from tests.factories import NOW, make_article, make_draft, make_subscriber, save
from tests.pictures.picture_factories import make_picture

MINUTE = timedelta(minutes=1)


def read(app: Flask) -> dict[str, float]:
    """Return the figures, each under its name and the value of its label."""
    return {
        sample.name + "".join(f" {value}" for value in sample.labels.values()): sample.value
        for metric in read_figures(db.session, Path(app.instance_path), NOW)
        for sample in metric.samples
    }


def owe(state: DeliveryState, age: timedelta, priority: DeliveryPriority = DeliveryPriority.ALERT) -> None:
    moments = {"owed_at": NOW - age, "due_at": NOW - age}
    save(Delivery(kind="confirmation", address="ann@example.com", state=state, priority=priority, **moments))


def test_an_empty_site_owes_nothing(app: Flask) -> None:
    found = read(app)

    assert found.pop("blog_database_answer_seconds") < 5
    assert (found.pop("blog_database_up"), found.pop("blog_mail_may_send")) == (1, 1)
    assert set(found.values()) == {0}


def test_what_is_owed_and_for_how_long(app: Flask) -> None:
    owe(DeliveryState.WAITING, 5 * MINUTE)
    owe(DeliveryState.DEFERRED, 9 * MINUTE, DeliveryPriority.BULK)
    owe(DeliveryState.WAITING, -60 * MINUTE)
    owe(DeliveryState.WAITING, 90 * MINUTE, DeliveryPriority.IN_DIGEST)
    owe(DeliveryState.ACCEPTED, 90 * MINUTE)

    found = read(app)

    assert (found["blog_mails waiting"], found["blog_mails deferred"]) == (2, 1)
    assert found["blog_mail_oldest_waiting_seconds"] == 9 * 60


def test_schedules_pictures_and_bounces(app: Flask) -> None:
    for minutes in (-5, 0, 2, 30):
        make_draft(state=ArticleState.SCHEDULED, scheduled_at=NOW - minutes * MINUTE)
    make_draft(state=ArticleState.PUBLISHED, scheduled_at=NOW - 30 * MINUTE, published_at=NOW)
    make_picture(state=PictureState.FAILED)
    for age, kind in ((1, BounceKind.HARD), (59, BounceKind.HARD), (61, BounceKind.HARD), (1, BounceKind.COMPLAINT)):
        save(Bounce(kind=kind, source="pipe", digest=f"{age}{kind}", received_at=NOW - age * MINUTE))

    found = read(app)

    assert (found["blog_schedules_late"], found["blog_pictures failed"]) == (2, 1)
    assert [found[f"blog_bounces_last_hour {kind}"] for kind in ("hard", "soft", "complaint")] == [2, 0, 1]


def test_articles_and_subscribers_are_counted_by_state(app: Flask) -> None:
    while recount_next(db.session):
        db.session.commit()
    make_article()
    make_draft()
    make_subscriber("ann@example.com")
    make_subscriber("bob@example.com", suppressed_at=NOW)

    found = read(app)

    assert found["blog_articles published"] == found["blog_articles draft"] == 1
    assert found["blog_subscribers confirmed"] == 2


def test_a_table_is_not_counted_for_the_figures_before_the_worker_has_done_so(app: Flask) -> None:
    db.session.execute(delete(RowCount))
    save(RowCount(counted="subscribers", owner_id=0, state=UNCOUNTED, detail="", shard=0, amount=1))
    make_subscriber("ann@example.com")

    assert "blog_subscribers confirmed" not in read(app)


def test_a_copy_may_not_send(app: Flask) -> None:
    save(Installation(id=1, fingerprint="0" * 64, epoch=1, declared_at=NOW))

    assert read(app)["blog_mail_may_send"] == 0


def test_a_count_ends_at_its_limit(app: Flask) -> None:
    for _ in range(3):
        owe(DeliveryState.WAITING, MINUTE)
    selected = database_figures.select(Delivery.id)

    assert [count_up_to(db.session, selected, limit) for limit in (2, 3, 4)] == [2, 3, 3]


@pytest.fixture
def statements(app: Flask) -> Iterator[list[tuple[str, tuple[object, ...]]]]:
    """Collect what is asked of the database."""
    asked: list[tuple[str, tuple[object, ...]]] = []

    def remember(_connection: object, _cursor: object, sql: str, values: tuple[object, ...], *_more: object) -> None:
        asked.append((sql, values))

    event.listen(db.engine, "before_cursor_execute", remember)
    yield asked
    event.remove(db.engine, "before_cursor_execute", remember)


@on_sqlite
def test_no_query_reads_a_whole_table(app: Flask, statements: list[tuple[str, tuple[object, ...]]]) -> None:
    read(app)
    asked = list(statements)

    scans = {
        sql: row.detail
        for sql, values in asked
        for row in db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)
        if row.detail.startswith("SCAN") and "INDEX" not in row.detail
    }

    assert len(asked) > 15
    assert set(scans.values()) <= {"SCAN anon_1", "SCAN CONSTANT ROW"}


def test_the_database_is_asked_for_nothing_but_reading(app: Flask) -> None:
    read(app)

    assert not db.session.dirty
    assert db.session.execute(text("SELECT count(*) FROM deliveries")).scalar() == 0
