"""Writes a backup member by member into a stream that is never read or rewound."""

import tarfile
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from tempfile import TemporaryFile
from typing import BinaryIO, Protocol, Self

import click

from blog.operations.backup.archive.manifest import MANIFEST, MAX_TEXT_BYTES, SUMS

BLOCK = 2**20
RECORD = tarfile.BLOCKSIZE
MAX_NAME = 100


class ByteWriter(Protocol):
    """Takes bytes, such as a file."""

    def write(self, data: bytes, /) -> object:
        """Write all of *data*."""


class SourceShrank(click.ClickException):
    """A file had fewer bytes than it had when it was begun; a command ends with this sentence alone."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} became shorter while it was read: begin again.")


class ArchiveWriter:
    """A tar that is being written; it holds one block of one member at a time."""

    def __init__(self, stream: ByteWriter, progress: Callable[[int], None] = lambda count: None) -> None:
        """Write to *stream*, and tell *progress* how many bytes each block added."""
        self.stream = stream
        self.progress = progress
        self.members = 0
        self.sums = TemporaryFile()  # noqa: SIM115  # __exit__() closes it.

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Forget the sums, also of what was never finished."""
        self.sums.close()

    def add(self, name: str, source: BinaryIO, size: int) -> None:
        """Add the next *size* bytes of *source* as the member *name*.

        Raises:
            SourceShrank: there were fewer.
        """
        self.stream.write(header(name, size))
        summed, left = sha256(), size
        while left:
            block = source.read(min(BLOCK, left))
            if not block:
                raise SourceShrank(name)
            self.stream.write(block)
            summed.update(block)
            left -= len(block)
            self.progress(len(block))
        self.stream.write(bytes(-size % RECORD))
        self.sums.write(sum_line(summed.hexdigest(), name))
        self.members += 1

    def add_bytes(self, name: str, data: bytes) -> None:
        """Add *data* as the member *name*."""
        self.add(name, BytesIO(data), len(data))

    def add_sums(self) -> str:
        """Add the sums of all members so far, as sha256sum(1) checks them; return their own."""
        summed, size = sha256(), self.sums.tell()
        self.sums.seek(0)
        for block in iter(lambda: self.sums.read(BLOCK), b""):
            summed.update(block)
        self.sums.seek(0)
        listed, self.sums = self.sums, TemporaryFile()  # noqa: SIM115
        with listed:
            self.add(SUMS, listed, size)
        return summed.hexdigest()

    def finish(self, manifest: bytes) -> None:
        """Add *manifest* and the end of the tar."""
        if len(manifest) > MAX_TEXT_BYTES:
            raise ValueError("too large a manifest")
        self.add_bytes(MANIFEST, manifest)
        self.stream.write(bytes(2 * RECORD))


def header(name: str, size: int) -> bytes:
    """Return the header of a member that its owner alone may read; *name* fits, and *size* is whatever it is."""
    if len(name) > MAX_NAME:
        raise ValueError(f"too long a name for the backup: {name}")
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info.tobuf(tarfile.GNU_FORMAT, "ascii", "strict")


def sum_line(digest: str, name: str) -> bytes:
    """Return a line of sha256sum(1)."""
    return f"{digest}  {name}\n".encode()
