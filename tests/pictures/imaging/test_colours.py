"""Whatever the tones are made of, sRGB on white comes out."""

from io import BytesIO

import pytest
from PIL import Image

from blog.pictures.imaging.decoding import decode
from tests.pictures.sample_files import ADOBE_RGB, DISPLAY_P3, as_file, four_quarters, two_halves, with_profile


def read(data: bytes, longest: int = 2400) -> Image.Image:
    return decode(BytesIO(data), longest, 1_000_000).pixels


def is_near(pixel: tuple[int, ...], wanted: tuple[int, ...], tolerance: int = 16) -> bool:
    return all(abs(a - b) <= tolerance for a, b in zip(pixel, wanted, strict=True))


@pytest.mark.parametrize("longest", [2400, 30])
@pytest.mark.parametrize(
    ("kind", "mode"),
    [("TIFF", mode) for mode in ("RGB", "RGBX", "CMYK", "YCbCr", "LAB", "P")]
    + [("PNG", "P"), ("WEBP", "RGB"), ("AVIF", "RGB"), ("HEIF", "RGB"), ("JPEG", "CMYK"), ("GIF", "P")],
)
def test_every_mode_keeps_its_colours(kind, mode, longest):
    special = {"LAB": to_lab, "P": lambda image: image.quantize(8)}
    image = special[mode](two_halves()) if mode in special else two_halves().convert(mode)

    pixels = read(as_file(image, kind), longest)

    assert is_near(pixels.getpixel((pixels.width // 4, pixels.height // 2)), (200, 30, 30), 25)
    assert is_near(pixels.getpixel((pixels.width * 3 // 4, pixels.height // 2)), (30, 30, 200), 25)


def to_lab(image: Image.Image) -> Image.Image:
    from PIL import ImageCms  # noqa: PLC0415

    lab = ImageCms.profileToProfile(
        image, ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), outputMode="LAB"
    )
    assert lab is not None
    return lab


@pytest.mark.parametrize("longest", [2400, 30])
@pytest.mark.parametrize(
    ("kind", "mode"),
    [("PNG", "RGBA"), ("PNG", "LA"), ("PNG", "P"), ("WEBP", "RGBA"), ("AVIF", "RGBA"), ("HEIF", "RGBA"),
     ("TIFF", "RGBA"), ("TIFF", "LA"), ("GIF", "RGBA")],
)  # fmt: skip
def test_transparency_is_white_in_every_kind(kind, mode, longest):
    clear = Image.new("RGBA", (60, 40), (0, 0, 0, 0))
    clear.paste((20, 20, 20, 255), (0, 0, 30, 40))

    pixels = read(as_file(clear.convert(mode), kind), longest)

    assert is_near(pixels.getpixel((pixels.width - 3, 10)), (255, 255, 255))
    assert is_near(pixels.getpixel((3, 10)), (20, 20, 20))


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "I;16"), ("TIFF", "I;16"), ("TIFF", "I"), ("TIFF", "F")])
def test_more_than_eight_bits_keep_their_tones(kind, mode):
    grey = Image.linear_gradient("L").convert("I").point(lambda value: value * 257).convert(mode)

    for longest in (2400, 128):
        pixels = read(as_file(grey, kind), longest)
        assert is_near([pixels.getpixel((9, pixels.height * part // 4))[0] for part in (1, 2, 3)], (64, 128, 191), 4)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF", "HEIF"])
@pytest.mark.parametrize(("primaries", "typed", "seen"), [
    (DISPLAY_P3, (200, 60, 60), (217, 40, 53)),
    (ADOBE_RGB, (160, 60, 60), (188, 58, 58)),
])  # fmt: skip
def test_colours_of_a_wider_space_are_converted_in_every_kind(kind, primaries, typed, seen):
    image = Image.new("RGB", (32, 32), typed)

    pixels = read(as_file(image, kind, icc_profile=with_profile(*primaries)))

    assert is_near(pixels.getpixel((16, 16)), seen, 6)


def test_tones_of_no_known_white_are_stretched_also_where_all_are_one():
    assert read(as_file(Image.new("F", (8, 8), 0.5), "TIFF")).getpixel((4, 4)) == (0, 0, 0)


def test_the_four_quarters_stay_where_they_are():
    pixels = read(as_file(four_quarters(), "PNG"))

    assert pixels.tobytes() == four_quarters().tobytes()
