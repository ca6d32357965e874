"""Who is dropped, and who is told twice, when workers are killed at random moments of a send."""

import json
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.exc import OperationalError

from benchmarks.crowd import open_database
from benchmarks.sending import running
from benchmarks.sink import Journal
from benchmarks.stage import owe, set_stage
from blog.database import db
from blog.models import OPEN_STATES, Delivery, DeliveryState
from blog.web.clock import read_clock

PORT = 8128
CONNECTIONS = 4
PATIENCE_SECONDS = 600
RUNS = (("sqlite", 1), ("sqlite", 3), ("postgresql", 1), ("postgresql", 3))
"""Database and number of workers."""


@dataclass
class Book:
    """What the ledger and the relay say of each person after the last message."""

    kills: int = 0
    missing: list[str] = field(default_factory=list)
    """Never told, and not named as uncertain."""
    untold: list[str] = field(default_factory=list)
    """Never told, whatever the ledger says."""
    uncertain: list[str] = field(default_factory=list)
    """Named by the ledger as messages of which nobody can know."""
    unknown: list[str] = field(default_factory=list)
    """Accepted by the relay, but not in the ledger's words, or the other way round; the uncertain aside."""
    repeats: list[str] = field(default_factory=list)
    unmarked: list[str] = field(default_factory=list)
    """Repeated without having been marked."""
    renamed: list[str] = field(default_factory=list)
    """Repeated under another Message-ID."""
    most_often: int = 0


def measure(readers: int = 20_000, kills: int = 20) -> Iterator[str]:
    """Yield a line for each run."""
    for engine, workers in RUNS:
        with TemporaryDirectory() as folder, open_database(engine) as url:
            began = time.perf_counter()
            book = survive(Path(folder), url, workers=workers, readers=readers, kills=kills, port=PORT)
            yield (
                f"{book.kills} kills of {workers} worker(s) while {readers:,} people are told, {engine}: "
                f"{len(book.untold)} never told, {len(book.missing)} of them missing in the ledger's words too, "
                f"{len(book.uncertain)} uncertain, "
                f"{len(book.unknown)} where ledger and relay disagree, "
                f"{len(book.repeats)} repeats (at most {CONNECTIONS * book.kills}), {len(book.unmarked)} of them "
                f"unmarked, {len(book.renamed)} under another Message-ID; {time.perf_counter() - began:.0f} s"
            )


def survive(folder: Path, url: str, *, workers: int, readers: int, kills: int, port: int, pause: float = 0) -> Book:
    """Tell *readers* people while workers are killed *kills* times; return what became of them.

    The relay takes *pause* seconds for each answer, so that a short send lasts long enough to be interrupted.
    """
    journal = folder / "journal.txt"
    journal.touch()
    settings = {"DATABASE_URL": url, "MAIL_SERVER": "127.0.0.1", "MAIL_PORT": port, "MAIL_CONNECTIONS": CONNECTIONS}
    limits = {"WORKER_LEASE_SECONDS": 15, "WORKER_POLL_SECONDS": 0.1, "WORKER_BATCH": 200, "MAIL_MAX_EMAILS": 10_000}
    with set_stage(**settings, **limits) as app, running(sink(port, journal, f"pauses={pause}"), port):
        owe(readers)
        with ExitStack() as ends:
            office = Office(app, workers)
            ends.callback(office.close)
            killed = office.send(journal, readers, kills)
        return compare(Journal.read(journal), killed)


def sink(port: int, journal: Path, *faults: str) -> list[str]:
    """Return the command of a relay that keeps a journal."""
    return [sys.executable, "-m", "benchmarks.sink", str(port), str(journal), *faults]


class Office:
    """Worker processes, of which there are always as many."""

    def __init__(self, app: Flask, workers: int) -> None:
        names = ("DATABASE_URL", "MAIL_SERVER", "MAIL_PORT", "MAIL_CONNECTIONS", "MAIL_MAX_EMAILS", "SECRET_KEY",
                 "WORKER_LEASE_SECONDS", "WORKER_POLL_SECONDS", "WORKER_BATCH", "BASE_URL", "MAIL_USE_TLS",
                 "MAIL_DEFAULT_SENDER", "INSTANCE_PATH", "TESTING")  # fmt: skip
        self.settings: dict[str, Any] = {name: app.config[name] for name in names}
        self.chance = random.Random()
        self.members = [self.start() for _ in range(workers)]

    def start(self) -> subprocess.Popen[bytes]:
        """Start one worker."""
        command = [sys.executable, "-m", "benchmarks.mailroom", json.dumps(self.settings)]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL)

    def send(self, journal: Path, readers: int, kills: int) -> int:
        """Kill a worker at *kills* moments of the send, then let it end; return how often one was killed."""
        done, share = 0, readers // (kills + 1)
        deadline = time.monotonic() + PATIENCE_SECONDS
        next_at = self.chance.randrange(1, share)
        while is_open():
            if time.monotonic() > deadline:
                raise TimeoutError("the send does not end")
            if done < kills and written(journal) >= next_at:
                time.sleep(self.chance.random() / 50)
                self.kill_one()
                done += 1
                next_at = written(journal) + self.chance.randrange(1, share)
            with suppress(OperationalError):  # The workers leave no moment without their lock on SQLite.
                hurry()
            db.session.rollback()
            time.sleep(0.01 if done < kills else 0.2)  # Afterwards one waits for the leases of the killed.
        return done

    def kill_one(self) -> None:
        """Kill -9 one worker and start another in its place."""
        place = self.chance.randrange(len(self.members))
        self.members[place].kill()
        self.members[place].wait()
        self.members[place] = self.start()

    def close(self) -> None:
        """End all."""
        for member in self.members:
            member.terminate()
        for member in self.members:
            member.wait(60)


def written(journal: Path) -> int:
    """Return about how many lines the journal has, from its size."""
    with journal.open("rb") as file:
        first = len(file.readline())
    return journal.stat().st_size // first if first else 0


def is_open() -> bool:
    """Return whether the ledger still owes a message, as it does for as long as nothing but the workers is let in."""
    try:
        return bool(db.session.scalar(select(func.count()).where(Delivery.state.in_(OPEN_STATES))))
    except OperationalError:
        return True
    finally:
        db.session.rollback()


def hurry() -> None:
    """Make what was put off due now, so that nobody waits for minutes that prove nothing."""
    put_off = Delivery.state == DeliveryState.DEFERRED, Delivery.due_at > read_clock() + timedelta(seconds=1)
    if db.session.scalar(select(Delivery.id).where(*put_off).limit(1)):
        db.session.execute(update(Delivery).where(*put_off).values(due_at=read_clock()))
    db.session.commit()


def compare(journal: Journal, kills: int) -> Book:
    """Hold the ledger against the relay's journal, person by person."""
    rows = db.session.execute(select(Delivery.address, Delivery.state, Delivery.is_repeat)).all()
    accepted = {address for address, state, _ in rows if state is DeliveryState.ACCEPTED}
    uncertain = {address for address, state, _ in rows if state is DeliveryState.UNCERTAIN}
    marked = {address for address, _, is_repeat in rows if is_repeat}
    told = journal.told
    return Book(
        kills=kills,
        untold=[address for address, _, _ in rows if address not in told],
        missing=[address for address, _, _ in rows if address not in told and address not in uncertain],
        uncertain=sorted(uncertain),
        unknown=sorted((accepted ^ told.keys()) - uncertain),
        repeats=sorted((told - Counter(dict.fromkeys(told, 1))).elements()),
        unmarked=sorted(journal.repeats - marked),
        renamed=[address for address in journal.repeats if len(journal.names[address]) > 1],
        most_often=max(told.values(), default=0),
    )
