"""Parts of Substack that hold nothing but values show them; footnotes stay footnotes."""

from html import escape
from json import dumps
from typing import Any

import pytest

from blog.operations.moving_in.conversion.html_body import convert_html
from blog.operations.moving_in.imported_items import Loss
from blog.operations.moving_in.sources.substack.substack_html import clean_substack_html


def part(classes: str, inside: str = "", **values: Any) -> str:
    return f'<div class="{classes}" data-attrs="{escape(dumps(values))}">{inside}</div>'


def convert(html: str) -> tuple[str, list[str]]:
    losses: list[Loss] = []
    body = convert_html(clean_substack_html(html, losses))
    return body.write(lambda picture: f"![]({picture.address})"), [loss.detail for loss in [*losses, *body.losses]]


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (part("mention-wrap", name="Ann & Co"), "Ann & Co"),
        (part("latex-rendered", persistentExpression="a^2"), "`a^2`"),
        (part("youtube-wrap", videoId="dQw4w9WgXcQ"), "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        (part("vimeo-wrap", videoId="12345"), "https://vimeo.com/12345"),
        (
            part("image-gallery-embed", gallery={"images": [{"src": "https://a.example/1"}, {"src": "https://a.example/2"}]}),
            "::: gallery\n![](https://a.example/1)\n![](https://a.example/2)\n:::",
        ),
        (part("embedded-post-wrap", url="https://b.example/p/x", title="Boats", truncated_body_text="They sail."),
         "[Boats](https://b.example/p/x)\n> They sail."),
        (part("embedded-post-wrap", "<a href='https://b.example/x'>Boats</a>", url="https://b.example/x", title="B"),
         "[Boats](https://b.example/x)"),
        (part("comment", url="https://b.example/note/1", comment={"name": "Ann", "body": "Well said."}),
         "[Ann](https://b.example/note/1)\n> Well said."),
        (part("bluesky-wrap outer", authorHandle="b.example", postId="3k", authorName="Ann", text="Well said."),
         "[Ann](https://bsky.app/profile/b.example/post/3k)\n> Well said."),
        (part("tweet", url="https://x.com/a/status/1", full_text="A &amp; B", name="Ann"),
         "[Ann](https://x.com/a/status/1)\n> A & B"),
        ('<label class="hide-text">A hint</label><p>Words</p>', "Words"),
        (part("button-wrapper", "<a href='https://shop.example/'>Buy</a>", url="https://shop.example/"),
         "[Buy](https://shop.example/)"),
        (part("button-wrapper", "<a href='https://b.example/subscribe'>Join</a>", url="https://b.example/subscribe"),
         ""),
        ('<div class="file-embed-wrapper"><div class="file-embed-details-h1">Report</div><div>1 MB</div>'
         '<a href="https://b.example/api/v1/file/u.pdf">Download</a></div>',
         "[Report](https://b.example/api/v1/file/u.pdf)"),
        (part("broken", "<p>words</p>").replace("{", "{{"), "words"),
    ],
)  # fmt: skip
def test_parts_show_what_their_values_say(html: str, markdown: str) -> None:
    assert convert(html)[0] == markdown


def test_what_substack_alone_can_show_is_named() -> None:
    assert convert(part("poll-embed", id=1))[1] == ["poll-embed"]


def test_footnotes_stay_footnotes() -> None:
    html = (
        '<p>Said<a class="footnote-anchor" id="footnote-anchor-1" href="#footnote-1">1</a>.</p>'
        '<div class="footnote"><a id="footnote-1" href="#footnote-anchor-1" class="footnote-number">1</a>'
        '<div class="footnote-content"><p>By her.</p></div></div>'
    )

    assert convert(html)[0] == "Said[^1].\n\n[^1]: By her."


def test_a_button_of_the_author_is_a_button() -> None:
    html = part("button-wrapper", '<a class="button primary" href="https://shop.example/"><span>Buy</span></a>',
                url="https://shop.example/")  # fmt: skip

    assert convert_html(clean_substack_html(html, [])).write(lambda _one: "") == "[Buy](https://shop.example/){.button}"
