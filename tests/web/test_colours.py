"""The colours of the tokens stand out from their grounds, light and dark (WCAG 1.4.3, 1.4.6, 1.4.11)."""

import re

import pytest

from blog.web.assets.asset_files import STATIC

TOKENS = (STATIC / "css/tokens.css").read_text("utf-8")
COLOURS = {
    name: (light, dark)
    for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", TOKENS)
}
GROUNDS = ("paper", "paper-raised", "paper-sunk", "field")
TEXTS = [(text, ground) for text in ("ink", "ink-soft", "accent", "good", "warn") for ground in GROUNDS]
INSIDE = [("primary-ink", "primary"), ("primary-ink", "primary-hover"), ("accent-ink", "accent"), ("ink", "mark"),
          ("accent", "accent-wash"), ("good", "good-wash"), ("warn", "warn-wash"),
          ("outline", "paper-sunk")]  # fmt: skip
EDGES = [(edge, ground) for edge in ("field-border", "outline-edge", "focus") for ground in GROUNDS[:3]]


def luminance(colour: str) -> float:
    """Return the relative luminance (WCAG 2.2)."""
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrasts(one: str, other: str) -> list[float]:
    """Return the contrast of two tokens, light and dark."""
    pairs = (sorted(map(luminance, pair)) for pair in zip(COLOURS[one], COLOURS[other], strict=True))
    return [(light + 0.05) / (dark + 0.05) for dark, light in pairs]


@pytest.mark.parametrize(("text", "ground"), [*TEXTS, *INSIDE])
def test_words_can_be_read(text: str, ground: str) -> None:
    assert min(contrasts(text, ground)) >= 4.5


@pytest.mark.parametrize("ground", GROUNDS)
def test_the_text_of_an_article_is_read_with_ease(ground: str) -> None:
    assert min(contrasts("ink", ground)) >= 7


@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_of_what_is_pressed_and_the_focus_are_seen(edge: str, ground: str) -> None:
    assert min(contrasts(edge, ground)) >= 3
