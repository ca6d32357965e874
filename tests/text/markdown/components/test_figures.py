"""A picture offers every format and width that stands, and no other."""

import re
from dataclasses import replace

import pytest

from blog.text.markdown.components.figures import InlinePicture, draw_figure, draw_picture

WELL = InlinePicture("k", 1600, 1000, (400, 800, 1600), ("avif", "webp", "jpg"))


def test_an_address_names_key_width_and_format() -> None:
    assert WELL.address(400, "webp") == "/media/k/400.webp"
    assert WELL.srcset("jpg") == "/media/k/400.jpg 400w, /media/k/800.jpg 800w, /media/k/1600.jpg 1600w"


@pytest.mark.parametrize(("formats", "sources"), [(("jpg",), []), (("webp", "jpg"), ["image/webp"])])
def test_only_formats_that_stand_are_offered(formats: tuple[str, ...], sources: list[str]) -> None:
    html = draw_picture(replace(WELL, formats=formats), "A well")

    assert re.findall('type="([^"]*)"', html) == sources
    assert '<img src="/media/k/800.jpg"' in html


@pytest.mark.parametrize(("widths", "usual"), [((400,), 400), ((400, 1600), 400), ((700, 1000), 700)])
def test_old_browsers_get_the_width_nearest_to_800(widths: tuple[int, ...], usual: int) -> None:
    assert f'src="/media/k/{usual}.jpg"' in draw_picture(replace(WELL, widths=widths), "")


def test_the_size_is_told_so_that_nothing_jumps() -> None:
    assert 'width="1600" height="1000"' in draw_picture(WELL, "")


def test_alternative_text_caption_and_credit_are_escaped() -> None:
    html = draw_figure(replace(WELL, credit="<b>"), 'a"b', "x<y")

    assert 'alt="a&quot;b"' in html
    assert '<figcaption>x&lt;y <span class="figure__credit">&lt;b&gt;</span></figcaption>' in html


def test_a_figure_without_words_has_no_caption() -> None:
    assert "figcaption" not in draw_figure(WELL, "A well", "")
