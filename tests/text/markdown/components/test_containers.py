"""Containers of colons hold what they may hold; anything else stays text, and nothing is lost."""

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blog.text.markdown import render
from tests.text.markdown.components.pictures import PICTURES
from tests.text.markdown.test_rendering import faults_of
from tests.timing import do_within

BOX = "::: information\n### What it is\n\nIt is *paid* once.\n:::"


def test_an_information_box_is_an_aside_with_its_heading() -> None:
    assert render(BOX).html == (
        '<aside class="information">\n<h2 id="section-what-it-is">What it is</h2>\n'
        "<p>It is <em>paid</em> once.</p>\n</aside>\n"
    )


@pytest.mark.parametrize("fence", [":::information", "  :::::  information  ", "before\n::: information"])
def test_an_opening_may_be_written_loosely(fence: str) -> None:
    html = render(f"{fence}\nInside\n:::::::\nafter").html

    assert re.search(r'<aside class="information">\s*<p>Inside</p>\s*</aside>\s*<p>after</p>', html)
    assert ":::" not in html


def test_a_container_ends_a_list_and_a_quote() -> None:
    html = render(f"- item\n{BOX}\n\n> said\n{BOX}").html

    assert html.count("<aside") == 2
    assert html.index("</ul>") < html.index("<aside")
    assert html.index("</blockquote>") < html.rindex("<aside")


@pytest.mark.parametrize(
    "text",
    [
        "::: information\nno end",
        "::: Information\nx\n:::",
        "::: information strip\nx\n:::",
        "::: gallery tall\nx\n:::",
        "::: unknown\nx\n:::",
        "    ::: information\n    x\n    :::",
        "> ::: information\n> x\n> :::",
        "- a\n\n  ::: information\n  x\n  :::",
        "```\n::: information\nx\n:::\n```",
        ":: information\nx\n::",
        ":::\nx\n:::",
    ],
)
def test_anything_else_stays_text(text: str) -> None:
    html = render(text).html

    assert "<aside" not in html
    assert "::" in html
    assert "x" in html or "no end" in html


def test_an_unknown_or_unclosed_one_does_not_take_the_end_of_another() -> None:
    html = render(f"::: gallery\nopen\n\n::: note\nx\n:::\n\n{BOX}").html

    assert html.count("<aside") == 1
    assert [words in html for words in ("::: gallery", "open", "::: note", "x")] == [True] * 4


def test_a_closing_line_in_code_closes_nothing() -> None:
    html = render("::: information\n```\n:::\n```\nInside\n:::").html

    assert html.index("<code>:::") < html.index("Inside") < html.index("</aside>")


def test_a_box_may_hold_a_gallery_and_no_second_box() -> None:
    held = render("::: information\n::: gallery\n![A](picture:a)\n:::\nwords\n:::", PICTURES).html
    refused = render(f"::: information\n{BOX}\n:::").html

    assert re.search(r'<aside.*<div class="gallery">.*</div>\s*<p>words</p>\s*</aside>', held, re.DOTALL)
    assert refused.count("<aside") == 1
    assert "::: information" in refused


def test_notes_and_references_reach_into_a_container() -> None:
    html = render("::: information\nSee[^1] and [there][ref].\n:::\n\n[^1]: Note\n[ref]: https://e.org").html

    assert 'href="https://e.org"' in html
    assert 'id="note-1"' in html


def test_each_container_is_one_block_with_its_line() -> None:
    assert render(f"one\n\n{BOX}\n\ntwo").lines == (0, 2, 8)


PIECES = st.sampled_from(
    [
        *("::: gallery", "::: gallery strip", "::: comparison", "::: information", "::: questions", ":::", "::::"),
        *("```", "![A](picture:a)", "![B](picture:b){.wide}", "### Why?", "word", "- item", "> quote", "    code", ""),
        *("[t](https://e.org/x)", "https://youtu.be/dQw4w9WgxcQ", "<script>", "| a |", "---", "[x](/y){.button}"),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=14))
def test_no_text_loses_words_or_breaks_its_elements(lines: list[str]) -> None:
    html = render("\n".join(lines), PICTURES).html

    shown = unescape(re.sub("<[^>]*>", "", html))
    assert faults_of(html) == []
    assert shown.count("word") == lines.count("word")
    assert shown.count("Why?") == lines.count("### Why?")
    for tag in ("div", "aside", "details", "figure", "summary"):
        assert html.count(f"<{tag}") == html.count(f"</{tag}>")


@pytest.mark.parametrize(
    "text",
    [
        "::: gallery\n" * 16_000,
        "::: information\n:::\n" * 9_000,
        ":::" * 60_000,
        "::: information\n- " * 8_000,
        "::: questions\n" + "# a\n" * 8_000 + ":::",
        "```\n::: gallery\n:::\n" * 8_000,
        "{.wide}" * 25_000,
    ],
)
def test_containers_built_to_keep_the_parser_busy_stay_bounded(text: str) -> None:
    html = do_within(6, lambda: render(text[:200_000], PICTURES)).html

    assert faults_of(html) == []
