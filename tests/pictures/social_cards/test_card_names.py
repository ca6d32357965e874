"""The address of a card is made of its content."""

from dataclasses import replace

import pytest
from flask import Flask

from blog.pictures.social_cards.card_names import (
    OWN_COLOURS,
    Card,
    CardSite,
    article_card,
    card_colours,
    logo_card,
    site_card,
)
from blog.web.languages.page_language import writing_in
from blog.web.themes.active_theme import use_theme
from blog.web.themes.theme import OWN_LOOK, Theme
from tests.databases import on_sqlite
from tests.factories import make_article, make_kind

CARD = Card("7", "IFBG News", "Water", "The well", "news.example.org")


def test_the_same_content_has_the_same_address() -> None:
    assert replace(CARD).path == CARD.path == f"/cards/7/{CARD.name}.png"


@pytest.mark.parametrize("part", ["subject", "masthead", "kicker", "headline", "footer"])
def test_each_part_of_the_content_changes_the_address(part: str) -> None:
    assert replace(CARD, **{part: "other"}).name != CARD.name


def test_a_text_that_moves_to_another_part_changes_the_address() -> None:
    assert Card("7", "a", "b").name != Card("7", "", "a", "b").name


@on_sqlite
def test_a_site_without_tagline_is_named_twice(app: Flask) -> None:
    assert site_card(CardSite("IFBG News", "", "example.org")).headline == "IFBG News"


@on_sqlite
def test_the_logo_is_stored_apart_from_the_cards_of_articles(app: Flask) -> None:
    assert logo_card().file.startswith("card-logo/")


def test_there_is_one_card_for_readers_of_every_language(app: Flask) -> None:
    article = make_article(kind_id=make_kind("opinion", is_labelled=True).id)
    site = CardSite("IFBG News", "", "example.org")

    with writing_in("de"):
        german = article_card(article, site)

    assert german == article_card(article, site)
    assert german.kicker == "Opinion"


@on_sqlite
def test_cards_have_the_colours_of_the_theme(app: Flask) -> None:
    own = site_card(CardSite("IFBG News", "", "example.org"))
    use_theme(app, Theme("quay", tokens=":root { --accent: light-dark(#005588, #88ccff); }"))
    other = site_card(CardSite("IFBG News", "", "example.org"))
    use_theme(app, OWN_LOOK)

    assert own.colours == card_colours() == OWN_COLOURS
    assert other.colours == OWN_COLOURS._replace(accent="#005588")
    assert other.path != own.path
