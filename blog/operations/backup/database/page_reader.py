"""The pages of a SQLite database as one transaction sees them, read from its files by a process of its own.

Started as a script: it imports nothing of the site and never opens the
database, since SQLite's locks are those of POSIX, and a process loses all of
them when it closes any handle of the file.

Source: sqlite.org/walformat.html, sqlite.org/fileformat2.html (4, The Write-Ahead Log).
"""

import os
import struct
import sys
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Self

READY = b"+"
"""Said when it is started, and again when every frame it needs is found."""
INDEX_BYTES = 100
"""Two copies of the header, and how many frames are in the database file."""
COPY_BYTES = 48
VERSION = 3_007_000
BLOCK = 2**20
LOG_HEADER, FRAME_HEADER = 32, 24
VERSIONS = slice(18, 20)
ROLLBACK_JOURNAL = b"\x01\x01"
"""What stands at VERSIONS of a database that needs no log beside it."""
REQUEST = struct.Struct("=III8s")


@dataclass(frozen=True)
class Snapshot:
    """Where the pages of one transaction are."""

    page_size: int
    page_count: int
    frames: int
    """Of the log; those after them are of later transactions. 0 where the database file has all of them."""
    salts: bytes
    """Which log that is: one that was begun again has others."""

    def pack(self) -> bytes:
        """Return it as it goes through the pipe."""
        return REQUEST.pack(self.page_size, self.page_count, self.frames, self.salts)

    @classmethod
    def unpack(cls, data: bytes) -> Self:
        """Return what pack() gave."""
        return cls(*REQUEST.unpack(data))


def parse_index(data: bytes) -> Snapshot | None:
    """Return the newest transaction by the index of the log, whose first INDEX_BYTES are *data*; None without one."""
    if len(data) < INDEX_BYTES or data[:COPY_BYTES] != data[COPY_BYTES : 2 * COPY_BYTES]:
        return None
    version, _, _, is_begun, _, size, frames, pages = struct.unpack_from("=IIIBBHII", data)
    (in_file,) = struct.unpack_from("=I", data, 2 * COPY_BYTES)
    if version != VERSION or not is_begun or in_file > frames:
        return None
    return Snapshot((size & 0xFE00) | (size & 1) << 16, pages, 0 if in_file == frames else frames, data[32:40])


def find_frames(log: int, wanted: Snapshot) -> "array[int] | None":
    """Return the number of the last frame of each page in the file *log*, 0 for none; None where it is another log."""
    newest = array("I", bytes(4 * (wanted.page_count + 1)))
    size = FRAME_HEADER + wanted.page_size
    for frame in range(1, wanted.frames + 1):
        header = os.pread(log, FRAME_HEADER, LOG_HEADER + (frame - 1) * size)
        if header[8:16] != wanted.salts:
            return None
        page = int.from_bytes(header[:4])
        if page <= wanted.page_count:
            newest[page] = frame
    return newest


def read_pages(database: int, log: int, newest: "array[int]", wanted: Snapshot) -> Iterator[bytearray]:
    """Yield the database that *wanted* describes, some pages at a time; a page that is in the log is read there."""
    size, at_once = wanted.page_size, max(1, BLOCK // wanted.page_size)
    for first in range(0, wanted.page_count, at_once):
        numbers = range(first + 1, min(first + at_once, wanted.page_count) + 1)
        block = bytearray(len(numbers) * size)
        os.preadv(database, [block], first * size)
        for place, page in enumerate(numbers):
            if newest[page]:
                block[place * size : (place + 1) * size] = read_frame(log, newest[page], size)
        if first == 0:
            block[VERSIONS] = ROLLBACK_JOURNAL
        yield block


def read_frame(log: int, frame: int, page_size: int) -> bytes:
    """Return the page in a *frame* of the log; raise EOFError where the file ends before."""
    page = os.pread(log, page_size, LOG_HEADER + (frame - 1) * (FRAME_HEADER + page_size) + FRAME_HEADER)
    if len(page) < page_size:
        raise EOFError
    return page


def serve(database: str, requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer with the index of the log of *database* when asked for it, and then with the pages of a Snapshot."""
    answers.write(READY)
    answers.flush()
    if not requests.read(1):
        return
    answers.write(read_index(database).ljust(INDEX_BYTES, b"\0"))
    answers.flush()
    packed = requests.read(REQUEST.size)
    if len(packed) < REQUEST.size:
        return
    wanted = Snapshot.unpack(packed)
    file = os.open(database, os.O_RDONLY)
    log = os.open(f"{database}-wal", os.O_RDONLY) if wanted.frames else -1
    newest = find_frames(log, wanted)
    if newest is None:
        return
    answers.write(READY)
    for block in read_pages(file, log, newest, wanted):
        answers.write(block)
    answers.flush()


def read_index(database: str) -> bytes:
    """Return the beginning of the index of the log; b"" where there is none."""
    try:
        with open(f"{database}-shm", "rb", buffering=0) as index:
            return index.read(INDEX_BYTES) or b""
    except OSError:
        return b""


if __name__ == "__main__":
    serve(sys.argv[1], sys.stdin.buffer, sys.stdout.buffer)
