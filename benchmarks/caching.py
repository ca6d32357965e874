"""Pages from memory against nginx sending the same bytes, compressed beforehand, in the same run."""

import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from urllib.request import Request, urlopen

from benchmarks.server import PAGE, fill, free_port, serving
from benchmarks.stage import set_stage

ARTICLES = 100_000
ROUNDS, SECONDS = 3, 4
PROCESSES, THREADS = 2, 1
NGINX = """
daemon off; pid {folder}/pid; error_log {folder}/errors; worker_processes auto;
events {{ worker_connections 512; }}
http {{
    access_log off; default_type text/html; sendfile on; gzip_static on; keepalive_requests 10000000;
    client_body_temp_path {folder}/tmp; proxy_temp_path {folder}/tmp; fastcgi_temp_path {folder}/tmp;
    uwsgi_temp_path {folder}/tmp; scgi_temp_path {folder}/tmp;
    server {{ listen 127.0.0.1:{port}; root {root}; {more} }}
}}
"""


def measure() -> Iterator[str]:
    """Yield a line for pages, one for 304, one for memory."""
    missing = [tool for tool in ("nginx", "wrk") if shutil.which(tool) is None]
    if missing:
        yield f"cached pages: not measured, since {' and '.join(missing)} is missing (apt install nginx-light wrk)"
        return
    with set_stage() as app:
        fill(ARTICLES)
        with serving(app.instance_path, processes=PROCESSES, threads=THREADS) as (address, server):
            page, tag = fetch(address)
            with nginx(page) as yardstick:
                yield from compare(address, yardstick, tag)
            yield fill_up(address, server)


def compare(address: str, yardstick: str, tag: str) -> Iterator[str]:
    """Yield what interleaved rounds show."""
    ours, theirs, unchanged = [], [], []
    for _ in range(ROUNDS):
        ours.append(wrk(f"{address}{PAGE}"))
        theirs.append(wrk(f"{yardstick}/page"))
        unchanged.append(wrk(f"{address}{PAGE}", f"If-None-Match: {tag}"))
    rate, file, same = (median(rate for rate, _ in rounds) for rounds in (ours, theirs, unchanged))
    slowest = median(slow for _, slow in ours)
    yield (
        f"cached article, gzip, {ARTICLES:,} articles: {rate:,.0f}/s, {rate / file:.2f} of nginx's {file:,.0f}/s;"
        f" p99 {slowest:.1f} ms ({PROCESSES} processes, {THREADS} thread each)"
    )
    yield f"304: {same:,.0f}/s, {same / rate:.2f} of a 200"


def fill_up(address: str, server: int) -> str:
    """Ask for more pages than the cache holds; return what the processes weigh then."""
    for number in range(1, 4000):
        with urlopen(f"{address}/articles/story-{number}") as answer:
            answer.read()
    sizes = [resident(child) for child in children_of(server)]
    return f"memory of a web process, {ARTICLES:,} articles, page cache full: {max(sizes) / 2**20:.0f} MiB"


def fetch(address: str) -> tuple[bytes, str]:
    """Return the compressed page and its tag."""
    with urlopen(Request(f"{address}{PAGE}", headers={"Accept-Encoding": "gzip"})) as answer:
        return answer.read(), answer.headers["ETag"]


@contextmanager
def nginx(page: bytes) -> Iterator[str]:
    """Let nginx serve *page*, which is compressed, as a file; yield its address."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "page.gz").write_bytes(page)
        (folder / "page").write_bytes(b"x")
        with nginx_of(folder) as address:
            yield address


@contextmanager
def nginx_of(root: Path, more: str = "") -> Iterator[str]:
    """Let nginx serve the files in *root*, with *more* directives for its server; yield its address."""
    with tempfile.TemporaryDirectory() as name:
        port = free_port()
        Path(name, "nginx.conf").write_text(NGINX.format(folder=name, port=port, root=root, more=more), "utf-8")
        process = subprocess.Popen(["nginx", "-p", name, "-c", f"{name}/nginx.conf"])
        time.sleep(1)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(10)


def wrk(url: str, *headers: str) -> tuple[float, float]:
    """Return requests a second, and the milliseconds within which 99 of 100 were answered."""
    words = [word for line in ("Accept-Encoding: gzip", *headers) for word in ("-H", line)]
    command = ["wrk", "-t1", "-c16", f"-d{SECONDS}", "--latency", *words, url]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    slow, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", said).groups()  # type: ignore[union-attr]
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])  # type: ignore[index]
    return rate, float(slow) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def children_of(process: int) -> list[int]:
    """Return the ids of the processes that *process* started (Linux)."""
    tasks = Path(f"/proc/{process}/task/{process}/children").read_text("ascii")
    return [int(child) for child in tasks.split()]


def resident(process: int, figure: str = "VmRSS") -> int:
    """Return the bytes of memory that *process* holds, or with VmHWM held at most (Linux)."""
    status = Path(f"/proc/{process}/status").read_text("ascii")
    return int(re.search(rf"{figure}:\s+(\d+)", status)[1]) * 1024  # type: ignore[index]
