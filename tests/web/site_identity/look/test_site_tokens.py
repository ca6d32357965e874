"""What was chosen wins over the theme, and nothing chosen leaves the theme as it is."""

from blog.web.site_identity.look.papers import PAPERS
from blog.web.site_identity.look.site_tokens import ColourChoice, chosen_accent, site_tokens, tokens_css
from blog.web.themes.token_colours import ColourPair, own_colours

THEME = {**own_colours(), "accent": ColourPair("#1d2bd8", "#a3aeff")}


def test_nothing_chosen_sets_nothing() -> None:
    assert site_tokens(ColourChoice(), THEME) == {}
    assert tokens_css({}) == ""


def test_a_paper_alone_leaves_the_accent_to_the_theme() -> None:
    assert site_tokens(ColourChoice(paper="white"), THEME) == PAPERS["white"]


def test_the_dark_accent_is_that_of_the_choice_or_made_of_the_light_one_or_the_theme_s() -> None:
    both = chosen_accent(ColourChoice("#0b5563", "#88ccdd"), THEME)
    one = chosen_accent(ColourChoice("#0b5563"), THEME)
    dark = chosen_accent(ColourChoice(accent_dark="#88ccdd"), THEME)

    assert both == ("#0b5563", "#88ccdd")
    assert one.light == "#0b5563"
    assert one.dark not in {"#0b5563", THEME["accent"].dark}
    assert dark == ("#1d2bd8", "#88ccdd")


def test_the_rule_stands_in_the_layer_of_the_site() -> None:
    css = tokens_css({"accent": ColourPair("#0b5563", "#88ccdd")}, ".look")

    assert css == "@layer site-tokens { .look { --accent: light-dark(#0b5563, #88ccdd); } }"
