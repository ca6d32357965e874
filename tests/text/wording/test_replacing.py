"""Whatever is copied from a page can be corrected, and nothing else changes."""

import os

import pytest

from blog.text.markdown import InlinePicture, render
from blog.text.wording.finding import find_wording
from blog.text.wording.page_words import read_page, squeeze
from blog.text.wording.replacing import NotReplaceable, replace_at
from blog.text.wording.source_map import map_source
from tests.text.wording.articles import Writer

ARTICLES = 400 if "AUDIT" in os.environ else 15
KEY = "a" * 32
PICTURES = {KEY: InlinePicture(KEY, 1600, 1000, (400, 800), credit="J. Doe")}


def replace(text: str, old: str, new: str) -> str:
    [place] = find_wording(map_source(text, PICTURES), old)
    return replace_at(text, place, new, PICTURES)


@pytest.mark.parametrize("seed", range(ARTICLES))
def test_any_selection_of_a_page_can_be_corrected(seed: int) -> None:
    writer = Writer(seed)
    text = writer.article()
    html = render(text).html
    words = read_page(html)
    for new in ("Zebra", "3. zebras * [x] said “no” | _now_"):
        selection = writer.selection(html)
        places = find_wording(map_source(text), selection)
        if not squeeze(selection):
            continue

        try:
            page = read_page(render(replace_at(text, places[0], new, {})).html)
        except NotReplaceable:  # Amid an address, or over a note's number and the words beside it.
            assert "1" in selection or "//" in selection or selection.count("\n\n")
            continue

        start, end = (len("".join(part.split())) for part in parts_around(words, page, new))
        assert start + end + len("".join(squeeze(new).split())) == len("".join(page.split()))
        assert len(page) != len(words) or page != words


def parts_around(words: str, page: str, new: str) -> tuple[str, str]:
    """Return what stood before and after the changed words, which both pages have in common."""
    before, after = page.split(squeeze(new), 1) if squeeze(new) in page else (page, "")
    assert squeeze(new) in page
    assert "".join(words.split()).startswith("".join(before.split()))
    assert "".join(words.split()).endswith("".join(after.split()))
    return before, after


@pytest.mark.parametrize(
    ("text", "old", "new", "result"),
    [
        ("The Kremlin's *expansionist* aims", "Kremlin’s expansionist aims", "Kremlin’s stated aims",
         "The Kremlin's *stated* aims"),
        ("Ask [the ministry](/a) today", "Ask the ministry today", "Ask the minister today",
         "Ask [the minister](/a) today"),
        ("Ask [the ministry](/a) today", "the ministry today", "nobody today", "Ask [nobody](/a) today"),
        ("so **never ever** again", "never ever again", "again", "so again"),
        ("5&nbsp;km long", "5\u00a0km", "6 km", "6&nbsp;km long"),
        ("in 1990--1995 [^1]\n\n[^1]: Note", "1990–1995 1", "1991–1995 1", "in 1991--1995 [^1]\n\n[^1]: Note"),
        ("word[^1] on\n\n[^1]: Note", "word1 on", "term1 on", "term[^1] on\n\n[^1]: Note"),
        ("word[^1] on\n\n[^1]: Note", "word on", "term on", "term[^1] on\n\n[^1]: Note"),
        ("One.\n\nTwo *three*.\n\nFour.", "One.\n\nTwo three.", "One.\n\nTwo four.", "One.\n\nTwo *four*.\n\nFour."),
        ("- one\n- two\n- three", "two\nthree", "two", "- one\n- two\n"),
        ("- one\n- two\n- three", "  * one\n  * two", "one\nzwei", "- one\n- zwei\n- three"),
        ("| a | b |\n| --- | --- |\n| 1 | 2 |", "1\t2", "1\t3", "| a | b |\n| --- | --- |\n| 1 | 3 |"),
        (f'![x](picture:{KEY} "A \\"calm\\" sea")', "“calm” sea", "“rough” sea",
         f'![x](picture:{KEY} "A \\"rough\\" sea")'),
        ("He said 3 of 4", "3 of 4", "3 * 4 * 5", "He said 3 * 4 * 5"),
        ("He said this", "this", "*that*", "He said \\*that\\*"),
        ("all [done](/a)", "done", "done, almost", "all [done](/a), almost"),
        ("a - b", "a - b", "a – b", "a – b"),
    ],
)  # fmt: skip
def test_markup_around_the_changed_words_stays(text: str, old: str, new: str, result: str) -> None:
    assert replace(text, old, new) == result


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        (f'![x](picture:{KEY} "Sea")', "J. Doe", "A. Roe"),
        ("word[^1]\n\n[^1]: Note", "word1", "1 term"),
        ("one two", "one two", "one two"),
    ],
)
def test_what_cannot_be_changed_alone_is_refused(text: str, old: str, new: str) -> None:
    with pytest.raises(NotReplaceable):
        replace(text, old, new)
