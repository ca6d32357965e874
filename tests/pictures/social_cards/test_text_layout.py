"""Headlines set into a box; here every letter is ten pixels wide at size 20."""

from collections.abc import Callable

import pytest

from blog.pictures.social_cards.text_layout import FittedText, balance, fit, truncate

SIZES = (40, 20)


def measure_at(size: int) -> Callable[[str], float]:
    return lambda text: len(text) * size / 2


def set_into(text: str, width: int = 200) -> FittedText:
    return fit(text, SIZES, measure_at, lambda size: 80 // size, width)


def test_a_short_headline_is_set_large() -> None:
    assert set_into("Tea time") == FittedText(["Tea time"], 40)


def test_a_longer_one_is_set_smaller_until_it_fits() -> None:
    text = "The board has agreed on a budget for years"

    setting = set_into(text)

    assert setting.size == 20
    assert " ".join(setting.lines) == text
    assert max(map(len, setting.lines)) <= 20


def test_lines_are_of_nearly_one_length() -> None:
    lines = balance("one two three four five six", measure_at(20), 200, 2)

    assert lines == ["one two three", "four five six"]


@pytest.mark.parametrize("text", ["word " * 60, "x" * 500, "x" * 81, "a " + "y" * 300 + " b"])
def test_what_does_not_fit_at_all_is_cut_with_an_ellipsis(text: str) -> None:
    setting = set_into(text.strip())

    assert (setting.size, len(setting.lines)) == (20, 4)
    assert setting.lines[-1].endswith("…")
    assert max(map(len, setting.lines)) <= 20


def test_a_line_is_cut_between_words_and_not_after_a_comma() -> None:
    lines = truncate(["first line", "second, and third", "more"], measure_at(20), 110, 2)

    assert lines == ["first line", "second…"]


def test_one_endless_word_is_broken_and_nothing_of_it_lost() -> None:
    setting = set_into("z" * 70)

    assert "".join(setting.lines) == "z" * 70
