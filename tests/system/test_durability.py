"""What was acknowledged is there after every process was killed."""

import os
import signal
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest

from tests.system.conftest import SETTINGS, settle_in
from tests.system.newsroom import Newsroom, wait_until

pytestmark = pytest.mark.xdist_group("operation")


class NoRedirect(HTTPRedirectHandler):
    """Shows the 303 itself, which is the acknowledgement."""

    def redirect_request(self, *_: object) -> None:
        return None


@pytest.fixture
def doomed(tmp_path: Path) -> Iterator[Newsroom]:
    """A newsroom that the test kills."""
    room = Newsroom(tmp_path, {**SETTINGS, "BLOG_TRUSTED_PROXIES": "1"})
    settle_in(room)
    room.start()
    yield room
    if room.process is not None and room.process.poll() is None:
        room.stop()


def stamp(room: Newsroom) -> str:
    return room.get("/subscribe").decode().split('name="stamp" value="')[1].split('"')[0]


def subscribe(room: Newsroom, number: int, form: dict[str, str]) -> str | None:
    """Return the address if the site acknowledged it."""
    address = f"reader{number}@example.com"
    headers = {"Origin": room.address, "X-Forwarded-For": f"198.51.100.{number}"}
    data = urlencode({**form, "address": address}).encode()
    try:
        build_opener(NoRedirect).open(Request(f"{room.address}/subscribe", data=data, headers=headers), timeout=5)
    except URLError as answer:
        return address if getattr(answer, "code", None) == 303 else None
    except OSError:
        return None
    return None


def kill_everything(room: Newsroom) -> None:
    """Kill the web server, the worker and their supervisor as a power cut would."""
    assert room.process is not None
    children = Path(f"/proc/{room.process.pid}/task/{room.process.pid}/children").read_text().split()
    grandchildren = [pid for child in children for pid in children_of(int(child))]
    for pid in [room.process.pid, *map(int, children), *grandchildren]:
        os.kill(pid, signal.SIGKILL)
    room.process.wait()


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_no_acknowledged_subscription_is_lost_by_a_kill(doomed: Newsroom) -> None:
    form, enough = {"stamp": stamp(doomed), "page": "/subscribe"}, Event()
    acknowledged: list[str] = []

    def run(first: int) -> None:
        for number in range(first, 100, 4):
            if address := subscribe(doomed, number, form):
                acknowledged.append(address)
            if len(acknowledged) >= 30:
                enough.set()

    with ThreadPoolExecutor(4) as pool:
        running = [pool.submit(run, first) for first in range(4)]
        wait_until(enough.is_set, "thirty acknowledged subscriptions")
        kill_everything(doomed)
        for future in running:
            future.result()
    with sqlite3.connect(doomed.instance / "blog.sqlite3") as database:
        kept = {row[0] for row in database.execute("SELECT address FROM subscribers")}
        intact = database.execute("PRAGMA integrity_check").fetchone()
    database.close()

    assert intact == ("ok",)
    assert set(acknowledged) - kept == set()
