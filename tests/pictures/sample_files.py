"""Picture files as people and attackers send them, all small."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image, TiffImagePlugin

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
