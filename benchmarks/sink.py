"""A relay that keeps a journal of what it accepted, and that can be as troublesome as relays are.

python -m benchmarks.sink <port> <journal> [defers=0.2] [loses=0.01] [closes=100] [most=10] [pauses=0.02]
"""

import asyncio
import contextlib
import random
import re
import sys
from asyncio import StreamReader, StreamWriter
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

MESSAGE_ID = re.compile(rb"^Message-ID:\s*(<[^>]+>)", re.IGNORECASE | re.MULTILINE)
GREETING, BUSY = b"220 sink.example ready\r\n", b"421 4.7.0 Too many connections\r\n"
HELLO = b"250-sink.example\r\n250-PIPELINING\r\n250 8BITMIME\r\n"
CLOSING, LATER, QUEUED = b"421 4.7.0 Enough for now\r\n", b"451 4.7.1 Try again later\r\n", b"250 2.0.0 Queued\r\n"
OK, GO_ON, BYE = b"250 2.1.0 OK\r\n", b"354 Go ahead\r\n", b"221 2.0.0 Bye\r\n"


@dataclass
class Sink:
    """Accepts one message in flight a connection and writes it down before it says so."""

    journal: TextIO
    defers: float = 0
    loses: float = 0
    closes: int = 0
    most: int = 0
    pauses: float = 0
    """Seconds before each final answer."""
    is_open: int = 0
    chance: random.Random = field(default_factory=lambda: random.Random(7))

    async def serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        """Hold one conversation."""
        self.is_open += 1
        try:
            if self.most and self.is_open > self.most:
                writer.write(BUSY)
            else:
                writer.write(GREETING)
                await self.converse(reader, writer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            self.is_open -= 1
            writer.close()

    async def converse(self, reader: StreamReader, writer: StreamWriter) -> None:
        """Answer commands until the peer quits, or until this relay has had enough or drops the line."""
        taken, recipient = 0, b""
        while command := await reader.readline():
            word = command[:4].upper()
            if word == b"RCPT":
                recipient = command.partition(b"<")[2].partition(b">")[0]
            if word == b"MAIL" and self.closes and taken >= self.closes:
                writer.write(CLOSING)
                return
            if word == b"DATA":
                writer.write(GO_ON)
                if not await self.take(reader, writer, recipient):
                    return
                taken += 1
            else:
                writer.write({b"EHLO": HELLO, b"QUIT": BYE}.get(word, OK))
            if word == b"QUIT":
                return

    async def take(self, reader: StreamReader, writer: StreamWriter, recipient: bytes) -> bool:
        """Read one message and answer it; return whether the line still stands."""
        content = await reader.readuntil(b"\r\n.\r\n")
        if self.chance.random() < self.defers:
            writer.write(LATER)
            return True
        await asyncio.sleep(self.pauses)
        is_lost = self.chance.random() < self.loses
        found = MESSAGE_ID.search(content)
        name = found.group(1).decode() if found else "-"
        self.journal.write(f"{recipient.decode()}\t{name}\t{'lost' if is_lost else 'told'}\n")
        self.journal.flush()
        if not is_lost:
            writer.write(QUEUED)
        return not is_lost


async def listen(port: int, sink: Sink) -> None:
    """Serve until killed."""
    async with await asyncio.start_server(sink.serve, "127.0.0.1", port, backlog=512, limit=1 << 20) as server:
        await server.serve_forever()


@dataclass
class Journal:
    """What a sink wrote down."""

    told: Counter[str]
    names: dict[str, set[str]]
    lost: int

    @classmethod
    def read(cls, file: Path) -> "Journal":
        """Read a journal from its beginning."""
        rows = [line.split("\t") for line in file.read_text().splitlines()]
        names: dict[str, set[str]] = {}
        for address, name, _ in rows:
            names.setdefault(address, set()).add(name)
        return cls(Counter(row[0] for row in rows), names, sum(row[2] == "lost" for row in rows))

    @property
    def repeats(self) -> set[str]:
        """Return who got a message more than once."""
        return {address for address, count in self.told.items() if count > 1}


if __name__ == "__main__":
    where, file, *faults = sys.argv[1:]
    given = dict(fault.split("=") for fault in faults)
    numbers = {
        name: float(given[name]) if name in {"defers", "loses", "pauses"} else int(given[name]) for name in given
    }
    with contextlib.suppress(KeyboardInterrupt), Path(file).open("a") as opened:
        asyncio.run(listen(int(where), Sink(opened, **numbers)))  # type: ignore[arg-type]
