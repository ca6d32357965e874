"""Pictures that stand alone are figures, and two or three on a line stand side by side."""

import pytest

from blog.text.markdown import render
from tests.text.markdown.components.pictures import PICTURES

A, B = '![A](picture:a "Cap")', "![B](picture:b)"


@pytest.mark.parametrize("line", [f"{A} {B}", f"{A}{B}", f"{A} {B} {A}"])
def test_two_or_three_on_a_line_stand_side_by_side(line: str) -> None:
    html = render(line, PICTURES).html

    assert html.startswith('<div class="picture-row">\n<figure class="figure shape-long">')
    assert html.count("<figure") == line.count("![")
    assert "Cap" in html


def test_a_row_has_the_width_of_its_first_picture() -> None:
    html = render(f"{A}{{.wide}} {B}{{.full}}", PICTURES).html

    assert '<div class="picture-row wide">' in html
    assert "full" not in html


def test_lines_stand_one_under_another() -> None:
    rendered = render(f"{A} {B}\n{B}", PICTURES)

    assert rendered.html.count("picture-row") == 1
    assert rendered.html.count("<figure") == 3
    assert rendered.lines == (0, 0)


@pytest.mark.parametrize("text", [f"{A} and {B}", f"{A} ![C](picture:gone)"])
def test_pictures_amid_words_are_no_row(text: str) -> None:
    assert "picture-row" not in render(text, PICTURES).html


def test_many_on_a_line_are_figures_of_their_own() -> None:
    html = render(f"{A} {B} {A} {B}", PICTURES).html

    assert "picture-row" not in html
    assert html.count('<figure class="figure">') == 4
