"""The colours that pages, mails and cards have now: those of the theme, and over them what was chosen at the desk."""

from collections.abc import Mapping
from typing import NamedTuple

from flask import current_app

from blog.web.site_identity.look.site_tokens import ColourChoice, site_tokens, tokens_css
from blog.web.site_identity.reading import site_settings
from blog.web.site_identity.site_settings import SiteSettings
from blog.web.themes.token_colours import ColourPair, own_colours, theme_colours

KEPT = "site_colours"


class SiteColours(NamedTuple):
    """What was made of *choice* over the colours of a *theme*."""

    choice: ColourChoice
    theme: Mapping[str, ColourPair]
    tokens: Mapping[str, ColourPair]
    """What is set over the theme."""
    colours: Mapping[str, ColourPair]
    """All of them."""
    css: str


def colour_choice(site: SiteSettings) -> ColourChoice:
    """Return the colours that *site* has chosen."""
    return ColourChoice(site.accent_light, site.accent_dark, site.paper)


def site_colours() -> SiteColours:
    """Return the colours that hold now, made once for each choice and theme; needs an application context."""
    choice, theme = colour_choice(site_settings()), theme_colours()
    kept: SiteColours | None = current_app.extensions.get(KEPT)
    if kept is None or kept.theme is not theme or kept.choice != choice:
        tokens = site_tokens(choice, theme)
        kept = SiteColours(choice, theme, tokens, {**theme, **tokens}, tokens_css(tokens))
        current_app.extensions[KEPT] = kept
    return kept


def colours_of(site: SiteSettings, theme: Mapping[str, ColourPair]) -> Mapping[str, ColourPair]:
    """Return the colours that pages would have with *site* over the colours of a *theme*."""
    return {**theme, **site_tokens(colour_choice(site), theme)}


def colour(name: str, scheme: str = "light") -> str:
    """Return the colour of the token *name* as #rrggbb; ours where the theme has it in another form."""
    pair = site_colours().colours.get(name) or own_colours()[name]
    return pair.dark if scheme == "dark" else pair.light
