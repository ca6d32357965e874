"""Players and cards that name what they show in attributes."""

import pytest

from blog.operations.moving_in.conversion.html_body import convert_html


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<div class='youtube-wrap' data-attrs='{\"videoId\":\"abc\"}'></div>", "https://www.youtube.com/watch?v=abc"),
        ("<div class='tweet' data-attrs='{\"url\":\"https://x.com/a/status/1\",\"full_text\":\"Hi\",\"name\":\"A\"}'></div>",
         "[A](https://x.com/a/status/1)\n> Hi"),
        ("<div data-attrs='broken'><p>Words</p></div>", "Words"),
        ("<figure class='wp-block-embed'><div>https://a.example/x</div><figcaption>C</figcaption></figure>",
         "[x](https://a.example/x)\n\nC"),
    ],
)  # fmt: skip
def test_they_become_cards(html: str, markdown: str) -> None:
    assert convert_html(html).write(lambda _one: "") == markdown


def test_a_player_that_is_a_link_here_is_named() -> None:
    body = convert_html("<figure class='wp-block-embed'><div>https://a.example/x</div></figure>")

    assert [(loss.kind.value, loss.detail) for loss in body.losses] == [("embed", "https://a.example/x")]
