"""Colours by lightness, chroma and hue."""

import pytest

from blog.web.site_identity.look.oklch import Oklch, mix, to_hex, to_oklch


@pytest.mark.parametrize("colour", ["#000000", "#ffffff", "#9b1c1f", "#0b55b8", "#00ff00", "#7a7a7a"])
def test_a_colour_comes_back_as_it_was(colour: str) -> None:
    assert to_hex(to_oklch(colour)) == colour


def test_known_colours_have_their_published_values() -> None:
    red = to_oklch("#ff0000")

    assert red == pytest.approx((0.628, 0.2577, 0.5102), abs=0.001)


def test_what_no_screen_shows_loses_chroma_alone() -> None:
    loud = Oklch(0.5, 0.4, to_oklch("#0b55b8").hue)

    shown = to_oklch(to_hex(loud))
    assert shown.lightness == pytest.approx(0.5, abs=0.01)
    assert shown.hue == pytest.approx(loud.hue, abs=0.05)


def test_a_mix_lies_between() -> None:
    assert mix("#000000", "#ffffff", 0.25) == "#bfbfbf"
