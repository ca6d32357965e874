"""What is offered instead of a colour that cannot be read."""

from itertools import pairwise

import pytest

from blog.web.site_identity.look.nearest_colour import STEPS, least_contrast, nearest_readable
from blog.web.site_identity.look.oklch import to_oklch
from blog.web.themes.contrast import WORDS

PAPER, NIGHT = ["#faf6ee", "#f1eadc"], ["#161410", "#201d17"]


@pytest.mark.parametrize("ground", [PAPER, NIGHT], ids=["light", "dark"])
@pytest.mark.parametrize("colour", ["#ffcc00", "#b5443a", "#00ff00", "#808080", "#161410", "#faf6ee", "#0000ff"])
def test_the_nearest_can_be_read_and_is_of_the_same_hue(colour: str, ground: list[str]) -> None:
    found = nearest_readable(colour, ground, WORDS)

    assert least_contrast(found, ground) >= WORDS
    before, after = to_oklch(colour), to_oklch(found)
    if min(before.chroma, after.chroma) > 0.04:
        assert abs(before.hue - after.hue) < 0.1


def test_nothing_between_would_do() -> None:
    found = nearest_readable("#b5443a", NIGHT, WORDS)

    start, end = to_oklch("#b5443a").lightness, to_oklch(found).lightness
    between = [to_oklch("#b5443a")._replace(lightness=start + (end - start) * step / 10) for step in range(10)]
    assert all(one.lightness < other.lightness for one, other in pairwise(between))
    assert nearest_readable("#b5443a", NIGHT, WORDS) == found
    assert least_contrast(found, NIGHT) < WORDS + 40 / STEPS


def test_what_passes_stays_as_it_is() -> None:
    assert nearest_readable("#9b1c1f", PAPER, WORDS) == "#9b1c1f"


def test_grounds_that_no_colour_suits_get_the_better_of_black_and_white() -> None:
    assert nearest_readable("#777777", ["#808080", "#7f7f7f"], 15.0) == "#000000"
