"""What Prometheus is told, by all processes and by the database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy.exc import OperationalError

from blog.database import db
from blog.models import Heartbeat
from blog.operations.metrics import views
from blog.web.clock import read_clock
from blog.web.observability.process_metrics import ProcessMetrics
from tests.factories import make_subscriber, save
from tests.settings import change_settings

TOKEN = {"Authorization": "Bearer right-token"}


@pytest.fixture
def counting(app: Flask, tmp_path: Path) -> Iterator[ProcessMetrics]:
    """Count as with METRICS_TOKEN."""
    change_settings(app, metrics_token="right-token")
    metrics = app.extensions["process_metrics"] = ProcessMetrics(tmp_path)
    yield metrics
    metrics.close()
    del app.extensions["process_metrics"]


@pytest.mark.parametrize(
    "header", ["", "Bearer ", "Bearer wrong", "bearer right-token", "Basic right-token", "Bearer \xfc"]
)
@pytest.mark.parametrize("token", [None, "right-token"])
def test_the_figures_are_found_only_with_the_token(app: Flask, client: FlaskClient, token: str, header: str) -> None:
    change_settings(app, metrics_token=token)

    assert client.get("/metrics", headers={"Authorization": header}).status_code == 404


def read(client: FlaskClient) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    families = text_string_to_metric_families(client.get("/metrics", headers=TOKEN).text)
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in families
        for sample in family.samples
    }


@pytest.mark.usefixtures("counting")
def test_requests_are_counted_by_rule_method_and_status(app: Flask, client: FlaskClient) -> None:
    for path in ("/login", "/login", "/nothing/here-xyz", "/articles/ann@example.com"):
        client.get(path)
    client.open("/login", method="PROPFIND")
    client.get("/", headers={"Host": "evil.example"})

    found = read(client)

    def count(rule: str, method: str, status: int) -> float:
        return found[("blog_http_requests_total", (("method", method), ("rule", rule), ("status", str(status))))]

    assert (count("/login", "GET", 200), count("-", "GET", 404), count("-", "GET", 400)) == (2, 1, 1)
    assert (count("/articles/<slug>", "GET", 404), count("-", "other", 405)) == (1, 1)
    assert found[("blog_http_request_duration_seconds_count", (("rule", "/login"),))] == 2
    assert not [labels for _, labels in found if "ann@" in str(labels) or "evil" in str(labels)]


@pytest.mark.usefixtures("counting")
def test_while_the_database_is_away_the_processes_are_told(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise OperationalError("select", {}, Exception("down at db.internal"))

    client.get("/login")
    monkeypatch.setattr(views, "read_figures", refuse)

    found = read(client)

    assert found[("blog_database_up", ())] == 0
    assert ("blog_processes", (("role", "web"),)) in found
    assert ("blog_mail_may_send", ()) not in found


def test_while_the_files_of_the_processes_cannot_be_locked_the_database_is_told(
    client: FlaskClient, counting: ProcessMetrics
) -> None:
    client.get("/login")
    counting.flush()
    (counting.folder / "all.lock").unlink()
    (counting.folder / "all.lock").mkdir()

    found = read(client)

    assert found[("blog_database_up", ())] == 1
    assert ("blog_processes", (("role", "web"),)) not in found


@pytest.mark.usefixtures("counting")
def test_the_page_names_nobody(client: FlaskClient) -> None:
    make_subscriber("ann@example.com")
    save(Heartbeat(name="worker", seen_at=read_clock()))

    assert "ann@" not in client.get("/metrics", headers=TOKEN).text
    assert read(client)[("blog_worker_age_seconds", ())] < 60


def test_without_counting_the_figures_of_the_database_stand(app: Flask, client: FlaskClient) -> None:
    change_settings(app, metrics_token="right-token")

    assert read(client)[("blog_database_up", ())] == 1
    db.session.rollback()
