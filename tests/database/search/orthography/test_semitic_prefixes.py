"""Prefixes are taken off, and enough of each word is left."""

import pytest

from blog.database.search.orthography.semitic_prefixes import hebrew_stems, strip_arabic_and


@pytest.mark.parametrize(
    ("word", "stems"),
    [
        ("הבית", ["הבית", "בית"]),
        ("שבבתים", ["שבבתים", "בבתים", "בתים", "תים"]),
        ("בית", ["בית"]),
        ("גדול", ["גדול"]),
    ],
)
def test_each_letter_before_a_hebrew_word_may_be_a_prefix(word: str, stems: list[str]) -> None:
    assert list(hebrew_stems(word)) == stems


@pytest.mark.parametrize(
    ("word", "rest"), [("والمدينة", "المدينة"), ("فالبيت", "البيت"), ("والد", "والد"), ("واحد", "واحد")]
)
def test_and_before_the_arabic_article_is_taken_off(word: str, rest: str) -> None:
    assert strip_arabic_and(word) == rest
