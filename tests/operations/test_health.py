"""What supervisors and monitors are told."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from blog.database import db
from blog.database.migrations import upgrade
from blog.database.schema import known_revisions
from blog.delivery.worker.instance_state import NOTICES, InstanceState
from blog.models import Heartbeat, Installation
from blog.web.clock import read_clock
from tests.factories import save


def test_the_process_is_alive_whatever_else_is_not(client: FlaskClient) -> None:
    assert client.get("/healthz").json == {"status": "ok"}


def test_a_site_without_worker_is_not_ready(client: FlaskClient) -> None:
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json["worker"]) == (503, "no sign of life")


@pytest.mark.parametrize(("age", "code"), [(timedelta(seconds=30), 200), (timedelta(minutes=3), 503)])
def test_a_site_is_ready_while_a_worker_shows_itself(client: FlaskClient, age: timedelta, code: int) -> None:
    save(Heartbeat(name="worker", seen_at=read_clock() - age))

    assert client.get("/readyz").status_code == code


def test_a_sign_of_life_from_the_future_hides_no_dead_worker(client: FlaskClient) -> None:
    save(Heartbeat(name="before the clock was set back", seen_at=read_clock() + timedelta(hours=3)))
    asleep = client.get("/readyz").status_code
    save(Heartbeat(name="worker", seen_at=read_clock()))

    assert (asleep, client.get("/readyz").status_code) == (503, 200)


def test_a_site_without_database_is_not_ready(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> None:
        raise OperationalError("select", {}, Exception("down at db.internal"))

    monkeypatch.setattr(db.session, "scalar", refuse)

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json) == (503, {"status": "unavailable", "database": "unreachable"})


def test_a_copy_is_ready_to_be_read_and_says_that_it_sends_nothing(app: Flask, client: FlaskClient) -> None:
    save(Heartbeat(name="worker", seen_at=read_clock()))
    save(Installation(id=1, fingerprint="0" * 64, epoch=1, declared_at=read_clock()))

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json["mail"]) == (200, str(NOTICES[InstanceState.COPY]))


def test_a_page_cache_without_triggers_and_a_foreign_schema_are_said(app: Flask, client: FlaskClient) -> None:
    save(Heartbeat(name="worker", seen_at=read_clock()))
    whole = client.get("/readyz").json["page_cache"]
    on = " ON topics" if db.engine.dialect.name == "postgresql" else ""
    db.session.execute(text(f"DROP TRIGGER content_version_topics_update{on}"))
    db.session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    db.session.commit()
    foreign = client.get("/readyz")
    db.session.execute(text(f"UPDATE alembic_version SET version_num = '{known_revisions()[-1]}'"))
    broken = client.get("/readyz")
    upgrade()

    assert (whole, foreign.status_code) == ("ok", 503)
    assert "newer than this program" in foreign.json["database"]
    assert (broken.status_code, "triggers are missing" in broken.json["page_cache"]) == (200, True)
    assert client.get("/readyz").json["page_cache"] == "ok"
