"""Answers of the WSGI application: captured, and sent through the RSGI protocol."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from granian.rsgi import ProtocolClosed  # type: ignore[attr-defined]

from blog.web.cache.entries import Headers

SEND_SECONDS = 60
"""How long a visitor may take for one block of a streamed answer."""
InThread = Callable[..., Awaitable[Any]]


@dataclass
class Answer:
    """Status, headers and body; a *body* that is no list is a stream, made while it is sent."""

    status: int
    headers: Headers
    body: Iterable[bytes]


@dataclass
class CapturedAnswer:
    """A start_response that records what it is given (PEP 3333)."""

    status: int = 0
    headers: Headers = field(default_factory=list)

    def __call__(self, status: str, headers: Headers, exc_info: Any = None, /) -> Callable[[bytes], object]:
        """Record status and headers; nobody uses the old way of writing, which is refused."""
        self.status, self.headers = int(status[:3]), headers
        return refuse_write

    def with_body(self, body: Iterable[bytes]) -> Answer:
        """Return the answer; a body of known length is read to its end and closed."""
        if isinstance(body, list):
            return Answer(self.status, self.headers, body)
        has_length = any(name.casefold() == "content-length" for name, _ in self.headers)
        return Answer(self.status, self.headers, read_whole(body) if has_length else body)


def refuse_write(_data: bytes) -> None:
    """Refuse to write at once, as servers for old programs let applications do.

    Raises:
        NotImplementedError: always.
    """
    raise NotImplementedError("A body is returned, not written.")


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
