"""Picture files as people and attackers send them, all small."""

import struct
import zlib
from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, TiffImagePlugin

RED, BLUE = (200, 30, 30), (30, 30, 200)


def two_halves(width: int = 120, height: int = 80) -> Image.Image:
    """Red on the left, blue on the right."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (width // 2, 0, width, height))
    return image


def as_file(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def photo(width: int = 120, height: int = 80, **options: Any) -> bytes:
    return as_file(two_halves(width, height), "JPEG", quality=90, **options)


def photo_with_place(orientation: int = 1) -> bytes:
    """A photo as a phone makes it: with camera, place and orientation in its EXIF data."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SecretCamera"
    place = exif.get_ifd(0x8825)
    place[1], place[3] = "N", "E"
    place[2] = tuple(TiffImagePlugin.IFDRational(value) for value in (48, 8, 14))
    return photo(exif=exif)


@cache
def bomb(width: int = 20_000, height: int = 20_000) -> bytes:
    """A PNG of few bytes that would need over a gigabyte of memory."""
    rows = zlib.compressobj(9)
    row = b"\0" * (width // 8 + 1)
    packed = b"".join(rows.compress(row) for _ in range(height)) + rows.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(document.domain)</script>"


QUARTERS = ((230, 30, 30), (30, 200, 30), (30, 30, 230), (230, 230, 30))
"""Colours from top left to bottom right: whatever is turned or mirrored is seen."""
MOVES = {
    1: None, 2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}  # fmt: skip
"""How a camera that was held so stores what is upright, by the orientation of EXIF."""


def four_quarters(width: int = 48, height: int = 32) -> Image.Image:
    image = Image.new("RGB", (width, height))
    for place, colour in enumerate(QUARTERS):
        left, top = place % 2 * width // 2, place // 2 * height // 2
        image.paste(colour, (left, top, left + width // 2, top + height // 2))
    return image


def held(orientation: int, kind: str) -> bytes:
    """The four quarters, taken with the camera held so."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    move = MOVES[orientation]
    stored = four_quarters().transpose(move) if move is not None else four_quarters()
    return as_file(stored, kind, exif=exif.tobytes())


def moving(kind: str, **options: Any) -> bytes:
    """Red, then blue."""
    frames = [Image.new("RGB", (48, 32), colour) for colour in (RED, BLUE)]
    return as_file(frames[0], kind, save_all=True, append_images=frames[1:], **options)


def with_profile(red: tuple[float, ...], green: tuple[float, ...], blue: tuple[float, ...]) -> bytes:
    """An ICC profile with these primaries (XYZ for D50) and the tones of sRGB."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for name, primary in ((b"rXYZ", red), (b"gXYZ", green), (b"bXYZ", blue)):
        entry = profile.index(name)
        start = struct.unpack(">I", profile[entry + 4 : entry + 8])[0] + 8
        profile[start : start + 12] = struct.pack(">3i", *(round(value * 65536) for value in primary))
    return bytes(profile)


DISPLAY_P3 = ((0.51512, 0.2412, -0.00105), (0.29198, 0.69225, 0.04189), (0.1571, 0.06657, 0.78407))
ADOBE_RGB = ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457))


def iptc_block(records: dict[tuple[int, int], bytes]) -> bytes:
    """What a JPEG holds of IPTC-IIM: an APP13 segment of Photoshop (IIM 4.2, 1.5)."""
    data = b"".join(bytes([0x1C, *key]) + struct.pack(">H", len(text)) + text for key, text in records.items())
    resource = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(data)) + data + b"\0" * (len(data) % 2)
    body = b"Photoshop 3.0\0" + resource
    return b"\xff\xed" + struct.pack(">H", len(body) + 2) + body
