"""Cards of Ghost as HTML; broken ones do no harm, and what is unknown leaves its words."""

import pytest

from blog.operations.moving_in.conversion.html_body import convert_html
from blog.operations.moving_in.imported_items import Loss
from blog.operations.moving_in.sources.ghost.ghost_cards import CARDS, card_html


@pytest.mark.parametrize("name", CARDS)
def test_an_empty_card_does_no_harm(name: str) -> None:
    assert isinstance(card_html(name, {"images": 5, "metadata": [], "src": None}, []), str)


def test_an_unknown_card_leaves_its_words() -> None:
    losses: list[Loss] = []

    assert card_html("poll", {"heading": "Big", "text": "Small"}, losses) == "<p>Big</p><p>Small</p>"
    assert [loss.detail for loss in losses] == ["poll"]


def test_cards_with_a_picture_and_a_button_keep_both() -> None:
    shop = {"productImageSrc": "p.jpg", "productTitle": "Tea", "productButtonEnabled": True}
    cards = [
        card_html("header", {"header": "Big", "backgroundImageSrc": "p.jpg", "buttonEnabled": True,
                             "buttonText": "Go", "buttonUrl": "https://a.example"}, []),
        card_html("product", {**shop, "productButton": "Go", "productUrl": "https://a.example"}, []),
        card_html("call-to-action", {"textValue": "Tea", "imageUrl": "p.jpg", "buttonText": "Go",
                                     "buttonUrl": "https://a.example"}, []),
    ]  # fmt: skip

    for card in cards:
        assert '<img src="p.jpg">' in card
        assert '<a class="kg-btn" href="https://a.example">Go</a>' in card


@pytest.mark.parametrize(
    ("name", "values", "markdown"),
    [
        ("audio", {"src": "https://a.example/x.mp3", "title": "At sea"}, "[At sea](https://a.example/x.mp3)"),
        ("callout", {"calloutEmoji": "💡", "calloutText": "<p>Tea</p>"}, "::: information\n💡 Tea\n:::"),
        ("embed", {"url": "https://a.example/1", "html": "<blockquote><p>Words</p></blockquote>"}, "> Words"),
        ("embed", {"url": "https://youtu.be/dQw4w9WgXcQ", "html": "<iframe></iframe>"}, "https://youtu.be/dQw4w9WgXcQ"),
        ("bookmark", {"url": "https://a.example/", "title": "T", "description": "D", "caption": "C <b>d</b>"},
         "[T](https://a.example/)\n> D\n\nC **d**"),
        ("product", {"productTitle": "Tea", "productRatingEnabled": True, "productStarRating": 4},
         "#### Tea\n\n★★★★☆"),
    ],
)  # fmt: skip
def test_cards_look_as_readers_saw_them(name: str, values: dict[str, object], markdown: str) -> None:
    assert convert_html(card_html(name, values, [])).write(lambda _one: "") == markdown


def test_the_link_of_a_picture_is_named() -> None:
    html = card_html("image", {"src": "https://a.example/p.jpg", "href": "https://b.example/"}, [])

    assert [loss.detail for loss in convert_html(html).losses] == ["https://b.example/"]
