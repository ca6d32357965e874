"""Answers of the WSGI application: captured, and sent through the RSGI protocol."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from granian.rsgi import ProtocolClosed  # type: ignore[attr-defined]

from blog.web.cache.captured_start import CapturedStart
from blog.web.cache.entries import Headers

SEND_SECONDS = 60
"""How long a visitor may take for one block of a streamed answer."""
MAX_HELD_BYTES = 2**20
"""Of an answer that is held in memory as a whole."""
InThread = Callable[..., Awaitable[Any]]


@dataclass
class Answer:
    """Status, headers and body; a *body* that is no list is a stream, made while it is sent."""

    status: int
    headers: Headers
    body: Iterable[bytes]


def read_answer(start: CapturedStart, body: Iterable[bytes]) -> Answer:
    """Return the answer of an application that called *start*.

    A body of known length is read to its end and closed, unless it is as long as documents and recordings are.
    """
    status = int(start.status[:3])
    if isinstance(body, list):
        return Answer(status, start.headers, body)
    length = next((int(value) for name, value in start.headers if name.casefold() == "content-length"), None)
    is_held = length is not None and length <= MAX_HELD_BYTES
    return Answer(status, start.headers, read_whole(body) if is_held else body)


def read_whole(body: Iterable[bytes]) -> list[bytes]:
    """Return the blocks of *body*, which is closed."""
    try:
        return list(body)
    finally:
        close(body)


def close(body: Iterable[bytes]) -> None:
    """Close *body*, if it can be closed (PEP 3333)."""
    getattr(body, "close", lambda: None)()


async def send(answer: Answer, protocol: Any, in_thread: InThread) -> None:
    """Send *answer*; *in_thread* runs what makes the blocks of a stream."""
    if isinstance(answer.body, list):
        protocol.response_bytes(answer.status, answer.headers, b"".join(answer.body))
        return
    try:
        await send_stream(answer, protocol, in_thread)
    finally:
        await in_thread(close, answer.body)


async def send_stream(answer: Answer, protocol: Any, in_thread: InThread) -> None:
    """Send each block when it is made; no thread waits for a slow visitor, who is given up after a minute."""
    blocks = iter(answer.body)
    transport = protocol.response_stream(answer.status, answer.headers)
    with suppress(ProtocolClosed, TimeoutError):
        while block := await in_thread(next, blocks, None):
            async with asyncio.timeout(SEND_SECONDS):
                await transport.send_bytes(block)
