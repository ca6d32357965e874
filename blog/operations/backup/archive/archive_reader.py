"""Reads a backup from a stream and believes nothing: names, kinds and sums of all members are checked on the way."""

import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import RawIOBase
from tempfile import TemporaryFile
from typing import IO, Protocol

from blog.operations.backup.archive.archive_writer import BLOCK, RECORD, sum_line
from blog.operations.backup.archive.manifest import (
    HEAD,
    MANIFEST,
    MAX_TEXT_BYTES,
    SUMS,
    ArchiveRefused,
    Head,
    Manifest,
    damaged,
    is_known_name,
    load_head,
    load_manifest,
)


class ByteReader(Protocol):
    """Gives bytes, such as a file."""

    def read(self, size: int, /) -> bytes:
        """Return at most *size* bytes; none at the end."""


class Body(RawIOBase):
    """The bytes of one member, summed as they are read."""

    def __init__(self, stream: ByteReader, size: int) -> None:
        self.stream = stream
        self.left = size
        self.summed = sha256()

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        """Read into *buffer*; return how many bytes."""
        block = self.stream.read(min(len(buffer), self.left, BLOCK))
        if self.left and not block:
            raise cut_off()
        buffer[: len(block)] = block
        self.summed.update(block)
        self.left -= len(block)
        return len(block)

    def drain(self) -> None:
        """Read what nobody has read."""
        while self.left:
            self.read(BLOCK)


@dataclass(frozen=True)
class ArchiveMember:
    """One member of a backup; its *body* can be read until the next one is asked for."""

    name: str
    size: int
    body: Body


@dataclass
class ArchiveReader:
    """A backup that is being read; *head* is known after the first member, *manifest* after the last."""

    stream: ByteReader
    head: Head | None = None
    manifest: Manifest | None = None

    def read_members(self) -> Iterator[ArchiveMember]:
        """Yield each member that holds something of the site, and check all.

        Raises:
            ArchiveRefused: something is not as it was written; what was yielded before must be thrown away.
        """
        with TemporaryFile() as sums:
            yield from self.read_summed(sums)

    def read_summed(self, sums: IO[bytes]) -> Iterator[ArchiveMember]:
        """Yield the members, and write a line of sha256sum(1) for each to *sums*."""
        listed, count = "", 0
        while (member := self.read_header()) is not None:
            if (
                (count == 0) != (member.name == HEAD)
                or self.manifest is not None
                or (listed and member.name != MANIFEST)
            ):
                raise damaged()
            if member.name in {HEAD, MANIFEST, SUMS}:
                listed = self.read_own(member, sums) or listed
            else:
                yield member
            member.body.drain()
            self.skip_padding(member.size)
            if member.name not in {SUMS, MANIFEST}:
                sums.write(sum_line(member.body.summed.hexdigest(), member.name))
            count += 1
        self.check_end(listed, count)

    def read_own(self, member: ArchiveMember, sums: IO[bytes]) -> str:
        """Read what says something about the others; return the sum of the list of sums, or ""."""
        if member.name == SUMS:
            return compare_sums(member.body, sums)
        data = read_text(member)
        if member.name == HEAD:
            self.head = load_head(data)
        else:
            self.manifest = load_manifest(data)
        return ""

    def read_header(self) -> ArchiveMember | None:
        """Return the next member, or None at the end of the tar.

        Raises:
            ArchiveRefused: it is no plain file, or has a name that no member has.
        """
        block = read_exactly(self.stream, RECORD)
        if not any(block):
            if any(read_exactly(self.stream, RECORD)):
                raise damaged()
            return None
        try:
            info = tarfile.TarInfo.frombuf(block, "ascii", "strict")
        except (tarfile.HeaderError, UnicodeDecodeError, ValueError):
            raise damaged() from None
        if info.type != tarfile.REGTYPE or info.size < 0 or not is_known_name(info.name):
            raise ArchiveRefused(f"This file holds {info.name!a}, which no backup does. Nothing was written.")
        return ArchiveMember(info.name, info.size, Body(self.stream, info.size))

    def skip_padding(self, size: int) -> None:
        """Read up to the next record; raise ArchiveRefused where something hides there."""
        if any(read_exactly(self.stream, -size % RECORD)):
            raise damaged()

    def check_end(self, listed: str, count: int) -> None:
        """Raise ArchiveRefused unless the manifest was there and speaks of these members."""
        if self.manifest is None:
            raise cut_off()
        if self.manifest.sums_sha256 != listed or self.manifest.members != count - 2:
            raise ArchiveRefused("This backup is damaged: a checksum is wrong. Nothing was written.")


def compare_sums(body: Body, sums: IO[bytes]) -> str:
    """Hold the list of sums in *body* against *sums* of what was read; return the sum of the list.

    Raises:
        ArchiveRefused: one differs.
    """
    sums.seek(0)
    while body.left:
        block = body.read(BLOCK) or b""
        if block != sums.read(len(block)):
            raise ArchiveRefused("This backup is damaged: a checksum is wrong. Nothing was written.")
    if sums.read(1):
        raise damaged()
    return body.summed.hexdigest()


def read_text(member: ArchiveMember) -> bytes:
    """Return the whole of a small *member*; raise ArchiveRefused for a large one."""
    if member.size > MAX_TEXT_BYTES:
        raise damaged()
    return member.body.readall() or b""


def read_exactly(stream: ByteReader, size: int) -> bytes:
    """Return *size* bytes of *stream*; raise ArchiveRefused where it ends before."""
    parts = []
    while size:
        block = stream.read(size)
        if not block:
            raise cut_off()
        parts.append(block)
        size -= len(block)
    return b"".join(parts)


def cut_off() -> ArchiveRefused:
    """Return the sentence about a file that ends too soon."""
    return ArchiveRefused("This backup is not whole: it was cut off, or never finished. Nothing was written.")
