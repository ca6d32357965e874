"""Figures of several processes are added up, and none falls when a process ends."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from prometheus_client.mmap_dict import mmap_key

from blog.web.observability import metric_files
from blog.web.observability.metric_files import MetricFiles, read_metrics

COUNTER = str(mmap_key("pages", "pages_total", [], [], "Pages"))
GAUGE = str(mmap_key("held", "held", [], [], "Held"))
LATENCY = [str(mmap_key("took", "took_bucket", ["le"], [bound], "Took")) for bound in ("0.1", "+Inf")]
WRITER = """
import sys
from pathlib import Path
from tests.web.observability.test_metric_files import COUNTER, GAUGE, LATENCY
from blog.web.observability.metric_files import MetricFiles
files = MetricFiles(Path(sys.argv[1]))
for kind, key in (("counter", COUNTER), ("gauge_livesum", GAUGE), ("histogram", LATENCY[0]), ("histogram", LATENCY[1])):
    files.write(kind, key, 5)
print("written", flush=True)
sys.stdin.read()
"""


def found_in(folder: Path) -> dict[str, float]:
    return {
        sample.name + sample.labels.get("le", ""): sample.value
        for metric in read_metrics(folder)
        for sample in metric.samples
    }


def test_a_process_that_is_killed_leaves_what_it_counted_and_nothing_else(tmp_path: Path) -> None:
    own = MetricFiles(tmp_path)
    own.write("counter", COUNTER, 2)
    own.write("gauge_livesum", GAUGE, 1)
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        while_it_runs = found_in(tmp_path)
        other.kill()
    afterwards = [found_in(tmp_path) for _ in range(2)]
    own.close()

    assert while_it_runs == {"pages_total": 7, "held": 6, "took_bucket0.1": 5, "took_bucket+Inf": 10, "took_count": 10}
    assert afterwards == [{**while_it_runs, "held": 1}] * 2
    assert sorted(path.name for path in tmp_path.iterdir() if own.name not in path.name) == [
        "all.lock", "counter_ended.db", "histogram_ended.db",
    ]  # fmt: skip


def test_each_process_adds_to_what_ended_ones_counted(tmp_path: Path) -> None:
    for _ in range(3):
        files = MetricFiles(tmp_path)
        files.write("counter", COUNTER, 2)
        files.close()

        read_metrics(tmp_path)

    assert found_in(tmp_path) == {"pages_total": 6}


def test_on_a_full_disk_nothing_that_ended_processes_counted_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        files = MetricFiles(tmp_path)
        files.write("counter", COUNTER, 2)
        files.write("histogram", LATENCY[1], 2)
        files.write("gauge_livesum", GAUGE, 1)
        files.close()
    make_file = metric_files.open_file

    def refuse_histograms(path: Path, size: int) -> object:
        if path.name.startswith("histogram"):
            raise OSError(28, "No space left on device")
        return make_file(path, size)

    with monkeypatch.context() as full:
        full.setattr(metric_files, "open_file", refuse_histograms)
        while_full = [found_in(tmp_path) for _ in range(2)]

    expected = {"pages_total": 4, "took_bucket+Inf": 4, "took_count": 4}
    assert [*while_full, found_in(tmp_path)] == [expected] * 3


def test_no_file_grows_beyond_the_room_that_was_written_in_advance(tmp_path: Path) -> None:
    files = MetricFiles(tmp_path)
    for number in range(5_000):
        files.write("counter", str(mmap_key("pages", "pages_total", ["rule"], [str(number)], "Pages")), 1)
    files.write("gauge_livesum", GAUGE, 1)
    found = found_in(tmp_path)
    sizes = {path.name.rpartition("_")[0]: path.stat() for path in tmp_path.glob("*.db")}
    files.close()

    assert found["held"] == 1
    assert {kind: size.st_size for kind, size in sizes.items()} == metric_files.ROOM_BYTES
    assert all(size.st_blocks * 512 >= size.st_size for size in sizes.values())


def test_without_a_folder_there_is_nothing(tmp_path: Path) -> None:
    assert list(read_metrics(tmp_path / "none")) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)

    with pytest.raises(OSError, match="denied"):
        MetricFiles(tmp_path / "metrics")
