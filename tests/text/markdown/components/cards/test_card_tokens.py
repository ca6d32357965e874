"""Cards with title and text, kept in the article itself."""

import pytest

from blog.text.markdown import render

POST = "https://social.example/@harbour/113000000000000001"
FRAME = f"{POST}/embed"


def test_a_card_has_its_title_its_text_and_the_name_of_its_host() -> None:
    rendered = render(f"[A *post*]({POST})\n> The first boat.\n>\n> Two -- 2.\n\nafter")

    assert rendered.html == (
        f'<figure class="embed embed--post" data-player="{FRAME}">'
        f'<a class="embed__link" href="{POST}" rel="noopener external">A <em>post</em></a>\n'
        '<blockquote class="embed__text">\n<p>The first boat.</p>\n<p>Two – 2.</p>\n</blockquote>\n'
        "<figcaption>social.example</figcaption></figure>\n<p>after</p>\n"
    )
    assert rendered.text == "A post\nThe first boat.\nTwo – 2.\nafter"
    assert len(rendered.lines) == 2


def test_a_video_may_have_a_text_too() -> None:
    html = render("[Talk](https://vimeo.com/1)\n> What was said.").html

    assert html.startswith('<figure class="video"')
    assert '<blockquote class="embed__text">' in html


def test_a_page_that_nobody_knows_is_a_card_once_it_has_title_and_text() -> None:
    html = render("[Report](https://example.org/r)\n> In short.").html

    assert html.startswith('<figure class="embed embed--page"><a')
    assert "data-player" not in html


@pytest.mark.parametrize(
    "text",
    [
        f"[A post]({POST})\n\n> Apart.",
        f"[A post]({POST})\n> [!pull]\n> Pulled.",
        f"{POST}\n{POST}\n> Below two.",
    ],
)
def test_a_quote_that_is_not_right_below_one_card_stays_a_quote(text: str) -> None:
    html = render(text).html

    assert "embed__text" not in html
    assert html.index("</figure>") < html.index("<blockquote>")


@pytest.mark.parametrize("text", ["[Report](https://example.org/r)\n\n> Apart.", "https://example.org/r\n> Text."])
def test_a_page_without_both_stays_a_link(text: str) -> None:
    assert "<figure" not in render(text).html


def test_a_card_in_the_text_of_a_card_is_closed_before_it() -> None:
    html = render(f"[A]({POST})\n> [B]({POST})\n> > inner\n>\n> end").html

    assert html.count("<figure") == html.count("</figure>") == 2
    assert html.index("end") < html.rindex("</blockquote>")


@pytest.mark.parametrize("title", ["<script>alert(1)</script>", "&lt;img onerror=x&gt;", '" onclick="x', "a\\<b"])
def test_a_hostile_title_is_words(title: str) -> None:
    html = render(f"[{title}]({POST})\n> <iframe src=x>").html

    assert "<script" not in html
    assert "<iframe" not in html
    assert "<img" not in html
    assert ' onclick="' not in html
