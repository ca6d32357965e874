"""Opens the file of a backup: compressed and encrypted on the way out, whatever it is recognised on the way in."""

import gzip
import os
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import RawIOBase
from pathlib import Path
from typing import BinaryIO, Literal, Protocol, cast

from blog.operations.backup.archive.age_keys import Identity, Recipient
from blog.operations.backup.archive.age_stream import INTRO, AgeReader, AgeWriter
from blog.operations.backup.archive.archive_reader import ByteReader, read_exactly
from blog.operations.backup.archive.archive_writer import ByteWriter
from blog.operations.backup.archive.manifest import ArchiveRefused

GZIP = b"\x1f\x8b"
LEVEL = 1
"""Of compression: the more, the longer the site's processor is busy."""
DRAFT = ".part"
"""What is added to the name of a file that is not whole yet."""
FREE_BYTES = 2**28
MAX_EXPANSION = 250
"""So many bytes may come of one, beyond FREE_BYTES; a database has ten."""


class ReadableFile(Protocol):
    """A file that can be opened, such as a path."""

    def open(self, mode: Literal["rb"], /) -> BinaryIO:
        """Return its bytes from the beginning."""


@contextmanager
def writing_to(stream: ByteWriter, recipients: Sequence[Recipient], *, compress: bool) -> Iterator[ByteWriter]:
    """Yield what writes to *stream*, for *recipients* if there are any; whole when the block ends."""
    encrypted = AgeWriter(stream, recipients) if recipients else None
    outer = encrypted or stream
    if compress:
        with gzip.GzipFile(fileobj=outer, mode="wb", compresslevel=LEVEL, mtime=0, filename="") as packed:  # type: ignore[call-overload]
            yield packed
    else:
        yield outer
    if encrypted:
        encrypted.close()


@contextmanager
def new_private_file(target: Path) -> Iterator[ByteWriter]:
    """Yield a file that gets the name *target* when the block has ended, readable by its owner alone.

    Raises:
        ArchiveRefused: *target* exists, or cannot be made.
    """
    draft = target.with_name(f"{target.name}{DRAFT}")
    if target.exists():
        raise ArchiveRefused(f"{target} exists: name a new file.")
    try:
        draft.unlink(missing_ok=True)
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise ArchiveRefused(f"{target} cannot be created ({error.strerror}): name another file.") from None
    try:
        with open(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.rename(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


@contextmanager
def reading_from(file: ReadableFile, identities: Sequence[Identity]) -> Iterator[ByteReader]:
    """Yield the tar in *file*.

    Raises:
        ArchiveRefused: it is encrypted, and *identities* do not open it.
    """
    with file.open("rb") as raw:
        begin = raw.read(len(INTRO))
        if begin == INTRO and not identities:
            raise ArchiveRefused(f"{file} is encrypted: name the file of its key or of its passphrase.")
        stream: ByteReader = raw
        if begin == INTRO:
            stream = AgeReader(raw, identities)
            begin = read_exactly(stream, len(INTRO))
        stream = Prefixed(begin, stream)
        if begin[:2] == GZIP:
            yield Unpacked(stream)
        else:
            yield stream


class Prefixed(RawIOBase):
    """A stream with the bytes before it that were read to recognise it."""

    def __init__(self, begin: bytes, stream: ByteReader) -> None:
        self.begin = begin
        self.stream = stream

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        """Read into *buffer*; return how many bytes."""
        block = self.begin[: len(buffer)] or self.stream.read(len(buffer))
        self.begin = self.begin[len(buffer) :]
        buffer[: len(block)] = block
        return len(block)


class Unpacked(RawIOBase):
    """What a gzip stream holds, as long as it does not grow beyond all measure."""

    def __init__(self, stream: ByteReader) -> None:
        self.taken = Counted(stream)
        self.packed = gzip.GzipFile(fileobj=self.taken, mode="rb")  # type: ignore[call-overload]
        self.given = 0

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        """Read into *buffer*; return how many bytes.

        Raises:
            ArchiveRefused: it is no gzip stream, or one that was made to fill a disk.
        """
        try:
            size = cast(int, self.packed.readinto(buffer))
        except (EOFError, OSError, zlib.error):
            raise ArchiveRefused("This compressed backup is damaged or cut off. Nothing was written.") from None
        self.given += size
        if self.given > FREE_BYTES + MAX_EXPANSION * self.taken.count:
            raise ArchiveRefused("This file unpacks to far more than a backup would. Nothing was written.")
        return size


class Counted:
    """A stream that counts what was taken from it."""

    def __init__(self, stream: ByteReader) -> None:
        self.stream = stream
        self.count = 0

    def read(self, size: int = -1, /) -> bytes:
        """Return at most *size* bytes."""
        block = self.stream.read(size)
        self.count += len(block)
        return block
