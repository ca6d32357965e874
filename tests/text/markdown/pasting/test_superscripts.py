"""Raised and lowered text keeps its meaning on a line."""

import pytest

from blog.text.markdown.pasting.superscripts import MAX_LENGTH, SUBSCRIPT, SUPERSCRIPT, raise_text


@pytest.mark.parametrize(
    ("text", "raised"),
    [
        ("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"),
        ("+-−=()n", "⁺⁻⁻⁼⁽⁾ⁿ"),
        ("1, 2", "¹, ²"),
        ("st", "st"),
        ("e", "e"),
        ("®", "®"),
        ("x", "^x"),
        ("a+b", "^(a+b)"),
        ("[12]", "[12]"),
        ("x" * (MAX_LENGTH + 1), "x" * (MAX_LENGTH + 1)),
        (" ", " "),
    ],
)
def test_superscripts_are_characters_ordinals_or_powers(text: str, raised: str) -> None:
    assert raise_text(text, SUPERSCRIPT, is_attached=True) == raised


@pytest.mark.parametrize(
    ("text", "lowered"), [("2", "₂"), ("(n-1)", "₍ₙ₋₁₎"), ("max", "_max"), ("i,j", "_(i,j)"), ("x", "_x")]
)
def test_subscripts_are_characters_or_indices(text: str, lowered: str) -> None:
    assert raise_text(text, SUBSCRIPT, is_attached=True) == lowered


def test_words_that_stand_alone_are_no_power() -> None:
    assert raise_text("x", SUPERSCRIPT, is_attached=False) == "x"
    assert raise_text("1", SUPERSCRIPT, is_attached=False) == "¹"
