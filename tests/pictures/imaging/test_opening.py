"""Sizes are judged before a pixel is decoded."""

import re
import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from blog.pictures.imaging.decoding import decode
from blog.pictures.imaging.opening import open_picture
from blog.pictures.imaging.refusals import Refusal, Undecodable
from tests.pictures.sample_files import as_file, photo, two_halves

MOST = 1_000_000
SIZE_FIELDS = {
    "PNG": (rb"IHDR()(.{4})(.{4})", ">I"),
    "GIF": (rb"GIF8[79]a()(..)(..)", "<H"),
    "JPEG": (rb"\xff\xc0\0\x11\x08()(..)(..)", ">H"),
    "TIFF": (rb"\0\x01\x04\0\x01\0\0\0()(.{4})\x01\x01\x04\0\x01\0\0\0(.{4})", "<I"),
    "AVIF": (rb"ispe\0{4}()(.{4})(.{4})", ">I"),
    "HEIF": (rb"ispe\0{4}()(.{4})(.{4})", ">I"),
}


def pretend(kind: str, side: int) -> bytes:
    """A file whose header says that it is *side* pixels wide and high."""
    pattern, number = SIZE_FIELDS[kind]
    data = bytearray(as_file(two_halves(), kind))
    found = re.search(pattern, bytes(data), re.DOTALL)
    assert found is not None
    for part in (2, 3):
        data[found.start(part) : found.end(part)] = struct.pack(number, side)
    if kind == "PNG":
        data[29:33] = struct.pack(">I", zlib.crc32(data[12:29]))
    return bytes(data)


@pytest.mark.parametrize("kind", SIZE_FIELDS)
@pytest.mark.parametrize("side", [17_000, 65_500])
def test_a_header_that_promises_too_much_is_refused_for_its_pixels(kind, side):
    with pytest.raises(Undecodable) as refused:
        open_picture(BytesIO(pretend(kind, side)), MOST, 2400)

    assert refused.value.refusal is Refusal.TOO_MANY_PIXELS


def test_a_webp_that_promises_too_much_is_refused_before_its_decoder_takes_memory():
    data = bytearray(as_file(two_halves().convert("RGBA"), "WEBP", lossless=True))
    start = data.index(b"VP8L") + 9
    data[start : start + 4] = struct.pack("<I", 16_382 | 16_382 << 14)

    with pytest.raises(Undecodable) as refused:
        open_picture(BytesIO(bytes(data)), MOST, 2400)

    assert refused.value.refusal is Refusal.TOO_MANY_PIXELS


@pytest.mark.parametrize("size", [(4000, 900), (900, 4000)])
def test_a_jpeg_may_have_more_pixels_than_are_decoded_of_it(size):
    data = photo(*size)

    image = open_picture(BytesIO(data), MOST, 480)

    assert max(image.size) == 500
    assert max(decode(BytesIO(data), 480, MOST).pixels.size) == 480
    with pytest.raises(Undecodable):
        open_picture(BytesIO(as_file(two_halves(*size), "PNG")), MOST, 480)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_what_else_the_process_draws_keeps_its_own_limit(kind: str) -> None:
    before: int | None = Image.MAX_IMAGE_PIXELS

    open_picture(BytesIO(as_file(two_halves(), kind)), MOST, 100)

    now: int | None = Image.MAX_IMAGE_PIXELS
    assert now == before
