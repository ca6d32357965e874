"""The files that the program makes."""

from io import BytesIO

from fontTools.ttLib import TTFont

from blog.web.assets.webfonts.font_files import read_or_make
from blog.web.assets.webfonts.subsets import SUBSETS

MAX_LATIN_BYTES = 25_000


def font_of(name: str) -> TTFont:
    return TTFont(BytesIO(read_or_make()[name]))


def test_each_file_holds_its_letters_in_the_weights_of_the_pages() -> None:
    for subset in SUBSETS:
        font = font_of(subset.name)
        [weight] = font["fvar"].axes
        assert (weight.axisTag, weight.minValue, weight.maxValue) == ("wght", 400, 600)
        assert set(subset.code_points) - set(font.getBestCmap()) == set(), subset.name


def test_the_file_of_every_page_is_light() -> None:
    assert len(read_or_make()["latin"]) <= MAX_LATIN_BYTES


def test_latin_is_set_with_kerning() -> None:
    font = font_of("latin")

    assert {record.FeatureTag for record in font["GPOS"].table.FeatureList.FeatureRecord} == {"kern"}
