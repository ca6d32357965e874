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
    fault: OSError | None = None
    """Why the disk did not take the body, which is thrown away then."""


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
    spool = Spool(file)
    try:
        size = await copy(blocks, spool, usual_limit, ask_limit)
        spool.attempt(file.seek, 0)
    except BaseException:
        file.close()
        raise
    return ReceivedBody(file, size, spool.fault)


class Spool:
    """Writes to *file* until the disk does not take more; the rest is dropped, since the answer comes after it."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.fault: OSError | None = None

    def attempt(self, deed: Callable[..., object], value: object) -> None:
        """Do *deed* with *value*, unless an earlier one has failed."""
        if self.fault is None:
            try:
                deed(value)
            except OSError as error:
                self.fault = error


async def copy(blocks: AsyncIterable[bytes], spool: Spool, limit: int, ask_limit: Callable[[], Awaitable[int]]) -> int:
    """Copy *blocks* to *spool* up to the limit, throw a bounded rest away, and return how many bytes came."""
    size, is_asked = 0, False
    began = asyncio.get_running_loop().time()
    async with asyncio.timeout_at(began + allowed_seconds(0)) as patience:
        async for block in blocks:
            size += len(block)
            patience.reschedule(began + allowed_seconds(size))
            if size > limit and not is_asked:
                limit, is_asked = await ask_limit(), True
            if size <= limit:
                spool.attempt(spool.file.write, block)
            elif size > limit + DRAIN_BYTES:
                break
    return size
