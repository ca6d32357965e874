"""What supervisors and monitors are told."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from blog.database import db
from blog.delivery.worker.instance_state import NOTICES, InstanceState
from blog.models import Heartbeat, Installation
from blog.web.clock import read_clock
from tests.factories import make_article, make_draft, make_subscriber, save
from tests.settings import change_settings


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


@pytest.mark.parametrize(
    "header", ["", "Bearer ", "Bearer wrong", "bearer right-token", "Basic right-token", "Bearer \xfc"]
)
@pytest.mark.parametrize("token", [None, "right-token"])
def test_the_figures_are_found_only_with_the_token(app: Flask, client: FlaskClient, token: str, header: str) -> None:
    change_settings(app, metrics_token=token)

    assert client.get("/metrics", headers={"Authorization": header}).status_code == 404


def test_the_figures_say_what_there_is_and_nobody_s_address(app: Flask, client: FlaskClient) -> None:
    change_settings(app, metrics_token="right-token")
    make_article()
    make_draft()
    make_subscriber("ann@example.com")
    save(Heartbeat(name="worker", seen_at=read_clock()))

    text = client.get("/metrics", headers={"Authorization": "Bearer right-token"}).text

    assert 'blog_articles{state="published"} 1.0' in text
    assert 'blog_subscribers{state="confirmed"} 1.0' in text
    assert "blog_worker_age_seconds" in text
    assert "blog_mails_in_flight 0.0" in text
    assert "blog_mails_per_minute 0.0" in text
    assert "ann@" not in text


def test_a_copy_is_ready_to_be_read_and_says_that_it_sends_nothing(app: Flask, client: FlaskClient) -> None:
    save(Heartbeat(name="worker", seen_at=read_clock()))
    save(Installation(id=1, fingerprint="0" * 64, epoch=1, declared_at=read_clock()))

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json["mail"]) == (200, str(NOTICES[InstanceState.COPY]))
