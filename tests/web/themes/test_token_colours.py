"""Colours of tokens as values: what a theme sets, wherever it is written, and ours for the rest."""

from flask import Flask
from flask.testing import FlaskClient

from blog.delivery.composing.mail_rendering import render_mail
from blog.web.site_identity.site_colours import colour
from blog.web.themes.theme import OWN_LOOK, Theme
from blog.web.themes.token_colours import ColourPair, own_colours, token_colours, unjudged_colours
from tests.databases import on_sqlite
from tests.web.themes.conftest import UseTheme

TOKENS = """/* :root { --ink: #ff0000; } */
:root { --paper: light-dark(#FFF, #101010); --accent: #05a; --ink: oklch(20% 0 0); --text-4: 1rem }
@media (width >= 64rem) { :root { --paper: #ff0000; } }
.note { --paper: #ff0000; }
"""


def test_the_last_word_of_a_theme_outside_of_conditions_counts() -> None:
    colours = token_colours(Theme("quay", tokens=TOKENS))

    assert colours["paper"] == ColourPair("#ffffff", "#101010")
    assert colours["accent"] == ColourPair("#0055aa", "#0055aa")
    assert colours["rule"] == own_colours()["rule"]
    assert "ink" not in colours


def test_colours_in_a_form_that_cannot_be_judged_are_named() -> None:
    assert unjudged_colours(Theme("quay", tokens=TOKENS)) == ["ink"]


def test_our_own_tokens_are_all_known() -> None:
    assert token_colours(OWN_LOOK) == own_colours()
    assert {"paper", "ink", "accent", "primary-ink", "focus", "disc-4"} <= own_colours().keys()


@on_sqlite
def test_mail_has_the_colours_of_the_theme_in_both_schemes(app: Flask, client: FlaskClient, themed: UseTheme) -> None:
    themed({"tokens.css": ":root { --paper: light-dark(#fefefe, #020202); --ink: oklch(20% 0 0); }"})

    html = render_mail("password_reset", {"link": "https://news.example.org/", "name": "Maren"}, is_list=False).html

    assert "background-color: #fefefe" in html
    assert "background-color: #020202 !important" in html
    assert colour("ink") == own_colours()["ink"].light
