"""The database, its worker, and whether it may send."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from blog.database import db
from blog.database.schema import known_revisions
from blog.models import Heartbeat, Installation
from blog.operations.doctor.delivery_checks import check_database, check_guard, check_worker
from tests.factories import NOW, save
from tests.operations.doctor.fakes import severities


def test_a_database_of_this_edition_is_in_order(app: Flask) -> None:
    assert severities(list(check_database(db.session))) == [("database", "ok"), ("page cache", "ok")]


def test_an_older_schema_is_told(app: Flask) -> None:
    db.session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    db.session.commit()

    (finding,) = check_database(db.session)
    db.session.execute(text(f"UPDATE alembic_version SET version_num = '{known_revisions()[-1]}'"))
    db.session.commit()

    assert finding.severity.value == "WRONG"
    assert "has schema 0001" in finding.message


def test_a_missing_trigger_is_told(app: Flask) -> None:
    on = " ON topics" if db.engine.dialect.name == "postgresql" else ""
    db.session.execute(text(f"DROP TRIGGER content_version_topics_update{on}"))

    found = list(check_database(db.session))
    db.session.rollback()

    assert severities(found) == [("database", "ok"), ("page cache", "WRONG")]
    assert "content_version_topics_update" in found[1].message


def test_a_database_that_is_away_is_told_without_its_password() -> None:
    engine = create_engine("postgresql+psycopg://blog:hidden-password@127.0.0.1:1/blog")

    with Session(engine) as session:
        (finding,) = check_database(session)

    assert finding.severity.value == "WRONG"
    assert "hidden-password" not in finding.message


@pytest.mark.parametrize(
    ("age", "severity", "message"),
    [(5, "ok", "5 seconds ago"), (119, "ok", "119 seconds"), (600, "WRONG", "for 10 minutes")],
)
def test_a_worker_is_seen(app: Flask, age: int, severity: str, message: str) -> None:
    save(Heartbeat(name="worker", seen_at=NOW - timedelta(seconds=age)))

    (finding,) = check_worker(db.session, NOW)

    assert finding.severity.value == severity
    assert message in finding.message


def test_no_worker_means_no_mail(app: Flask) -> None:
    assert severities(list(check_worker(db.session, NOW))) == [("worker", "WRONG")]


def test_a_copy_is_told(app: Flask, tmp_path: Path) -> None:
    new = severities(list(check_guard(db.engine, tmp_path, NOW)))
    save(Installation(id=1, fingerprint="of another database", epoch=1, declared_at=NOW))

    assert new == [("guard", "ok")]
    assert severities(list(check_guard(db.engine, tmp_path, NOW))) == [("guard", "WRONG")]
