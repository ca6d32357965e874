"""The database, its worker, and whether it may send."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from blog.database import db
from blog.models import Heartbeat, Installation
from blog.operations.doctor.delivery_checks import check_database, check_guard, check_worker
from tests.conftest import MIGRATIONS
from tests.factories import NOW, save
from tests.operations.doctor.fakes import marks


def test_a_database_of_this_edition_is_in_order(app: Flask) -> None:
    assert marks(list(check_database(db.session, MIGRATIONS))) == [("database", "ok")]


def test_an_older_schema_is_told(app: Flask) -> None:
    db.session.execute(text("UPDATE alembic_version SET version_num = '0001'"))

    (finding,) = check_database(db.session, MIGRATIONS)

    assert finding.mark.value == "WRONG"
    assert "The schema is 0001" in finding.words


def test_a_database_that_is_away_is_told_without_its_password() -> None:
    engine = create_engine("postgresql+psycopg://blog:hidden-password@127.0.0.1:1/blog")

    with Session(engine) as session:
        (finding,) = check_database(session, MIGRATIONS)

    assert finding.mark.value == "WRONG"
    assert "hidden-password" not in finding.words


@pytest.mark.parametrize(
    ("age", "mark", "words"), [(5, "ok", "5 seconds ago"), (119, "ok", "119 seconds"), (600, "WRONG", "for 10 minutes")]
)
def test_a_worker_is_seen(app: Flask, age: int, mark: str, words: str) -> None:
    save(Heartbeat(name="worker", seen_at=NOW - timedelta(seconds=age)))

    (finding,) = check_worker(db.session, NOW)

    assert finding.mark.value == mark
    assert words in finding.words


def test_no_worker_means_no_mail(app: Flask) -> None:
    assert marks(list(check_worker(db.session, NOW))) == [("worker", "WRONG")]


def test_a_copy_is_told(app: Flask, tmp_path: Path) -> None:
    new = marks(list(check_guard(db.session, tmp_path)))
    save(Installation(id=1, fingerprint="of another database", epoch=1, declared_at=NOW))

    assert new == [("guard", "ok")]
    assert marks(list(check_guard(db.session, tmp_path))) == [("guard", "WRONG")]
