"""Bodies are received whole, by the event loop, and not for ever."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from errno import ENOSPC
from pathlib import Path

import pytest

from blog.operations.gateway import bodies
from blog.operations.gateway.bodies import ReceivedBody, receive
from blog.web.access import request_body

LIMIT = 1000
FULL = Path("/dev/full")


async def come(*blocks: bytes) -> AsyncIterator[bytes]:
    for block in blocks:
        yield block


async def stall(*blocks: bytes) -> AsyncIterator[bytes]:
    """Bring *blocks*, and then nothing more."""
    for block in blocks:
        yield block
    await asyncio.Event().wait()


def take(blocks: AsyncIterator[bytes], limit: int = LIMIT) -> ReceivedBody:
    """Receive *blocks*; who asks is told *limit*."""

    async def ask() -> int:
        return limit

    return asyncio.run(receive(blocks, LIMIT, ask))


def test_a_body_is_received_whole() -> None:
    body = take(come(b"a=1", b"&b=2"))

    with body.file:
        assert (body.file.read(), body.size) == (b"a=1&b=2", 7)


def test_what_a_view_takes_may_be_larger() -> None:
    body = take(come(*[b"x" * 600] * 3), limit=5000)

    with body.file:
        assert len(body.file.read()) == body.size == 1800


def test_what_nobody_takes_is_not_kept_but_counted() -> None:
    body = take(come(*[b"x" * 600] * 100))

    with body.file:
        assert (len(body.file.read()), body.size) == (600, 60_000)


def test_of_a_body_without_end_a_bounded_rest_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "DRAIN_BYTES", 5000)

    with take(stall(*[b"x" * 600] * 11)).file as file:
        assert len(file.read()) == 600


def test_a_body_that_does_not_come_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request_body, "GRACE_SECONDS", 0.01)

    with pytest.raises(TimeoutError):
        take(stall(b"a=1"))


@pytest.mark.skipif(not FULL.exists(), reason="needs the device that is always full (full(4))")
def test_a_body_that_the_disk_does_not_take_is_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "SPOOL_BYTES", 100)
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_kind: FULL.open("w+b"))

    body = take(come(*[b"x" * 600] * 3), limit=5000)

    assert (body.size, body.fault and body.fault.errno) == (1800, ENOSPC)
    with pytest.raises(OSError, match="No space"):
        body.file.close()
