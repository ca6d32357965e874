"""Pull quotes and video cards: blocks that this blog adds to Markdown."""

import pytest

from blog.text.markdown import render
from tests.text.markdown.test_rendering import faults_of
from tests.timing import do_within

YOUTUBE = "https://www.youtube-nocookie.com/embed/dQw4w9WgxcQ"
PEERTUBE = "https://tube.example.org/w/4Cqg1pBVJt4Txt1jdTyWsf"


def test_a_marked_quote_becomes_a_pull_quote_with_its_speaker() -> None:
    html = render("> [!pull]\n> The *first* water\n> -- Amira Osei").html

    assert html == (
        '<figure class="pull">\n<blockquote>\n<p>The <em>first</em> water</p>\n</blockquote>\n'
        "<figcaption>Amira Osei</figcaption>\n</figure>\n"
    )


@pytest.mark.parametrize(
    "text",
    ["> [!pull] One.\n> — Who", "> [!PULL]\n>\n> One.\n>\n> -- Who", "> [!pull]\n> One.\n>\n> – Who"],
)
def test_a_pull_quote_may_be_written_loosely(text: str) -> None:
    html = render(text).html

    assert '<figure class="pull">' in html
    assert "One." in html
    assert "<figcaption>Who</figcaption>" in html
    assert "[!" not in html
    assert "<p></p>" not in html


@pytest.mark.parametrize("text", ["> [!pull]", "> Said. [!pull]", "[!pull] Said.", "> - [!pull] Said."])
def test_anything_else_stays_as_it_is(text: str) -> None:
    html = render(text).html

    assert "<figure" not in html
    assert "[!pull]" in html


def test_a_quote_in_a_quote_closes_where_it_should() -> None:
    html = render("> > [!pull]\n> > Inner\n>\n> Outer\n> -- Who").html

    assert html.index("</figure>") < html.index("Outer")
    assert html.count("<blockquote>") == html.count("</blockquote>") == 2
    assert "figcaption" not in html


def test_an_address_alone_becomes_a_card_that_is_a_plain_link() -> None:
    html = render("https://youtu.be/dQw4w9WgxcQ").html

    assert f'<figure class="video" data-player="{YOUTUBE}">' in html
    assert '<a class="video__link" href="https://youtu.be/dQw4w9WgxcQ" rel="noopener external">Video</a>' in html
    assert "<figcaption>youtu.be</figcaption>" in html
    assert "src=" not in html


def test_the_words_of_a_link_are_the_title_and_are_found_by_search() -> None:
    rendered = render("[The *first* day](https://vimeo.com/76979871)\nhttps://youtu.be/dQ--w9W_x_Q")

    assert ">The <em>first</em> day</a>" in rendered.html
    assert rendered.html.count("<figure") == 2
    assert 'href="https://youtu.be/dQ--w9W_x_Q"' in rendered.html
    assert (rendered.text, rendered.word_count) == ("The first day", 3)


@pytest.mark.parametrize(
    "text", ["See https://youtu.be/dQw4w9WgxcQ", "https://youtu.be/dQw4w9WgxcQ\nand more", "`https://vimeo.com/1`"]
)
def test_an_address_amid_words_is_no_card(text: str) -> None:
    assert "<figure" not in render(text).html


@pytest.mark.parametrize(
    "text",
    [
        "> [!pull]\n" * 4_000,
        "> [!pull] a\n\n" * 3_000,
        "https://youtu.be/dQw4w9WgxcQ\n" * 2_000,
        "> " * 30_000 + "[!pull]",
        "[a](https://youtu.be/" * 4_000,
        "-- " * 20_000,
        f"https://{'a-' * 30_000}.mp4",
    ],
)
def test_blocks_built_to_keep_the_parser_busy_stay_bounded(text: str) -> None:
    html = do_within(4, lambda: render(text[:200_000])).html

    assert faults_of(html) == []


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("- one\n  - ", "<ul><li>one<ul><li></li></ul></li></ul>"),
        ("> - one\n>   1. ", "<blockquote><ul><li>one<ol><li></li></ol></li></ul></blockquote>"),
        ("one\n-", "<p>one-</p>"),
        ("- one\n-", "<ul><li>one</li><li></li></ul>"),
    ],
)
def test_the_sign_of_an_empty_item_makes_no_heading(text: str, html: str) -> None:
    assert render(text).html.replace("\n", "") == html


@pytest.mark.parametrize("line", ["--", "---", "="])
def test_any_other_line_under_words_does(line: str) -> None:
    assert render(f"one\n{line}").html == '<h2 id="section-one">one</h2>\n'
