"""M4A: boxes with metadata are blanked in place, so that the sound stays where the tables say."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from blog.pictures.inspection.file_refusals import FileRefusal, Unacceptable

METADATA = {b"udta", b"meta", b"uuid", b"free", b"skip", b"wide", b"ID32"}
"""Boxes that players can do without (ISO 14496-12, 8.10 and 8.11); their name becomes free, their content zero."""
PARENTS = {b"moov", b"trak", b"mdia", b"minf"}
TIMED = {b"mvhd", b"tkhd", b"mdhd"}
"""Boxes that begin with the times of making and change."""
MAX_BOXES = 20_000
MAX_DEPTH = 5


class Box(NamedTuple):
    """One box: its name, where it, its content and what follows it begin."""

    name: bytes
    start: int
    content: int
    end: int


def is_mp4(data: bytes) -> bool:
    """Return whether *data* begins as files of the ISO base media format do."""
    return data[4:8] == b"ftyp"


def clean_m4a(source: Path, target: Path) -> int:
    """Write the M4A of *source* to *target* without metadata, and return its duration in milliseconds.

    Raises:
        Unacceptable: it is damaged, or has pictures that move.
    """
    data = bytearray(source.read_bytes())
    boxes = list(read_boxes(data, 0, len(data), 0))
    handlers = {bytes(data[box.content + 8 : box.content + 12]) for box in boxes if box.name == b"hdlr"}
    if b"vide" in handlers:
        raise Unacceptable(FileRefusal.VIDEO)
    header = next((box for box in boxes if box.name == b"mvhd"), None)
    if b"soun" not in handlers or header is None:
        raise Unacceptable(FileRefusal.DAMAGED)
    duration = read_duration(data, header)
    for box in boxes:
        blank(data, box)
    target.write_bytes(data)
    return duration


def read_boxes(data: bytearray, at: int, end: int, depth: int) -> Iterator[Box]:
    """Yield the boxes between *at* and *end*, and those in them that may hold metadata.

    Raises:
        Unacceptable: a box is longer than what holds it.
    """
    count = 0
    while at + 8 <= end:
        size, name, content = int.from_bytes(data[at : at + 4], "big"), bytes(data[at + 4 : at + 8]), at + 8
        if size == 1:
            size, content = int.from_bytes(data[at + 8 : at + 16], "big"), at + 16
        after = end if size == 0 else at + size
        count += 1
        if after > end or after < content or count > MAX_BOXES:
            raise Unacceptable(FileRefusal.DAMAGED)
        yield Box(name, at, content, after)
        if name in PARENTS and depth < MAX_DEPTH:
            yield from read_boxes(data, content, after, depth + 1)
        at = after


def read_duration(data: bytearray, header: Box) -> int:
    """Return the duration in milliseconds that the movie *header* gives."""
    is_long = data[header.content] == 1
    at = header.content + (20 if is_long else 12)
    scale = int.from_bytes(data[at : at + 4], "big")
    length = int.from_bytes(data[at + 4 : at + (12 if is_long else 8)], "big")
    if not scale or not length:
        raise Unacceptable(FileRefusal.DAMAGED)
    return round(length * 1000 / scale)


def blank(data: bytearray, box: Box) -> None:
    """Overwrite what *box* says about the making of the file."""
    if box.name in METADATA:
        data[box.start + 4 : box.start + 8] = b"free"
        data[box.content : box.end] = bytes(box.end - box.content)
    elif box.name in TIMED:
        size = 16 if data[box.content] == 1 else 8
        data[box.content + 4 : box.content + 4 + size] = bytes(size)
