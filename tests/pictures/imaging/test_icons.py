"""What becomes of a logo: files of fixed sizes, with its transparency, and a word on where it would be lost."""

from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from blog.pictures.imaging.icons import describe, make_icons, tone_of, trim
from blog.pictures.imaging.refusals import Refusal, Undecodable


def disc(colour: str, size: tuple[int, int] = (300, 200)) -> Image.Image:
    image = Image.new("RGBA", size, (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse((50, 50, size[0] - 50, size[1] - 50), fill=colour)
    return image


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data), formats=("PNG",))


def test_each_file_has_its_size_and_only_the_one_of_home_screens_is_opaque() -> None:
    files = {name: opened(data) for name, data in make_icons(disc("#2b85a3")).items()}

    sizes = {name: image.size for name, image in files.items()}
    assert sizes == {
        "logo": (300, 200), "touch": (180, 180), "icon-48": (48, 48), "icon-192": (192, 192), "icon-512": (512, 512)
    }  # fmt: skip
    assert {name for name, image in files.items() if image.mode == "RGB"} == {"touch"}
    assert files["icon-192"].getpixel((0, 0)) == (0, 0, 0, 0)


def test_empty_ground_around_a_logo_is_cut_off() -> None:
    assert trim(disc("#0b5563")).size == (201, 101)


def test_a_logo_of_which_nothing_is_seen_is_refused() -> None:
    with pytest.raises(Undecodable) as refused:
        trim(Image.new("RGBA", (9, 9), (255, 255, 255, 8)))

    assert refused.value.refusal is Refusal.UNSEEN


@pytest.mark.parametrize(("colour", "tone"), [("#101010", "dark"), ("#fdfdfd", "light"), ("#c0392b", "plain")])
def test_a_logo_that_a_ground_would_hide_says_so(colour: str, tone: str) -> None:
    assert tone_of(disc(colour)) == tone
    assert tone_of(Image.new("RGBA", (40, 40), colour)) == "plain"


def test_the_icon_of_a_tab_brings_a_ground_where_the_tab_would_hide_it() -> None:
    modes = {colour: opened(make_icons(disc(colour))["icon-48"]).mode for colour in ("#101010", "#ffffff", "#c0392b")}

    assert modes == {"#101010": "RGB", "#ffffff": "RGB", "#c0392b": "RGBA"}


def test_a_light_logo_has_a_dark_ground_on_home_screens() -> None:
    assert opened(make_icons(disc("#ffffff"))["touch"]).getpixel((0, 0)) == (22, 20, 16)
    assert opened(make_icons(disc("#101010"))["touch"]).getpixel((0, 0)) == (255, 255, 255)


@pytest.mark.parametrize("size", [(4000, 100), (100, 4000), (1, 1), (2000, 2000)])
def test_extreme_sides_end_within_the_limits(size: tuple[int, int]) -> None:
    found = describe(Image.new("RGBA", size, "#c0392b"))

    assert 1 <= found["width"] <= 960
    assert 1 <= found["height"] <= 240
    assert opened(make_icons(Image.new("RGBA", size, "#c0392b"))["icon-48"]).size == (48, 48)
