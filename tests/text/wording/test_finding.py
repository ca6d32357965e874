"""A wording is found as it is copied; each place shows its context."""

import re
from html import unescape

import pytest

from blog.text.markdown import render
from blog.text.quotation_marks import FRENCH, MARKS, QuotationMarks
from blog.text.wording.finding import drop_bullets, find_wording
from blog.text.wording.source_map import map_source


@pytest.mark.parametrize(
    ("text", "wording", "count"),
    [
        ("The *Kremlin's* [aims](/a)", "Kremlin’s aims", 1),
        ("One.\n\n- two\n- three", "One.\n\n  * two\n  * three", 1),
        ("aaa", "aa", 2),
        ("x[^1] y\n\n[^1]: z", "x1 y", 1),
        ("x[^1] y\n\n[^1]: z", "x [1] y", 1),
        ("x[^1] y\n\n[^1]: z", "x y", 1),
        ("x", " \u200b", 0),
        ("![alt](/a.png)", "a.png", 0),
    ],
)
def test_a_wording_is_found(text: str, wording: str, count: int) -> None:
    assert len(find_wording(map_source(text), wording)) == count


@pytest.mark.parametrize("marks", sorted({FRENCH, *MARKS.values()}))
def test_quotes_are_found_as_each_language_sets_them(marks: QuotationMarks) -> None:
    text = 'He says "yes" and \'no\' -- "a *b* \'c\' d", it\'s "x".'
    page = unescape(re.sub("<[^>]+>", "", render(text, marks=marks).html))

    assert len(find_wording(map_source(text), page)) == 1


@pytest.mark.parametrize(
    ("text", "old", "new", "kept"),
    [
        ("- one\n- two", "  * one\n  * two", "  * one\n  * zwei", "one\nzwei"),
        ("1. one\n2. two", "1. one\n2. two", "1. one\n2. zwei", "one\nzwei"),
        ("- one\n- two", "one\ntwo", "one\n2. zwei", "one\n2. zwei"),
        ("Of 1\\. one", "1. one", "1. zwei", "1. zwei"),
    ],
)
def test_bullets_that_were_copied_are_dropped_from_the_new_words_too(text: str, old: str, new: str, kept: str) -> None:
    [place] = find_wording(map_source(text), old)

    assert drop_bullets(place, old, new) == kept


def test_a_place_shows_some_words_around_it() -> None:
    first, second = find_wording(map_source("They met. They *met* again."), "met")

    assert first.context == (" They ", "met", ". They met again.")
    assert second.context == (" They met. They ", "met", " again.")
