"""Articles as plain text: what Markdown makes of a body, read by somebody without a browser."""

import re

import pytest
from flask import Flask

from blog.text.markdown import InlinePicture, render
from blog.web.addresses.links import Links
from blog.web.formatting.plain_text import WIDTH, PlainTextWriter

HERON = InlinePicture("abcdef", 800, 600, (400, 800))
LINKS = Links("https://news.example.org", "secret")


@pytest.fixture
def plain(sqlite_app: Flask) -> PlainTextWriter:
    with sqlite_app.app_context():
        yield PlainTextWriter("https://news.example.org/articles/one", LINKS)


def write(plain: PlainTextWriter, markdown: str) -> str:
    return plain.write(render(markdown, {"abcdef": HERON}).html)


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("One\ntwo\\\nthree", "One two\nthree"),
        ("*a* **b** ~~c~~ `d`", "_a_ *b* ~~c~~ `d`"),
        ("## Head", "Head\n----"),
        ("> one\n>\n> - two", "> one\n>\n> - two"),
        ("> [!pull] Water.\n> -- Ada", "> Water.\n> — Ada"),
        ("- a\n- b\n  1. c\n  2. d", "- a\n- b\n  1. c\n  2. d"),
        ("5. a\n6. b", "5. a\n6. b"),
        ("- a\n\n  b", "- a\n\n  b"),
        ("- [x] done", "- ☑ done"),
        ("```\nx  y\n\n z\n```", "    x  y\n\n     z"),
        ("a\n\n---\n\nb", "a\n\n* * *\n\nb"),
        ("[Talk](https://vimeo.com/1)\n> Said.\n>\n> More.", "Talk [1]\n> Said.\n>\n> More.\nvimeo.com"),
        ("::: questions\n### Who?\n\nAda.\n:::", "Who?\n----\n\nAda."),
        ("::: information\n## What\n\nThis.\n:::", "What\n----\n\nThis."),
        ("::: gallery\n![A heron](picture:abcdef)\n\nAll.\n:::", "[Picture: A heron]\n\nAll."),
        ('![A heron](picture:abcdef "At dawn")', "[Picture: A heron]\nAt dawn"),
        (
            "| A | Sum |\n|---|---:|\n| x | 9 |\n| 漢字 | 12,000 |",
            "A        Sum\n----  ------\nx          9\n漢字  12,000",
        ),
        ("| A |\n|---|\n", "A\n-"),
        ("Price[^1]\n\n[^1]: Net.", "Price [note 1]\n\nNotes\n-----\n\n1. Net."),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("", ""),
    ],
)
def test_each_kind_of_block_reads_as_text(plain: PlainTextWriter, markdown: str, text: str) -> None:
    assert write(plain, markdown) == text


def test_links_are_numbered_and_each_address_once(plain: PlainTextWriter) -> None:
    text = write(plain, "[a](/articles/two) [b](https://x.example/) [c](/articles/two) <https://y.example> [d](#e)")

    assert text == "a [1] b [2] c [1] https://y.example d"
    assert plain.references == ["https://news.example.org/articles/two", "https://x.example/"]


@pytest.mark.parametrize("frame", ["{}", "> {}", "- {}", "1. > {}", "| a | b |\n|---|---|\n| {} | {} |"])
def test_no_line_is_longer_than_agreed(plain: PlainTextWriter, frame: str) -> None:
    lines = write(plain, frame.replace("{}", "some words " * 30)).splitlines()

    assert len(lines) > 4
    assert max(map(len, lines)) <= WIDTH


def test_an_address_is_never_broken(plain: PlainTextWriter) -> None:
    address = "https://other.example/" + "long-path/" * 20

    assert address in write(plain, f"See <{address}> for more.")


def test_nothing_that_is_nested_deeply_breaks_it(plain: PlainTextWriter) -> None:
    text = plain.write("<blockquote>" * 500 + "<p>deep</p>" + "</blockquote>" * 500)

    assert re.fullmatch(r"[> ]*deep", text)
