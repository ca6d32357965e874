"""The address of a card is made of its content."""

from dataclasses import replace

import pytest
from flask import Flask

from blog.pictures.social_cards.card_names import (
    OWN_COLOURS,
    Card,
    CardSite,
    card_colours,
    logo_card,
    site_card,
)
from tests.databases import on_sqlite

CARD = Card("7", "IFBG News", "Water", "The well", "news.example.org")


def test_the_same_content_has_the_same_address() -> None:
    assert replace(CARD).path == CARD.path == f"/cards/7/{CARD.name}.png"


@pytest.mark.parametrize("part", ["subject", "masthead", "kicker", "headline", "footer"])
def test_each_part_of_the_content_changes_the_address(part: str) -> None:
    assert replace(CARD, **{part: "other"}).name != CARD.name


def test_a_text_that_moves_to_another_part_changes_the_address() -> None:
    assert Card("7", "a", "b").name != Card("7", "", "a", "b").name


def test_a_site_without_tagline_is_named_twice() -> None:
    assert site_card(CardSite("IFBG News", "", "example.org")).headline == "IFBG News"


def test_the_logo_is_stored_apart_from_the_cards_of_articles() -> None:
    assert logo_card().file.startswith("card-logo/")


@on_sqlite
def test_cards_have_the_colours_of_the_tokens(app: Flask) -> None:
    assert card_colours() == OWN_COLOURS == site_card(CardSite("IFBG News", "", "example.org")).colours
