"""A TCP proxy that delays every byte, so that a relay on this machine seems far away.

python -m benchmarks.distant_relay <port to listen on> <port of the relay> <round trip in milliseconds>
"""

import asyncio
import sys
from asyncio import StreamReader, StreamWriter

PIECE_BYTES = 1 << 18


async def carry(reader: StreamReader, writer: StreamWriter, seconds: float) -> None:
    """Write what *reader* brings to *writer*, each piece *seconds* after it came."""
    loop = asyncio.get_running_loop()
    while piece := await reader.read(PIECE_BYTES):
        loop.call_later(seconds, writer.write, piece)
    loop.call_later(seconds, writer.close)


async def serve(port: int, relay: int, seconds: float) -> None:
    """Carry both ways until killed."""

    async def meet(reader: StreamReader, writer: StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", relay)
        await asyncio.gather(carry(reader, far_writer, seconds), carry(far_reader, writer, seconds))

    async with await asyncio.start_server(meet, "127.0.0.1", port, backlog=512) as server:
        await server.serve_forever()


if __name__ == "__main__":
    listening, relay_port, milliseconds = map(int, sys.argv[1:])
    asyncio.run(serve(listening, relay_port, milliseconds / 2000))
