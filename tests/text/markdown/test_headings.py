"""The ids of headings."""

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blog.text.markdown import render

LINE = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=90)
HEADING = re.compile(r"<h[2-6]([^>]*)>(.*?)</h[2-6]>", re.DOTALL)


def ids(text: str) -> list[str]:
    return [unescape(id) for id in re.findall(r'<h[2-6] id="([^"]*)">', render(text).html)]


@pytest.mark.parametrize(
    ("heading", "id"),
    [
        ("What was done", "section-what-was-done"),
        ("What *was* `done`?", "section-what-was-done"),
        ("Что было", "section-что-было"),
        ("हिन्दी में", "section-हिन्दी-में"),
        ("???", "section"),
        ("heron " * 20, "section-heron-heron-heron-heron-heron-heron-heron-heron-heron-heron"),
    ],
)
def test_an_id_is_made_of_the_words_in_their_own_script(heading: str, id: str) -> None:
    assert ids(f"## {heading}") == [id]


def test_equal_headings_get_numbers_that_no_other_heading_has() -> None:
    assert ids("## A\n\n## A 2\n\n## a\n\n## A") == ["section-a", "section-a-2", "section-a-3", "section-a-4"]


@settings(max_examples=150, deadline=None)
@given(st.lists(LINE, max_size=6))
def test_each_heading_has_an_id_of_its_own_that_the_next_save_keeps(headings: list[str]) -> None:
    text = "\n\n".join(f"## {heading}" for heading in headings)

    found = HEADING.findall(render(text).html)

    assert all(re.fullmatch(' id="section[^"\\s]*"', attributes) for attributes, _ in found)
    assert len({attributes for attributes, _ in found}) == len(found)
    assert HEADING.findall(render(text).html) == found
    assert all(words.strip() for _, words in found)


@pytest.mark.parametrize("empty", ["## ", "#", "## ![](https://elsewhere.example/x.png)", "## &nbsp;", "## ##"])
def test_an_empty_heading_is_left_out(empty: str) -> None:
    assert render(f"One.\n\n{empty}\n\n# Two").html == '<p>One.</p>\n<h2 id="section-two">Two</h2>\n'


@pytest.mark.parametrize("character", ["\ufdd0", "\ufdef", "\ufffe", "\uffff", "\U0001fffe", "\U0010ffff"])
def test_what_html_must_not_hold_is_left_out(character: str) -> None:
    assert render(f"## One{character}\n\nT{character}wo. &#{ord(character)};").html.count(character) == 0


def test_words_of_two_lines_stay_apart_in_an_id() -> None:
    assert 'id="section-two-lines"' in render("Two\nlines\n===").html
