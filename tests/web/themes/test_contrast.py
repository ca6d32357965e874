"""Contrast as WCAG counts it, and the themes that come along: all of them can be read, light and dark."""

import pytest

from blog.web.themes.contrast import RULES, contrast, contrast_faults
from blog.web.themes.installed_themes import BUNDLED, find_theme
from blog.web.themes.theme import OWN_LOOK
from blog.web.themes.token_colours import ColourPair, token_colours

BROUGHT_ALONG = [OWN_LOOK.name, *sorted(path.name for path in BUNDLED.iterdir() if path.is_dir())]


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#ffffff", "#ffffff", 1.0),
        ("#ff0000", "#0000ff", 2.15),
    ],
)
def test_the_contrast_is_that_of_wcag_in_both_directions(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize("name", BROUGHT_ALONG)
def test_the_themes_that_come_along_can_be_read(name: str) -> None:
    colours = token_colours(find_theme(name))

    assert {token for front, ground, _ in RULES for token in (front, ground)} <= set(colours)
    assert list(contrast_faults(colours)) == []


def test_two_tokens_too_close_together_are_named_with_their_scheme() -> None:
    colours = {"ink": ColourPair("#000000", "#777777"), "paper": ColourPair("#ffffff", "#333333")}

    assert list(contrast_faults(colours)) == [
        "--ink on --paper has a contrast of 2.82 in the dark scheme, and 4.5 is the least.",
        "--ink on --paper has a contrast of 2.82 in the dark scheme, and 7 is the least.",
    ]
