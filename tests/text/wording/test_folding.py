"""However quotes, dashes and spaces are set, the words are the same."""

import pytest

from blog.text.wording.folding import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kremlin’s", "Kremlin's"),
        ("“so” „so“ «\u00a0so\u00a0»", '"so" "so" "so"'),
        ("1990–1995 — x", "1990--1995 --- x"),
        ("so…", "so..."),
        ("5\u00a0km\u202fx", "5 km x"),
        ("hyphen\u00adation", "hyphenation"),
        ("one\n\n\u200btwo", "one two"),
    ],
)
def test_typography_makes_no_difference(one: str, other: str) -> None:
    assert fold(one).text == fold(other).text


def test_each_folded_character_knows_its_place() -> None:
    folded = fold("a … b")

    assert folded.text == "a ... b"
    assert folded.locate(2, 5) == (2, 3)
    assert folded.locate(2, 2) == (2, 2)
