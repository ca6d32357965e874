"""What a server of mail sends is read as from a file, within a limit of time and of bytes."""

import socket
import time
from collections.abc import Iterator
from functools import partial

import pytest

from blog.web.access.outgoing.bounded_reader import BoundedReader
from tests.web.access.outgoing.hostile_server import DRIP, FLOOD, Said, serve_hostile

SECONDS, MAX_BYTES = 0.3, 1000


@pytest.fixture
def reader(request: pytest.FixtureRequest) -> Iterator[BoundedReader]:
    said: Said = request.param
    with serve_hostile([said]) as port, socket.create_connection(("127.0.0.1", port), 5) as sock:
        yield BoundedReader(sock, SECONDS, MAX_BYTES)


@pytest.mark.parametrize("reader", [b"one\r\ntwo\nthree"], indirect=True)
def test_lines_and_bytes_come_as_from_a_file(reader: BoundedReader) -> None:
    assert [reader.readline(100), reader.read(2), reader.readline(100)] == [b"one\r\n", b"tw", b"o\n"]
    assert reader.readline(3) == b"thr"
    assert reader.sock.gettimeout() == 5


@pytest.mark.parametrize("reader", [DRIP], indirect=True)
def test_a_line_that_does_not_end_in_time_is_given_up(reader: BoundedReader) -> None:
    started = time.monotonic()

    with pytest.raises(TimeoutError):
        reader.readline(100_000)
    assert time.monotonic() - started < 2


@pytest.mark.parametrize("reader", [FLOOD], indirect=True)
def test_an_answer_has_an_end_and_the_next_one_may_be_as_long(reader: BoundedReader) -> None:
    reader.max_bytes = 60_000
    reader.begin_answer()
    for _ in range(2):
        with pytest.raises(ConnectionAbortedError):
            list(iter(partial(reader.readline, 100), b""))
        reader.begin_answer()

    assert reader.readline(100)
