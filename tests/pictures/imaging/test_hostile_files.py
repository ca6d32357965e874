"""Files that are broken in any way, of every kind: refused as such, with no other error."""

import random
from io import BytesIO

import pytest
from PIL import Image

from blog.pictures.imaging.decoding import decode
from blog.pictures.imaging.refusals import Undecodable
from tests.audit import IS_AUDIT
from tests.pictures.sample_files import MOVES, QUARTERS, RED, as_file, four_quarters, held, moving, photo

KINDS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF", "HEIF")
ROUNDS = 400 if IS_AUDIT else 12


def noise() -> Image.Image:
    return Image.effect_noise((80, 60), 90).convert("RGB")


@pytest.mark.parametrize("part", [0.2, 0.6, 0.9])
@pytest.mark.parametrize("kind", KINDS)
def test_a_truncated_file_is_refused(kind, part):
    options = {"compression": "tiff_lzw"} if kind == "TIFF" else {}
    data = as_file(noise(), kind, **options)

    with pytest.raises(Undecodable):
        decode(BytesIO(data[: round(len(data) * part)]), 2400, 10_000)


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_bytes_are_changed_it_is_a_picture_or_refused(kind):
    chance, whole = random.Random(kind), as_file(noise(), kind)
    for _ in range(ROUNDS):
        data = bytearray(whole)
        for _ in range(chance.randrange(1, 12)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            photo = decode(BytesIO(bytes(data)), 240, 10_000)
        except Undecodable:
            continue
        assert (photo.pixels.mode, photo.pixels.info) == ("RGB", {})
        assert max(photo.pixels.size) <= 240


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF", "HEIF"])
def test_every_way_to_hold_a_camera_gives_an_upright_picture(kind):
    for orientation in MOVES:
        pixels = decode(BytesIO(held(orientation, kind)), 2400, 10_000).pixels

        seen = [pixels.getpixel((x, y)) for y in (8, 24) for x in (12, 36)]
        assert pixels.size == (48, 32), orientation
        assert all(
            abs(a - b) < 40 for one, two in zip(seen, QUARTERS, strict=True) for a, b in zip(one, two, strict=True)
        )


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "AVIF", "TIFF", "HEIF"])
def test_of_an_animation_and_of_pages_the_first_is_taken_and_said_to_be(kind):
    photo = decode(BytesIO(moving(kind)), 2400, 10_000)

    assert photo.is_first_of_many
    assert all(abs(a - b) < 12 for a, b in zip(photo.pixels.getpixel((20, 15)), RED, strict=True))


@pytest.mark.parametrize("kind", KINDS)
def test_one_picture_is_not_said_to_be_the_first_of_many(kind):
    assert not decode(BytesIO(as_file(four_quarters(), kind)), 2400, 10_000).is_first_of_many


def test_the_second_view_of_a_camera_is_no_second_frame():
    """Phones write panoramas and depth into a JPEG that Pillow calls MPO (CIPA DC-007)."""
    frames = [Image.new("RGB", (40, 30), RED), Image.new("RGB", (40, 30), (0, 0, 0))]
    data = as_file(frames[0], "MPO", save_all=True, append_images=frames[1:])

    assert not decode(BytesIO(data), 2400, 10_000).is_first_of_many


def test_orientation_that_only_xmp_gives_is_not_obeyed_as_in_browsers():
    packet = b'<x:xmpmeta xmlns:x="adobe:ns:meta/" tiff:Orientation="6"/>'

    assert decode(BytesIO(photo(120, 80, xmp=packet)), 2400, 10_000).pixels.size == (120, 80)
