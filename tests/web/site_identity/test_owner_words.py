import pytest
from flask import Flask

from blog.text.markdown import render
from blog.web.site_identity.owner_words import check_words, fill_words

VALUES = {"site": "Tea & *Co*", "home": "https://news.example.org/", "preferences": "https://news.example.org/p"}


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Hello from **{site}**.",
        "## Hi\n\n- one\n- [two]({preferences})\n\n> three",
        "[Start here]({home}){.button}",
        "::: information\nBox\n:::",
        "2 < 3, and *a* price of 5 {.note}",
    ],
)
def test_words_that_work_are_accepted(sqlite_app: Flask, words: str) -> None:
    with sqlite_app.test_request_context():
        assert check_words(words) is None


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Hello {name}", "{name}"),
        ("Hello {}", "{}"),
        ("Hello {Site}", "{Site}"),
        ("[here](https://example.org", "[here](https://example.org"),
        ("[here](java script:alert)", "[here](java script:alert)"),
        ("**Hello", "**"),
        ("::: information\nBox", "::: information"),
        ("::: nothing\nBox\n:::", "::: nothing"),
        ("<b>Hello</b>", "<b>"),
        ("![x](https://example.org/x.png)", "!["),
    ],
)
def test_what_cannot_work_is_named(sqlite_app: Flask, words: str, named: str) -> None:
    with sqlite_app.test_request_context():
        assert named in (check_words(words) or "")


def test_values_are_words_and_no_markup() -> None:
    html = render(fill_words("{site}: [mine]({preferences})", VALUES)).html

    assert html.strip() == (
        '<p>Tea &amp; *Co*: <a href="https://news.example.org/p" rel="noopener external">mine</a></p>'
    )
