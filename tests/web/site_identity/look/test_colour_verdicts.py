"""What is said of a colour, and which one is offered instead."""

from flask import Flask

from blog.web.site_identity.look.colour_verdicts import judge_accents
from blog.web.site_identity.look.site_tokens import ColourChoice
from blog.web.themes.token_colours import own_colours
from tests.databases import on_sqlite


@on_sqlite
def test_a_colour_too_low_is_named_with_the_nearest_that_passes(app: Flask) -> None:
    found = judge_accents(ColourChoice("#0b5563", "#b5443a"), own_colours())["accent_dark"]

    assert found.contrast < 4.5
    assert found.sentence == f"{int(found.contrast * 10) / 10} to 1 is too low for text; 4.5 to 1 is the least."
    again = judge_accents(ColourChoice("#0b5563", found.nearest), own_colours())["accent_dark"]
    assert again.nearest == ""
    assert again.sentence.endswith("on its paper: passes AA.")


@on_sqlite
def test_the_same_colour_passes_on_one_paper_and_not_on_another(app: Flask) -> None:
    warm, white = (judge_accents(ColourChoice("#0a7d33", paper=paper), own_colours()) for paper in ("warm", "white"))

    assert warm["accent_light"].nearest
    assert not white["accent_light"].nearest
    assert "passes AA and AAA" in judge_accents(ColourChoice("#0b3d3d"), own_colours())["accent_light"].sentence
