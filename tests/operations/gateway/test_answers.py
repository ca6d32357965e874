"""Answers reach the visitor whole or as a stream, and are closed."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from blog.operations.gateway import answers
from blog.operations.gateway.answers import read_answer, send
from blog.web.cache.captured_start import CapturedStart
from tests.operations.gateway.heads import Protocol


class Blocks:
    """A body that knows whether it was closed."""

    is_closed = False

    def __iter__(self) -> Iterator[bytes]:
        yield from (b"one ", b"two")

    def close(self) -> None:
        self.is_closed = True


def answer(body: Any, *headers: tuple[str, str], protocol: Protocol | None = None) -> Protocol:
    """Send an answer with *body* and return what was sent."""
    start, protocol = CapturedStart(), protocol or Protocol()
    start("200 OK", list(headers))

    async def in_thread(deed: Any, *values: Any) -> Any:
        return deed(*values)

    asyncio.run(send(read_answer(start, body), protocol, in_thread))
    return protocol


@pytest.mark.parametrize("headers", [(), (("Content-Length", "7"),)])
def test_a_body_is_sent_and_closed(headers: tuple[tuple[str, str], ...]) -> None:
    blocks = Blocks()

    sent = answer(blocks, *headers)

    assert b"".join(sent.sent) == b"one two"
    assert len(sent.sent) == (1 if headers else 2)
    assert blocks.is_closed


class Slow(Protocol):
    """A visitor who reads nothing."""

    async def send_bytes(self, block: bytes) -> None:
        await asyncio.Event().wait()


def test_a_visitor_who_reads_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "SEND_SECONDS", 0.01)
    blocks = Blocks()

    answer(blocks, protocol=Slow())

    assert blocks.is_closed
