"""Galleries show each picture with caption, credit and a way to its large version; comparisons hold two."""

import pytest

from blog.text.markdown import render
from tests.text.markdown.components.pictures import PICTURES

A, B, C = '![A *q*](picture:a "Cap")', "![B](picture:b)", "![C](picture:c)"


@pytest.mark.parametrize(("form", "classes"), [("", "gallery"), (" strip", "gallery gallery--strip")])
def test_a_gallery_holds_its_pictures_and_words(form: str, classes: str) -> None:
    html = render(f"::: gallery{form}\n{A}\n{B} {C}\n\nAll of *them*.\n:::", PICTURES).html

    assert html.startswith(f'<div class="{classes}">\n<figure class="figure shape-long">')
    assert html.count("<figure") == 3
    assert "Cap <span" in html
    assert "&lt;Cy&gt;" in html
    assert html.endswith("<p>All of <em>them</em>.</p>\n</div>\n")


def test_each_picture_is_a_plain_link_to_its_large_version() -> None:
    html = render(f"::: gallery\n{A}\n{B}\n:::", PICTURES).html

    assert '<a class="gallery__link" href="/media/a/1600.jpg"><picture>' in html
    assert '<a class="gallery__link" href="/media/b/1600.jpg"><picture>' in html


def test_a_picture_without_description_is_no_link_without_name() -> None:
    assert "<a " not in render("::: gallery\n![](picture:a)\n:::", PICTURES).html


def test_a_comparison_holds_two_pictures_and_their_words() -> None:
    html = render(f"::: comparison\n{A}\n{B}\n\nBefore and after.\n:::", PICTURES).html

    assert html.startswith('<div class="comparison">\n<figure class="figure">')
    assert html.count("<figure") == 2
    assert "gallery__link" not in html
    assert html.endswith("<p>Before and after.</p>\n</div>\n")


@pytest.mark.parametrize("held", [A, f"{A}\n{B}\n{C}", f"words\n\n{A}\n{B}", "words", ""])
def test_a_comparison_of_anything_else_shows_what_it_holds(held: str) -> None:
    html = render(f"::: comparison\n{held}\n:::\n\nafter", PICTURES).html

    assert "comparison" not in html
    assert html.count("<figure") == held.count("![")
    assert ("words" in html) is ("words" in held)


def test_a_gallery_whose_pictures_are_gone_leaves_their_words() -> None:
    rendered = render(f"::: gallery\n{A}\n:::", {})

    assert rendered.html == "<p>A q</p>\n"
    assert rendered.lines == (1,)
