from io import BytesIO

import pytest
from PIL import Image

from blog.pictures.imaging.encoding import choose_widths, encode, shrink_to
from tests.pictures.sample_files import two_halves


@pytest.mark.parametrize(
    ("largest", "widths"),
    [
        (1, [1]),
        (260, [260]),
        (400, [240, 400]),
        (430, [240, 430]),
        (1000, [240, 400, 750, 1000]),
        (1650, [240, 400, 750, 1200, 1650]),
        (2400, [240, 400, 750, 1200, 1600, 2400]),
    ],
)
def test_widths_never_exceed_the_picture_and_never_nearly_repeat(largest, widths):
    assert choose_widths(largest) == widths


@pytest.mark.parametrize(("suffix", "kind"), [("jpg", "JPEG"), ("webp", "WEBP"), ("avif", "AVIF")])
def test_each_format_decodes_to_the_same_size(suffix, kind):
    image = Image.open(BytesIO(encode(two_halves(64, 40), suffix)))

    assert (image.format, image.size) == (kind, (64, 40))


@pytest.mark.parametrize("suffix", ["webp", "avif"])
def test_what_dense_screens_show_is_packed_tighter(suffix):
    plain, dense = (Image.effect_noise((width, 64), 40).convert("RGB") for width in (400, 1200))

    assert len(encode(dense, suffix)) / dense.width < 0.97 * len(encode(plain, suffix)) / plain.width


def test_a_jpeg_is_progressive():
    image = Image.open(BytesIO(encode(two_halves(64, 40), "jpg")))

    assert image.info["progressive"]


@pytest.mark.parametrize("suffix", ["jpg", "webp", "avif"])
def test_one_pixel_is_a_picture_too(suffix):
    assert Image.open(BytesIO(encode(Image.new("RGB", (1, 1)), suffix))).size == (1, 1)


def test_shrinking_to_the_same_size_changes_nothing():
    image = two_halves(10, 10)

    assert shrink_to(image, 10) is image
