"""Dashboard, alert rules and example for Prometheus hold, and ask for figures that a site gives."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from prometheus_client.metrics_core import Metric

from blog.database import db
from blog.delivery.worker.send_progress import SendProgress
from blog.models import BackupRun, Heartbeat, recount_next
from blog.operations.metrics.database_figures import read_figures
from blog.operations.metrics.site_figures import site_figures
from blog.web.cache.middleware import PageCache
from blog.web.cache.version_watch import VersionWatch
from blog.web.observability.metric_files import read_metrics
from blog.web.observability.process_metrics import ProcessMetrics
from tests.databases import on_sqlite
from tests.factories import NOW, make_article, make_subscriber, save

FOLDER = Path(__file__).parent.parent / "docs/operations"
RULES, EXAMPLE = FOLDER / "alert-rules.yml", FOLDER / "prometheus.yml"
NAME = re.compile(r"\bblog_\w+")
LABELS = re.compile(r"(?:by|on) \(([\w, ]*)\)|\{(\w+)[=!]")
OF_PROMETHEUS = {"instance", "job", "le"}
needs_promtool = pytest.mark.skipif(shutil.which("promtool") is None, reason="promtool is not installed")


def expressions() -> list[str]:
    """Return what dashboard and rules ask; a rule is a key with its value in YAML, or a block below it."""
    board = json.loads((FOLDER / "dashboard.json").read_text("utf-8"))
    asked = [target["expr"] for panel in board["panels"] for target in panel["targets"]]
    blocks = re.findall(r"expr: (?:\|\n((?: {10,}.*\n)+)|(.+))", RULES.read_text("utf-8"))
    return [*asked, *(block or line for block, line in blocks)]


@pytest.fixture
def given(app: Flask, tmp_path: Path) -> Iterator[list[Metric]]:
    """All that a site with readers, a cache and a worker gives."""
    metrics, progress = ProcessMetrics(tmp_path), SendProgress("worker", timedelta(minutes=5))
    metrics.sources += [progress.read_figures, PageCache(app, app.wsgi_app, VersionWatch).read_figures]  # type: ignore[arg-type]
    make_article()
    make_subscriber("ann@example.com")
    save(Heartbeat(name="worker", seen_at=NOW))
    save(BackupRun(started_at=NOW, ended_at=NOW))
    while recount_next(db.session):
        db.session.commit()
    progress.count({"accepted": 1})
    metrics.count_request("/", "GET", 200, 0.1)
    metrics.flush()
    yield [*read_metrics(tmp_path), *site_figures(app), *read_figures(db.session, Path(app.instance_path), NOW)]
    metrics.close()


@on_sqlite
def test_dashboard_and_rules_ask_for_what_there_is(given: list[Metric]) -> None:
    names = {sample.name for metric in given for sample in metric.samples}
    labels = {label for metric in given for sample in metric.samples for label in sample.labels}
    asked = "\n".join(expressions())
    used = {
        part.strip() for lists in LABELS.findall(asked) for text in lists for part in text.split(",") if part.strip()
    }

    assert set(NAME.findall(asked)) - names == set()
    assert used - labels - OF_PROMETHEUS == set()
    assert len(expressions()) > 30


@on_sqlite
def test_every_figure_is_looked_at(given: list[Metric]) -> None:
    asked = "\n".join(expressions())

    assert [metric.name for metric in given if metric.name not in asked] == []


def test_the_dashboard_has_a_place_for_each_panel() -> None:
    board = json.loads((FOLDER / "dashboard.json").read_text("utf-8"))
    places = [tuple(panel["gridPos"].values()) for panel in board["panels"]]

    assert len(set(places)) == len(places)
    assert len({panel["id"] for panel in board["panels"]}) == len(places)


def test_each_alert_says_in_a_sentence_what_is_wrong() -> None:
    text = RULES.read_text("utf-8")
    summaries = re.findall(r'summary: "(.+)"', text)

    assert len(summaries) == text.count("- alert:")
    assert all(re.fullmatch(r"[A-Z{].+\.", summary) for summary in summaries)


@needs_promtool
def test_prometheus_takes_rules_and_example(tmp_path: Path) -> None:
    token = tmp_path / "token"
    token.write_text("x")
    example = tmp_path / "prometheus.yml"
    example.write_text(EXAMPLE.read_text("utf-8").replace("/etc/prometheus/broadsheet.token", str(token)))
    shutil.copy(RULES, tmp_path)

    assert promtool("check", "config", example) == 0


CASES: list[tuple[str, dict[str, str], list[str]]] = [
    ("all is well", {}, []),
    ("the server is away", {'up{job="broadsheet"}': "0x20"}, ["BroadsheetDown"]),
    ("the database is away", {"blog_database_up": "0x20"}, ["BroadsheetDatabaseDown"]),
    ("the worker is away", {"blog_worker_age_seconds": "100+60x20"}, ["BroadsheetWorkerDown"]),
    ("there never was a worker", {"blog_worker_age_seconds": "_x20"}, ["BroadsheetWorkerDown"]),
    ("errors", {'blog_http_requests_total{status="500"}': "0+10x20"}, ["BroadsheetErrors"]),
    ("mail is stuck", {"blog_mail_oldest_waiting_seconds": "2000x20"}, ["BroadsheetMailStuck"]),
    ("a copy", {"blog_mail_may_send": "0x20"}, ["BroadsheetMailOff"]),
    ("refusals", {'blog_mail_results_total{outcome="refused"}': "0+50x20"}, ["BroadsheetBounces"]),
    ("suppressions are stopped", {"blog_suppression_stopped": "1x20"}, ["BroadsheetSuppressionStopped"]),
    ("complaints", {'blog_bounces_last_hour{kind="complaint"}': "20x20"}, ["BroadsheetComplaints"]),
    ("a schedule is late", {"blog_schedules_late": "1x20"}, ["BroadsheetScheduleLate"]),
    ("a backup failed", {"blog_backup_failed": "1x20"}, ["BroadsheetBackupFailed"]),
    ("no backup for days", {"blog_backup_age_seconds": "200000x20"}, ["BroadsheetBackupOld"]),
    ("the disk is full", {"blog_disk_free_bytes": "1000x20"}, ["BroadsheetDiskFull"]),
]
WELL = {
    'up{job="broadsheet"}': "1x20",
    "blog_database_up": "1x20",
    "blog_worker_age_seconds": "5x20",
    'blog_http_requests_total{status="200"}': "0+600x20",
    'blog_http_requests_total{status="500"}': "0x20",
    "blog_mail_oldest_waiting_seconds": "2x20",
    "blog_mail_may_send": "1x20",
    "blog_mails_per_minute": "0x20",
    'blog_mail_results_total{outcome="accepted"}': "0+500x20",
    'blog_mail_results_total{outcome="refused"}': "0+1x20",
    'blog_bounces_last_hour{kind="complaint"}': "1x20",
    "blog_suppression_stopped": "0x20",
    "blog_schedules_late": "0x20",
    'blog_pictures{state="failed"}': "0x20",
    "blog_disk_free_bytes": "9e9x20",
    "blog_backup_failed": "0x20",
    "blog_backup_age_seconds": "40000x20",
}


@needs_promtool
def test_each_alert_fires_when_it_should_and_at_no_other_time(tmp_path: Path) -> None:
    tests = [unit_test(name, {**WELL, **changes}, fired) for name, changes, fired in CASES]
    file = tmp_path / "tests.json"  # JSON is YAML.
    file.write_text(json.dumps({"rule_files": [str(RULES)], "evaluation_interval": "1m", "tests": tests}))

    assert promtool("test", "rules", file) == 0


def unit_test(name: str, series: dict[str, str], fired: list[str]) -> dict[str, Any]:
    """Return a test of promtool: after ten minutes exactly *fired* ring, whatever their labels."""
    rings = 'count by (alertname) (ALERTS{alertstate="firing"})'
    expected = [{"labels": f'{{alertname="{alert}"}}', "value": 1} for alert in fired]
    return {
        "name": name,
        "interval": "1m",
        "input_series": [{"series": one, "values": values} for one, values in series.items()],
        "promql_expr_test": [{"expr": rings, "eval_time": "12m", "exp_samples": expected}],
    }


def promtool(*arguments: str | Path) -> int:
    """Run promtool, which says itself what it finds wrong; return its status."""
    return subprocess.run(["promtool", *map(str, arguments)], check=False).returncode
