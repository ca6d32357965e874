"""Attributes in braces are taken from the words where they mean something, and nowhere else."""

import pytest

from blog.text.markdown import render
from tests.text.markdown.components.pictures import PICTURES


@pytest.mark.parametrize("width", ["wide", "full"])
def test_a_picture_bears_its_width(width: str) -> None:
    rendered = render(f'![A](picture:a "Cap"){{.{width}}}', PICTURES)

    assert f'<figure class="figure {width}">' in rendered.html
    assert "{" not in rendered.html + rendered.text


def test_a_picture_amid_words_keeps_its_size_and_loses_the_sign() -> None:
    assert "{.wide}" not in render("See ![A](picture:a){.wide} there", PICTURES).html


@pytest.mark.parametrize(
    "text",
    [
        "![A](picture:a){.huge}",
        "![A](picture:a) {.wide}",
        "![A](picture:a)\\{.wide}",
        "`x`{.wide}",
        "{.wide}",
        "![A](https://e.org/a.jpg){.wide}",
        "[a](https://e.org){.wide}",
        "[a](https://e.org){.button} and more",
        "See [a](https://e.org){.button}",
        "[a](https://e.org)[b](https://e.org){.button}",
    ],
)
def test_anything_else_in_braces_stays_as_it_was_typed(text: str) -> None:
    html = render(text, PICTURES).html

    assert text[text.index("{") :].split("}", maxsplit=1)[0] in html
    assert "<figure" not in html
    assert "action" not in html
