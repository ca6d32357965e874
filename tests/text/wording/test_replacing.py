"""Whatever is copied from a page can be corrected, and nothing else changes."""

import re

import pytest

from blog.text.markdown import InlinePicture, render
from blog.text.wording.finding import find_wording
from blog.text.wording.page_words import read_page, squeeze
from blog.text.wording.replacing import NotReplaceable, replace_at
from blog.text.wording.source_map import map_source
from tests.audit import IS_AUDIT
from tests.text.wording.articles import Writer

ARTICLES = 400 if IS_AUDIT else 15
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
        except NotReplaceable:  # Over the bounds of two blocks or cells, amid an address, or over a note's number.
            assert "1" in selection or re.search(r"\n\n|\t|//|htt|ttp|/e|e\.o", selection) or new != "Zebra"
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
        ("***AT&T x_y*** z", "AT&T x_y z", "AT&T z", "***AT&T*** z"),
        ("~~naïve beta~~ **AT&T**", "naïve beta AT&T", "naïve AT&T", "~~naïve~~ **AT&T**"),
        ("A\\\nline", "A\nline", "The\nrow", "The\\\nrow"),
        ("- [ ] one\n- [x] two", "☐ one\n☑ two", "☐ one\n☑ zwei", "- [ ] one\n- [x] zwei"),
    ],
)  # fmt: skip
def test_markup_around_the_changed_words_stays(text: str, old: str, new: str, result: str) -> None:
    assert replace(text, old, new) == result


@pytest.mark.parametrize(
    ("text", "old", "new", "result"),
    [
        ("The first one.\n\nThe second one.\n\nLast.", "The first one.\n\nThe second one.", "Only one now.",
         "Only one now.\n\nLast."),
        ("One.\n\nTwo.\n\nThree.", "One.\n\nTwo.\n\nThree.", "New first words.\n\nNew last words.",
         "New first words.\n\nNew last words."),
        ("r\n\nTalk\n\nand more", "r\n\nTalk\n\nand more", "One zebra.\n\nTwo yaks.", "One zebra.\n\nTwo yaks."),
        ("Anna came.\n\nBen went.", "Anna came.\n\nBen went.", "Anna came. Ben went.", "Anna came. Ben went."),
        ("Anna came. Ben went.", "Anna came. Ben went.", "Anna came.\n\nBen went.", "Anna came.\n\nBen went."),
        ("He left at once.\n\nThe mayor said no.", "at once.\n\nThe mayor", "when the mayor",
         "He left when the mayor said no."),
        ("- Anna.\n- Ben.\n- Carl.", "Anna.\nBen.\nCarl.", "Anna.\nBen.\nDora sat.\nCarl.",
         "- Anna.\n- Ben.\n- Dora sat.\n- Carl."),
        ("> Said one.\n>\n> Said two.", "Said one.\n\nSaid two.", "Said three.\n\nSaid four.\n\nSaid five.",
         "> Said three.\n>\n> Said four.\n>\n> Said five."),
        ("Start *and end*.\n\nNext one here.", "and end.\n\nNext", "Next", "Start \n\nNext one here."),
    ],
)  # fmt: skip
def test_blocks_are_those_of_the_new_words(text: str, old: str, new: str, result: str) -> None:
    assert replace(text, old, new) == result


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("| a | b |\n| --- | --- |\n| one two | three four |", "two\tthree", "zebra"),
        (f'![x](picture:{KEY} "Sea")', "J. Doe", "A. Roe"),
        ("word[^1]\n\n[^1]: Note", "word1", "1 term"),
        ("one two", "one two", "one two"),
    ],
)
def test_what_cannot_be_changed_alone_is_refused(text: str, old: str, new: str) -> None:
    with pytest.raises(NotReplaceable):
        replace(text, old, new)
