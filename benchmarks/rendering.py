"""What a page costs a web process when every request makes it anew, the server's own work included (Linux)."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from benchmarks.busy_front import furnish_front
from benchmarks.caching import children_of
from benchmarks.server import PAGE, fill, serving
from benchmarks.stage import set_stage

FEW, MANY = 200, 100_000
SECONDS = 6
ROUNDS = 3
ANEW = "?anew"
"""No page knows this parameter, so the page cache lets every such request through."""
PAGES = (("article", PAGE), ("front page", "/"), ("topic", "/topics/topic-1"))
BUSY = "busy front page"


def measure() -> Iterator[str]:
    """Yield a line for each page."""
    if shutil.which("wrk") is None:
        yield "pages made each time: not measured, since wrk is missing (apt install wrk)"
        return
    few, many = costs(FEW), costs(MANY)
    for name, path in PAGES:
        yield (
            f"{name}, made at each request, gzip: {few[path]:.2f} ms of processor with {FEW} articles,"
            f" {many[path]:.2f} with {MANY:,}, ratio {many[path] / few[path]:.2f};"
            f" /healthz {few['/healthz']:.2f}"
        )
    yield f"front page with everything on it, made at each request: {few[BUSY]:.2f} and {many[BUSY]:.2f} ms (bar 3.0)"


def costs(articles: int) -> dict[str, float]:
    """Return for each path the milliseconds of processor that one request costs; the least of some rounds."""
    with set_stage() as app:
        fill(articles)
        with serving(app.instance_path, processes=1, threads=1) as (address, server):
            paths = ["/healthz", *(path for _, path in PAGES)]
            found = {path: least(f"{address}{path}{ANEW}", server) for path in paths}
            furnish_front()
            return {**found, BUSY: least(f"{address}/{ANEW}", server)}


def least(url: str, server: int) -> float:
    """Return what a request costs in the cheapest of some rounds, in milliseconds of processor."""
    return min(cost(url, server) for _ in range(ROUNDS))


def cost(url: str, server: int) -> float:
    """Return the milliseconds of processor that one request costs all processes of *server*."""
    before = spent(server)
    command = ["wrk", "-t1", "-c2", f"-d{SECONDS}", "-H", "Accept-Encoding: gzip", url]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    requests = next(int(line.split()[0]) for line in said.splitlines() if " requests in " in line)
    return (spent(server) - before) / requests * 1000


def spent(server: int) -> float:
    """Return the seconds of processor that *server* and what it started have used."""
    ticks = 0
    for process in (server, *children_of(server)):
        fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")
