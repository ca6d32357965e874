"""Marks and texts of footnotes are found by the links between them."""

import pytest

from blog.text.markdown.pasting.footnotes import take_notes
from blog.text.markdown.pasting.html_to_markdown import to_markdown
from blog.text.markdown.pasting.html_tree import Omission, read_tree

NOTED = """<p>A<a href="{0}#f{1}" id="r{1}">[{1}]</a></p>"""
NOTE = """<p><a href="{0}#r{1}" id="f{1}">[{1}]</a> Text {1}</p>"""


@pytest.mark.parametrize("page", ["", "file:///C:/clip.htm", "https://example.org/page"])
def test_notes_are_numbered_in_the_order_of_their_marks(page: str) -> None:
    html = NOTED.format(page, 7) + NOTED.format(page, 3) + NOTE.format(page, 3) + NOTE.format(page, 7)

    assert to_markdown(html).markdown == "A[^1]\n\nA[^2]\n\n[^1]: Text 7\n\n[^2]: Text 3"
    assert to_markdown(html, 5).markdown.startswith("A[^5]\n\nA[^6]")


def test_a_link_back_may_stand_at_the_end() -> None:
    html = (
        "<p>A<sup><a href='#n' id='b'>*</a></sup></p><ol><li id=n><p>One</p><p>Two <a href='#b'>↩</a></p></li></ol><p>B"
    )

    assert to_markdown(html).markdown == "A[^1]\n\nB\n\n[^1]: One\n\n    Two"


@pytest.mark.parametrize(
    "html",
    [
        "<p><a href='#s' id=t>1. Water</a></p><h2 id=s><a href='#t'>Water</a></h2>",
        "<p>A<a href='#f1'>[1]</a></p>",
        "<p><a href='#a' id=b>1</a> and <a href='#b' id=a>2</a></p>",
        "<p><a href='#top'>1</a></p>",
    ],
)
def test_other_links_within_a_page_are_no_notes(html: str) -> None:
    assert take_notes(read_tree(html)).bodies == {}


def test_marks_without_their_text_are_told() -> None:
    pasted = to_markdown('<p>A<a href="#_ftn1" name="_ftnref1">[1]</a></p>')

    assert pasted == ("A\\[1\\]", 0, {Omission.NOTES})


def test_a_mark_beside_signs_and_marks_is_read() -> None:
    html = '<p><b>A!<a href="#f" id="r">1</a> b</b></p><p><a href="#r" id="f">1</a> C</p>'

    assert to_markdown(html).markdown == "**A!**[^1] **b**\n\n[^1]: C"


def test_a_page_full_of_links_is_read_in_time() -> None:
    html = "".join(NOTED.format("", number) for number in range(2_000)) + NOTE.format("", 1)

    assert list(take_notes(read_tree(html)).bodies) == ["1"]
