"""A process counts exactly, from any number of threads, and goes on when its figures cannot be written."""

import threading
from pathlib import Path

import pytest

from blog import create_app
from blog.web.observability.metric_files import read_metrics
from blog.web.observability.process_metrics import ProcessMetrics, process_metrics
from tests.conftest import SETTINGS


def found_in(folder: Path) -> dict[str, float]:
    return {
        sample.name + sample.labels.get("le", ""): sample.value
        for metric in read_metrics(folder)
        for sample in metric.samples
        if sample.name.startswith("blog_http")
    }


def test_many_threads_count_every_answer(tmp_path: Path) -> None:
    metrics = ProcessMetrics(tmp_path)

    def work() -> None:
        for _ in range(5_000):
            metrics.count_request("/", "GET", 200, 0.0005)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    metrics.flush()

    found = found_in(tmp_path)
    metrics.close()
    assert found["blog_http_requests_total"] == found["blog_http_request_duration_seconds_count"] == 40_000
    assert found["blog_http_request_duration_seconds_sum"] == pytest.approx(20)


@pytest.mark.parametrize(("seconds", "bucket"), [(0.001, "0.001"), (0.0011, "0.0025"), (0.3, "0.5"), (99, "+Inf")])
def test_an_answer_counts_in_the_buckets_from_its_time_on(tmp_path: Path, seconds: float, bucket: str) -> None:
    metrics = ProcessMetrics(tmp_path)
    metrics.count_request("/", "GET", 200, seconds)
    metrics.flush()

    counts = {
        name.removeprefix("blog_http_request_duration_seconds_bucket"): count
        for name, count in found_in(tmp_path).items()
        if "bucket" in name
    }
    metrics.close()
    assert {bound for bound, count in counts.items() if count} == {
        bound for bound in counts if float(bound) >= float(bucket)
    }


def test_what_was_counted_is_written_soon(tmp_path: Path) -> None:
    metrics = ProcessMetrics(tmp_path)
    written = threading.Event()
    metrics.sources.append(lambda: (written.set(), [])[1])
    metrics.count_request("/", "GET", 200, 0.1)

    assert written.wait(30)
    metrics.close()


def test_a_folder_that_cannot_be_made_is_told_once_and_stops_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way")
    metrics = ProcessMetrics(tmp_path / "file" / "metrics")

    for _ in range(3):
        metrics.count_request("/", "GET", 200, 0.1)
        metrics.flush()

    metrics.close()
    assert capsys.readouterr().out.count("figures cannot be written") == 1


@pytest.mark.parametrize("token", [None, "right-token"])
def test_a_site_counts_only_where_its_figures_can_be_read(tmp_path: Path, token: str | None) -> None:
    app = create_app({**SETTINGS, "DATABASE_URL": "sqlite://", "INSTANCE_PATH": tmp_path, "METRICS_TOKEN": token})

    assert (process_metrics(app) is not None) is bool(token)
