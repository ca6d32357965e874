"""What programs put on the clipboard becomes Markdown: its structure stays, its looks and its dangers go."""

import re
from contextlib import suppress
from pathlib import Path

import pytest

from blog.text.markdown import render
from blog.text.markdown.pasting.html_to_markdown import to_markdown
from blog.text.markdown.pasting.html_tree import Omission, PasteTooLong
from blog.text.markdown.pasting.link_cleaning import clean_address
from tests.audit import IS_AUDIT
from tests.timing import do_within

CORPUS = sorted((Path(__file__).parent / "clipboards").glob("*.html"), key=lambda file: file.stem)
NOISE = re.compile(
    r"javascript:|vbscript:|data:|utm_|fbclid|gclid|mc_cid|style=|class=|mso|&nbsp;|onerror|alert\(document", re.I
)

SIZE = 1_000 if IS_AUDIT else 250
"""Of hostile clipboards; an audit takes what fills one."""


@pytest.mark.parametrize("file", CORPUS, ids=lambda file: file.stem)
def test_a_clipboard_keeps_its_structure_and_loses_its_looks(file: Path) -> None:
    markdown = to_markdown(file.read_text("utf-8")).markdown

    assert markdown + "\n" == file.with_suffix(".md").read_text("utf-8")
    assert NOISE.search(markdown) is None


def test_the_corpus_is_broad() -> None:
    assert len(CORPUS) >= 15


def test_what_comes_out_is_read_as_it_was_meant() -> None:
    source = (Path(__file__).parent / "clipboards" / "smart_marks.html").read_text("utf-8")

    text = render(to_markdown(source).markdown).text

    assert "5 * 3 = 15" in text
    assert "_edge_, [brackets], 2 < 3, `tick`, ~~tilde~~." in text
    for line in ("# not a heading", "- not a list", "+ nor this", "12. nor that", "> no quote ©"):
        assert line in text.splitlines()


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://example.org/a?b=1", "https://example.org/a?b=1"),
        ("https://example.org/?utm_source=x&b=1&fbclid=y", "https://example.org/?b=1"),
        ("https://www.google.com/url?q=https://example.org/&sa=D", "https://example.org/"),
        ("https://www.google.com/url?q=javascript:alert(1)", None),
        ("https://example.org/a_(b)", "https://example.org/a_%28b%29"),
        ("https://example.org/>)<x", "https://example.org/%3E%29%3Cx"),
        ("java\nscript:alert(1)", None),
        (" JAVASCRIPT:alert(1)", None),
        ("data:text/html,x", None),
        ("/relative", None),
        ("#part", None),
        ("http://[::1", None),
        ("mailto:ann@example.org", "mailto:ann@example.org"),
        ("", None),
    ],
)
def test_addresses_are_safe_lead_somewhere_and_do_not_track(address: str, expected: str | None) -> None:
    assert clean_address(address) == expected


def test_pictures_are_left_out_and_counted() -> None:
    pasted = to_markdown('<p>a<img src="x.png" alt="A well"><img width="1" src="t.gif">b</p>')

    assert pasted == ("ab", 1, {Omission.PICTURES})


@pytest.mark.parametrize(
    "html",
    [
        "<a " * (SIZE * 300),
        "<!--" * (SIZE * 250),
        "<![" * (SIZE * 300),
        "<div>" * (SIZE * 30),
        "<ul><li>" * (SIZE * 20),
        "<b>x" * (SIZE * 30),
        "<p " + " ".join(f"a{number}=1" for number in range(SIZE * 80)) + ">x",
        "".join(f"<b a={number}>" for number in range(SIZE * 10)) + "<p>" * 100,
        "<p>" + "*_`[" * (SIZE * 50),
        '<p id="x"><a href="#x">' + "!" * (SIZE * 60) + "abcde</a>",
        "<p>" + '<del cite="x">x</del>' * (SIZE * 30),
        '<b id="x">' + '<a href="#x">1</a>' * (SIZE * 15) + "</b>" + '<a href="#x">2</a>' * (SIZE * 15),
        "x" * 1_000_001,
        "<td><tr><table></td>" * (SIZE * 5),
        "\x00\u202e<p>ok",
        "",
    ],
    ids=lambda html: html[:12],
)
def test_hostile_clipboards_take_no_long_time(html: str) -> None:
    def paste() -> None:
        with suppress(PasteTooLong):
            to_markdown(html)

    do_within(8 if IS_AUDIT else 3, paste)


def test_lists_of_word_nest_and_number_themselves() -> None:
    item = "<p style='mso-list:l0 level{} lfo1'><span style='mso-list:Ignore'>{}</span>{}</p>\n"
    source = "".join(item.format(*one) for one in [(3, "a.", "x"), (1, "1)", "y"), (2, "o", "z"), (1, "2)", "w")])

    assert to_markdown(source).markdown == "1. x\n2. y\n   - z\n3. w"


@pytest.mark.parametrize(
    ("frame", "markdown"),
    [
        ("https://www.youtube.com/embed/dQw4w9WgxcQ", "https://www.youtube.com/embed/dQw4w9WgxcQ"),
        ("//player.vimeo.com/video/76979871", "https://player.vimeo.com/video/76979871"),
        ("https://example.org/map", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_a_player_that_we_know_leaves_its_address_and_another_is_told(frame: str, markdown: str) -> None:
    pasted = to_markdown(f'<iframe src="{frame}">No frames</iframe>')

    assert pasted.markdown == markdown
    assert (Omission.EMBEDS in pasted.omissions) is (not markdown)
    assert ('class="video"' in render(pasted.markdown).html) is bool(markdown)


def test_an_exclamation_mark_before_a_link_makes_no_image() -> None:
    html = render(to_markdown('<p>Neu!<a href="https://x.org">hier</a>').markdown).html

    assert html == '<p>Neu!<a href="https://x.org" rel="noopener external">hier</a></p>\n'
