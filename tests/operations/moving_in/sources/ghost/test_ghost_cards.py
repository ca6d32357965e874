"""Cards of Ghost as HTML; broken ones do no harm, and what is unknown leaves its words."""

import pytest

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
        assert '<a href="https://a.example">Go</a>' in card
