"""A relay that puts off, loses its answers, closes early and refuses connections: everybody is told in the end."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

from benchmarks.crashes import Book, compare, is_open, sink
from benchmarks.crowd import open_database
from benchmarks.sending import running
from benchmarks.sink import Journal
from benchmarks.stage import owe, set_stage
from blog.delivery.worker.main_loop import run
from blog.web.clock import read_clock

PORT = 8129
FAULTS = ("defers=0.2", "loses=0.01", "closes=100", "most=10")
"""The share answered 451, the share of final answers lost, messages a connection, and connections at once."""
CONNECTIONS = 16
DAYS = 3


def measure(readers: int = 5_000) -> Iterator[str]:
    """Yield a line for each database."""
    for engine in ("sqlite", "postgresql"):
        with TemporaryDirectory() as folder, open_database(engine) as url:
            book, journal = endure(Path(folder), url, readers=readers, port=PORT)
            yield (
                f"a hostile relay, {readers:,} people, {engine}: {readers - len(book.untold):,} told, "
                f"{len(book.untold)} never told, {len(book.uncertain)} whose answer was lost twice, "
                f"{len(book.unknown)} where ledger and relay disagree, {len(book.repeats)} repeats for "
                f"{journal.lost} lost answers, {len(book.unmarked)} of them unmarked"
            )


def endure(folder: Path, url: str, *, readers: int, port: int) -> tuple[Book, Journal]:
    """Tell *readers* people through a troublesome relay; return what became of them, and what the relay saw."""
    journal = folder / "journal.txt"
    journal.touch()
    settings = {"MAIL_SERVER": "127.0.0.1", "MAIL_PORT": port, "MAIL_CONNECTIONS": CONNECTIONS}
    limits = {"WORKER_BATCH": 500, "MAIL_MAX_EMAILS": 10_000, "MAIL_TIMEOUT_SECONDS": 5}
    with set_stage(DATABASE_URL=url, **settings, **limits) as app, running(sink(port, journal, *FAULTS), port):
        owe(readers)
        ahead = timedelta()
        while is_open() and ahead < timedelta(days=DAYS):
            run(app, (), Event(), clock_ahead(ahead), once=True)
            ahead += timedelta(minutes=15)
        return compare(Journal.read(journal), 0), Journal.read(journal)


def clock_ahead(ahead: timedelta) -> Callable[[], datetime]:
    """Return a clock that runs ahead, so that what was put off comes due."""
    return lambda: read_clock() + ahead
