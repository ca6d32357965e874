"""Bodies of requests: the event loop waits for slow ones, which costs no thread, within limits of bytes and time."""

import asyncio
from collections.abc import AsyncIterable, Awaitable, Callable
from tempfile import SpooledTemporaryFile
from typing import IO, NamedTuple

from blog.web.access.request_body import DRAIN_BYTES, SPOOL_BYTES, allowed_seconds


class ReceivedBody(NamedTuple):
    """A body that is here: its file, and its size, which is larger where the rest was thrown away."""

    file: IO[bytes]
    size: int


async def receive(
    blocks: AsyncIterable[bytes], usual_limit: int, ask_limit: Callable[[], Awaitable[int]]
) -> ReceivedBody:
    """Return the body that *blocks* bring.

    Args:
        blocks: the body as it comes.
        usual_limit: bytes that every body may have.
        ask_limit: returns the bytes that this one may have; asked when it exceeds the usual limit.

    Raises:
        TimeoutError: it came too slowly.
    """
    file: IO[bytes] = SpooledTemporaryFile(SPOOL_BYTES)  # noqa: SIM115
    try:
        size = await copy(blocks, file, usual_limit, ask_limit)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return ReceivedBody(file, size)


async def copy(
    blocks: AsyncIterable[bytes], file: IO[bytes], limit: int, ask_limit: Callable[[], Awaitable[int]]
) -> int:
    """Copy *blocks* to *file* up to the limit, throw a bounded rest away, and return how many bytes came."""
    size, is_asked = 0, False
    began = asyncio.get_running_loop().time()
    async with asyncio.timeout_at(began + allowed_seconds(0)) as patience:
        async for block in blocks:
            size += len(block)
            patience.reschedule(began + allowed_seconds(size))
            if size > limit and not is_asked:
                limit, is_asked = await ask_limit(), True
            if size <= limit:
                file.write(block)
            elif size > limit + DRAIN_BYTES:
                break
    return size
