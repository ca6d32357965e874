"""What was chosen at the desk as tokens: over those of the theme, and in the style sheet of pages."""

from collections.abc import Mapping
from typing import NamedTuple

from blog.web.site_identity.look.accents import Colours, accent_tokens, dark_accent_for
from blog.web.site_identity.look.papers import PAPERS
from blog.web.themes.token_colours import ColourPair, own_colours

LAYER = "site-tokens"


class ColourChoice(NamedTuple):
    """Accents as #rrggbb and the name of a paper; "" leaves each to the theme."""

    accent_light: str = ""
    accent_dark: str = ""
    paper: str = ""


def site_tokens(choice: ColourChoice, theme: Colours) -> dict[str, ColourPair]:
    """Return the tokens that *choice* sets over the colours of the theme; none where nothing is chosen."""
    paper = dict(PAPERS.get(choice.paper, {}))
    if not (choice.accent_light or choice.accent_dark):
        return paper
    colours = {**own_colours(), **theme, **paper}
    return {**paper, **accent_tokens(chosen_accent(choice, colours), colours)}


def chosen_accent(choice: ColourChoice, colours: Colours) -> ColourPair:
    """Return the accent of each scheme; where only the light one is chosen, the dark one is made of it."""
    light = choice.accent_light or colours["accent"].light
    made = dark_accent_for(light, colours) if choice.accent_light else colours["accent"].dark
    return ColourPair(light, choice.accent_dark or made)


def tokens_css(tokens: Mapping[str, ColourPair], selector: str = ":root") -> str:
    """Return the rule that sets *tokens* for what *selector* names, in their layer; "" for none."""
    rules = " ".join(f"--{name}: light-dark({pair.light}, {pair.dark});" for name, pair in tokens.items())
    return f"@layer {LAYER} {{ {selector} {{ {rules} }} }}" if rules else ""
