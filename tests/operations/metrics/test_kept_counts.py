"""Whole tables are counted by the worker, and not for each reader of /metrics."""

from pathlib import Path

import pytest
from flask import Flask

from blog.database import db
from blog.operations.jobs import background_jobs
from blog.operations.metrics.kept_counts import KeptCounts
from blog.web.observability.metric_files import read_metrics
from blog.web.observability.process_metrics import ProcessMetrics
from tests.factories import NOW, make_article, make_draft, make_subscriber


def test_articles_and_subscribers_are_counted_by_state(app: Flask, tmp_path: Path) -> None:
    metrics = ProcessMetrics(tmp_path)
    counts = KeptCounts(metrics)
    make_article()
    make_draft()
    make_subscriber("ann@example.com")

    is_more = counts.count(db.session, NOW)
    metrics.flush()

    found = {
        (sample.name, sample.labels.get("state")): sample.value
        for metric in read_metrics(tmp_path)
        for sample in metric.samples
    }
    metrics.close()
    assert not is_more
    assert found[("blog_articles", "published")] == found[("blog_articles", "draft")] == 1
    assert found[("blog_subscribers", "confirmed")] == 1


@pytest.mark.parametrize("is_counting", [True, False])
def test_nothing_is_counted_where_nobody_asks(sqlite_app: Flask, tmp_path: Path, is_counting: bool) -> None:
    without = len(background_jobs(sqlite_app))
    if is_counting:
        sqlite_app.extensions["process_metrics"] = ProcessMetrics(tmp_path)

    assert len(background_jobs(sqlite_app)) == without + is_counting
    sqlite_app.extensions.pop("process_metrics", None)
