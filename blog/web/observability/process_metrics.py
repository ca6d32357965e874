"""Figures of this process: requests by rule, method and status, their latency, the page cache, and the process itself.

Counting costs a request two additions in memory. What was counted is written to
the files of the process at most once a second, in a thread that lives only while
there is something to write.
"""

import math
import os
import resource
import threading
import time
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

import structlog
from flask import Flask
from prometheus_client.mmap_dict import mmap_key

from blog.config.settings import settings_of
from blog.web.observability.metric_files import MetricFiles

FLUSH_SECONDS = 1.0
RETRY_SECONDS = 60.0
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper bounds of the latency histogram, in seconds."""
BOUNDS = (*map(str, BUCKETS), "+Inf")
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
REQUESTS = ("blog_http_requests", "Requests by rule of the route, method and status")
DURATION = ("blog_http_request_duration_seconds", "Time to answer a request, by rule of the route")
PROCESSES = ("blog_processes", "Processes that run and have counted something")
MEMORY = ("blog_process_resident_memory_bytes", "Memory that the processes hold")
PROCESSOR = ("blog_process_cpu_seconds", "Processor time that the processes took")
DESCRIPTORS = ("blog_process_open_fds", "Files and connections that the processes hold open")

log = structlog.get_logger()
Tally = list[float]
"""How many answers took at most the time of each bucket and longer than that of the one before; at the end, seconds."""
Labels = Mapping[str, str]
Figure = tuple[str, tuple[str, str], Labels, float]
"""Kind of file, name and description, labels, value."""
Source = Callable[[], Iterable[Figure]]


class ProcessMetrics:
    """Counts for one process; *folder* is where all processes of the site keep theirs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.role = "web"
        self.sources: list[Source] = [self.request_figures, self.process_figures]
        self.tallies: dict[tuple[str, str, int], Tally] = {}
        self.lock = threading.Lock()
        self.flush_lock = threading.Lock()
        self.is_scheduled = False
        self.files: MetricFiles | None = None
        self.failed_at: float | None = None

    def count_request(self, rule: str, method: str, status: int, seconds: float) -> None:
        """Count one answer."""
        self.count(self.tally_of(rule, method, status), seconds)

    def tally_of(self, rule: str, method: str, status: int) -> Tally:
        """Return the tally of requests that are alike, for count()."""
        key = (rule, method if method in METHODS else "other", status)
        with self.lock:
            return self.tallies.setdefault(key, [0.0] * (len(BUCKETS) + 2))

    def count(self, tally: Tally, seconds: float) -> None:
        """Count one answer in its *tally*, without a lock: no thread switches within the two additions (CPython)."""
        tally[bisect_left(BUCKETS, seconds)] += 1
        tally[-1] += seconds
        if not self.is_scheduled:
            self.schedule()

    def schedule(self) -> None:
        """Let the figures be written in a second."""
        self.is_scheduled = True
        timer = threading.Timer(FLUSH_SECONDS, self.flush)
        timer.daemon = True
        timer.start()

    def flush(self) -> None:
        """Write all figures; where the folder cannot be written, say so and try again in a minute."""
        self.is_scheduled = False
        with self.flush_lock:
            files = self.open_files()
            if files is None:
                return
            for source in self.sources:
                for kind, (name, description), labels, value in source():
                    files.write(kind, make_key(kind, name, description, labels), value)

    def open_files(self) -> MetricFiles | None:
        """Return the files of this process, or None while they cannot be made."""
        if self.files is None and (self.failed_at is None or time.monotonic() - self.failed_at > RETRY_SECONDS):
            try:
                self.files = MetricFiles(self.folder)
            except OSError as error:
                self.failed_at = time.monotonic()
                log.warning("figures cannot be written", folder=str(self.folder), error=str(error))
        return self.files

    def close(self) -> None:
        """Write all figures a last time and give up the files; nothing is written after it."""
        self.flush()
        with self.flush_lock:
            if self.files is not None:
                self.files.close()
            self.files, self.failed_at = None, math.inf

    def request_figures(self) -> Iterable[Figure]:
        """Yield how many requests there were, and how long they took."""
        with self.lock:
            tallies = {key: tuple(tally) for key, tally in self.tallies.items()}
        by_rule: dict[str, Tally] = defaultdict(lambda: [0.0] * (len(BUCKETS) + 2))
        for (rule, method, status), tally in tallies.items():
            labels = {"rule": rule, "method": method, "status": str(status)}
            yield "counter", REQUESTS, labels, sum(tally[:-1])
            by_rule[rule] = [total + part for total, part in zip(by_rule[rule], tally, strict=True)]
        for rule, (*counts, seconds) in by_rule.items():
            for bound, count in zip(BOUNDS, counts, strict=True):
                yield "histogram", DURATION, {"rule": rule, "le": bound}, count
            yield "histogram", DURATION, {"rule": rule}, seconds

    def process_figures(self) -> Iterable[Figure]:
        """Yield what this process takes of the machine."""
        role = {"role": self.role}
        usage = resource.getrusage(resource.RUSAGE_SELF)
        yield "counter", PROCESSOR, role, usage.ru_utime + usage.ru_stime
        yield "gauge_livesum", PROCESSES, role, 1.0
        with suppress(OSError, ValueError, IndexError):
            pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
            yield "gauge_livesum", MEMORY, role, float(pages * os.sysconf("SC_PAGE_SIZE"))
        with suppress(OSError):
            yield "gauge_livesum", DESCRIPTORS, role, float(len(os.listdir("/proc/self/fd")))


def make_key(kind: str, name: str, description: str, labels: Labels) -> str:
    """Return the key of a sample in a file of *kind*."""
    sample = name
    if kind == "counter":
        sample = f"{name}_total"
    elif kind == "histogram":
        sample = f"{name}_bucket" if "le" in labels else f"{name}_sum"
    return str(mmap_key(name, sample, list(labels), list(labels.values()), description))


def init_process_metrics(app: Flask) -> None:
    """Count in *app* if METRICS_TOKEN is set, since /metrics exists only then."""
    if settings_of(app).metrics_token:
        app.extensions["process_metrics"] = ProcessMetrics(Path(app.instance_path) / "metrics")


def process_metrics(app: Flask) -> ProcessMetrics | None:
    """Return what counts in *app*, or None."""
    counting: ProcessMetrics | None = app.extensions.get("process_metrics")
    return counting
