"""Which photo is large enough."""

import pytest

from blog.articles.front.photos import LEAD, has_photo, is_wide
from tests.articles.front.stories import make_photo, make_story


@pytest.mark.parametrize(("width", "is_enough"), [(455, False), (456, True)])
def test_six_tenths_of_the_pixels_of_a_place_are_enough(width: int, is_enough: bool) -> None:
    assert has_photo(make_story(photo=make_photo(width)), LEAD) is is_enough


def test_a_retracted_story_shows_no_photo() -> None:
    retracted = make_story(photo=make_photo(), is_retracted=True)

    assert not has_photo(retracted)
    assert not is_wide(retracted)


@pytest.mark.parametrize(
    ("width", "height", "is_fit"), [(1600, 1000, True), (1599, 900, False), (1600, 1001, False), (2400, 1000, True)]
)
def test_what_fills_the_window_is_large_and_wide(width: int, height: int, is_fit: bool) -> None:
    assert is_wide(make_story(photo=make_photo(width, height))) is is_fit
