"""Visitors who send half a request hold up nobody, with the web server alone in front (Slowloris, slow POST)."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from urllib.request import Request, urlopen

import pytest

from tests.system.newsroom import Newsroom

pytestmark = pytest.mark.xdist_group("reading")
EACH = 50


@pytest.fixture
def held_up(site: Newsroom) -> Iterator[Newsroom]:
    """A site that waits for fifty heads and fifty bodies."""
    host = f"Host: 127.0.0.1:{site.port}\r\n"
    form = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\naddress="
    with ExitStack() as stack:
        for half in (f"GET / HTTP/1.1\r\n{host}X: ", f"POST /subscribe HTTP/1.1\r\n{host}{form}"):
            for _ in range(EACH):
                held = stack.enter_context(socket.create_connection(("127.0.0.1", site.port)))
                held.sendall(half.encode())
        yield site


def test_half_requests_hold_up_nobody(held_up: Newsroom) -> None:
    for path in ("/healthz", "/", "/archive/", "/search?q=water"):
        with urlopen(f"{held_up.address}{path}", timeout=10) as answer:
            assert answer.status == 200


def test_half_requests_hold_up_no_writer(held_up: Newsroom) -> None:
    sent = Request(f"{held_up.address}/choices", b"theme=dark&back=/", {"Origin": held_up.address})

    with urlopen(sent, timeout=10) as answer:
        assert answer.status == 200
