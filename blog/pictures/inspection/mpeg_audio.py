"""MP3: its frames alone are kept, so that no tag, picture or foreign data stays; the frames give the exact duration."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from blog.pictures.inspection.file_refusals import FileRefusal, Unacceptable

RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
"""Samples a second by the version in the header: MPEG 1, 2 and 2.5."""
KBITS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
KBITS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
MIN_FRAMES = 4
"""In a row, before bytes are taken for sound."""
MAX_GAP = 64 * 1024
"""Bytes between frames that are passed over, such as silence of a broken recorder; more is no sound file."""


class Frame(NamedTuple):
    """One frame: where it begins, its bytes, and its samples at so many a second."""

    start: int
    size: int
    samples: int
    rate: int


def clean_mp3(source: Path, target: Path) -> int:
    """Write the frames of the MP3 in *source* to *target*, and return their duration in milliseconds.

    Raises:
        Unacceptable: there are no frames.
    """
    data = source.read_bytes()
    frames = list(find_frames(data, skip_tags(data)))
    if len(frames) < MIN_FRAMES:
        raise Unacceptable(FileRefusal.DAMAGED)
    view = memoryview(data)
    with target.open("wb") as file:
        file.writelines(view[frame.start : frame.start + frame.size] for frame in frames)
    sounding = frames[1:] if is_index(data, frames[0]) else frames
    return round(sum(frame.samples / frame.rate for frame in sounding) * 1000)


def is_mp3(data: bytes) -> bool:
    """Return whether *data*, the beginning of a file, is an MP3: a tag (ID3v2), or frames one after another."""
    if data.startswith(b"ID3"):
        return True
    frame = read_frame(data, 0)
    return frame is not None and read_frame(data, frame.size) is not None


def skip_tags(data: bytes) -> int:
    """Return where the first ID3v2 tags end; one that is longer than the file ends with it."""
    at = 0
    while data[at : at + 3] == b"ID3" and len(data) >= at + 10:
        size = sum((byte & 0x7F) << shift for byte, shift in zip(data[at + 6 : at + 10], (21, 14, 7, 0), strict=True))
        at += 10 + size + (10 if data[at + 5] & 0x10 else 0)
    return at


def find_frames(data: bytes, at: int) -> Iterator[Frame]:
    """Yield the frames from *at* on; all are of one kind, and what lies between them is passed over."""
    first: Frame | None = None
    while at < len(data) - 4:
        frame = read_frame(data, at)
        is_next = frame is not None and (first is None or frame.rate == first.rate)
        if frame is None or not is_next or at + frame.size > len(data):
            found = find_sync(data, at + 1, first)
            if found < 0 or found - at > MAX_GAP:
                return
            at = found
            continue
        first = first or frame
        yield frame
        at += frame.size


def find_sync(data: bytes, at: int, first: Frame | None) -> int:
    """Return where the next frame begins that another follows; -1 for none nearby."""
    end = min(len(data), at + MAX_GAP)
    while (at := data.find(b"\xff", at, end)) >= 0:
        frame = read_frame(data, at)
        if frame and (not first or frame.rate == first.rate):
            following = read_frame(data, at + frame.size)
            if following and following.rate == frame.rate:
                return at
        at += 1
    return -1


def read_frame(data: bytes, at: int) -> Frame | None:
    """Return the frame of layer III whose header stands at *at* (ISO 11172-3, 2.4.1.3); None if there is none."""
    if at + 4 > len(data) or data[at] != 0xFF or data[at + 1] & 0xE6 != 0xE2:
        return None
    version, rate_index, kbit_index = data[at + 1] >> 3 & 3, data[at + 2] >> 2 & 3, data[at + 2] >> 4
    if version not in RATES or rate_index == 3 or not 0 < kbit_index < 15:
        return None
    rate = RATES[version][rate_index]
    kbits, samples = (KBITS_1[kbit_index], 1152) if version == 3 else (KBITS_2[kbit_index], 576)
    size = samples // 8 * kbits * 1000 // rate + (data[at + 2] >> 1 & 1)
    return Frame(at, size, samples, rate)


def is_index(data: bytes, frame: Frame) -> bool:
    """Return whether *frame* is no sound but the table by which players jump (Xing, Info, VBRI)."""
    head = data[frame.start : frame.start + 64]
    return any(sign in head for sign in (b"Xing", b"Info", b"VBRI"))
