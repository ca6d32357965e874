"""Requests as Granian hands them over, and what is sent back (RSGI), without a socket."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from typing import Any


class Headers:
    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self.pairs = list(pairs)

    def items(self) -> list[tuple[str, str]]:
        return self.pairs


@dataclass
class Head:
    """An RSGI scope."""

    path: str = "/"
    method: str = "GET"
    pairs: tuple[tuple[str, str], ...] = ()
    query_string: str = ""
    http_version: str = "1.1"
    server: str = "127.0.0.1:8000"
    client: str = "192.0.2.7:4242"
    scheme: str = "https"
    authority: str | None = None

    @property
    def headers(self) -> Headers:
        return Headers([("host", "news.example.org"), *self.pairs])


@dataclass
class Protocol:
    """An RSGI protocol: brings the *blocks* of a body, and records the answer."""

    blocks: tuple[bytes, ...] = ()
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    sent: list[bytes] = field(default_factory=list)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for block in self.blocks:
            yield block

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.status, self.headers, self.sent = status, dict(headers), [body]

    def response_stream(self, status: int, headers: list[tuple[str, str]]) -> "Protocol":
        self.status, self.headers = status, dict(headers)
        return self

    async def send_bytes(self, block: bytes) -> None:
        self.sent.append(block)


def pairs(**headers: Any) -> tuple[tuple[str, str], ...]:
    """Return headers by keyword, with hyphens for double underscores."""
    return tuple((name.replace("__", "-"), value) for name, value in headers.items())
