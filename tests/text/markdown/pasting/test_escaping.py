"""No word of a paste is read as a sign."""

from html import escape as escape_html

import pytest

from blog.text.markdown import render
from blog.text.markdown.pasting.escaping import escape, escape_heading, escape_starts, write_code
from blog.text.markdown.pasting.html_to_markdown import to_markdown


@pytest.mark.parametrize("sign", ["\\", "`", "*", "[", "]", "<", "~~"])
def test_signs_of_markdown_are_escaped(sign: str) -> None:
    assert escape(f"a{sign}b") == f"a\\{sign}b"


@pytest.mark.parametrize("words", ["a_b", "2 > 1", "a & b", "1. x", "~", "#tag"])
def test_what_is_no_sign_amid_words_stays(words: str) -> None:
    assert escape(words) == words


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("# a", "\\# a"),
        ("- a", "\\- a"),
        ("12. a", "12\\. a"),
        ("> a", "\\> a"),
        ("---", "\\---"),
        ("#tag", "#tag"),
        (">a", "\\>a"),
        ("=", "\\="),
        ("--", "\\--"),
        ("|--|--|", "\\|--|--|"),
    ],
)
def test_no_line_begins_as_a_block(line: str, expected: str) -> None:
    assert escape_starts(line) == expected
    assert escape_starts(f"words\n{line}") == f"words\n{expected}"


@pytest.mark.parametrize(("code", "expected"), [("a", "`a`"), ("a`b", "`` a`b ``"), ("``", "``` `` ```")])
def test_code_has_a_fence_that_nothing_in_it_ends(code: str, expected: str) -> None:
    assert write_code(code) == expected


@pytest.mark.parametrize(("words", "expected"), [("C #", "C \\#"), ("#", "\\#"), ("a ###", "a \\###"), ("C#", "C#")])
def test_signs_at_the_end_of_a_heading_are_words(words: str, expected: str) -> None:
    assert escape_heading(words) == expected
    assert render(f"## {escape_heading(words)}").text == words


@pytest.mark.parametrize(
    "line", [">a", "# a", "#", "=", "===", "-", "--", "---", "- a", "+", "1. a", "1)", "|-|", ":-", "~~~", "***", "```"]
)
def test_any_line_after_another_is_shown_as_it_is(line: str) -> None:
    html = render(to_markdown(f"<p>a | b<br>{escape_html(line)}</p>").markdown).html

    assert html.startswith("<p>a | b<br>")
    assert html.count("<") == 3
