"""Ogg with Vorbis or Opus: comments are blanked in place, so that all else stays where it is."""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from blog.pictures.inspection.file_refusals import FileRefusal, Unacceptable

HEAD = struct.Struct("<4sBBqIIIB")
"""Head of a page (RFC 3533, 6): sign, version, flags, position, stream, number, checksum, segments."""
MAX_COMMENT_PAGES = 2000
"""Pages before the sound: 130 MB of pictures would fit."""
OPUS_RATE = 48_000
VENDOR = b"Broadsheet"


class Page(NamedTuple):
    """One page: where it and its content begin, where it ends, and its position and stream."""

    start: int
    content: int
    end: int
    position: int
    stream: int
    lacing: bytes


def clean_ogg(source: Path, target: Path) -> int:
    """Write the Ogg of *source* to *target* without comments, and return its duration in milliseconds.

    Raises:
        Unacceptable: it is damaged, or holds something else than one stream of Vorbis or Opus.
    """
    data = bytearray(source.read_bytes())
    pages = list(read_pages(data))
    if len({page.stream for page in pages}) != 1:
        raise Unacceptable(FileRefusal.DAMAGED)
    rate, skipped = read_rate(bytes(data[pages[0].content : pages[0].end]))
    blank_comments(data, pages)
    target.write_bytes(data[: pages[-1].end])
    last = max(page.position for page in pages)
    if last <= skipped:
        raise Unacceptable(FileRefusal.DAMAGED)
    return round((last - skipped) * 1000 / rate)


def read_pages(data: bytearray) -> Iterator[Page]:
    """Yield the pages; what follows the last whole one is left out."""
    at = 0
    while at + HEAD.size <= len(data):
        sign, version, _flags, position, stream, _number, _checksum, segments = HEAD.unpack_from(data, at)
        content = at + HEAD.size + segments
        lacing = bytes(data[at + HEAD.size : content])
        end = content + sum(lacing)
        if sign != b"OggS" or version or end > len(data):
            break
        yield Page(at, content, end, position, stream, lacing)
        at = end
    if not at:
        raise Unacceptable(FileRefusal.DAMAGED)


def read_rate(packet: bytes) -> tuple[int, int]:
    """Return the samples a second of the first *packet*, and how many of them are not heard."""
    if packet.startswith(b"\x01vorbis") and len(packet) >= 16:
        rate = int.from_bytes(packet[12:16], "little")
        if rate:
            return rate, 0
    if packet.startswith(b"OpusHead") and len(packet) >= 12:
        return OPUS_RATE, int.from_bytes(packet[10:12], "little")
    raise Unacceptable(FileRefusal.VIDEO if packet[1:7] == b"theora" else FileRefusal.UNKNOWN_KIND)


def blank_comments(data: bytearray, pages: list[Page]) -> None:
    """Overwrite the second packet of the stream, which says who made the sound, by an empty one of the same size."""
    places: list[tuple[int, int]] = []
    touched: list[Page] = []
    is_whole = False
    for page in pages[1:MAX_COMMENT_PAGES]:
        size, is_whole = first_packet_size(page.lacing)
        places.append((page.content, page.content + size))
        touched.append(page)
        if is_whole:
            break
    packet = b"".join(data[start:end] for start, end in places)
    if not is_whole:
        raise Unacceptable(FileRefusal.DAMAGED)
    blank = empty_comments(packet)
    for start, end in places:
        data[start:end], blank = blank[: end - start], blank[end - start :]
    for page in touched:
        write_checksum(data, page)


def first_packet_size(lacing: bytes) -> tuple[int, bool]:
    """Return how much of a packet stands first on a page, and whether it ends there (RFC 3533, 5)."""
    size = 0
    for value in lacing:
        size += value
        if value < 255:
            return size, True
    return size, False


def empty_comments(packet: bytes) -> bytes:
    """Return a packet of the same size without comments; the name of its maker is drawn out with spaces."""
    sign = next((sign for sign in (b"\x03vorbis", b"OpusTags") if packet.startswith(sign)), b"")
    framing = b"\x01" if sign.startswith(b"\x03") else b""
    room = len(packet) - len(sign) - len(framing) - 8
    if not sign or room < 0:
        raise Unacceptable(FileRefusal.DAMAGED)
    vendor = VENDOR[:room].ljust(room)
    return sign + struct.pack("<I", room) + vendor + struct.pack("<I", 0) + framing


def make_table() -> list[int]:
    """Return the table of the checksum: CRC-32 of the polynomial 0x04c11db7, not reflected."""
    table = []
    for byte in range(256):
        value = byte << 24
        for _ in range(8):
            value = (value << 1 ^ (0x04C11DB7 if value & 0x80000000 else 0)) & 0xFFFFFFFF
        table.append(value)
    return table


TABLE = make_table()


def write_checksum(data: bytearray, page: Page) -> None:
    """Write the checksum of a changed *page*."""
    data[page.start + 22 : page.start + 26] = bytes(4)
    value = 0
    for byte in data[page.start : page.end]:
        value = (value << 8 & 0xFFFFFFFF) ^ TABLE[value >> 24 ^ byte]
    data[page.start + 22 : page.start + 26] = value.to_bytes(4, "little")
