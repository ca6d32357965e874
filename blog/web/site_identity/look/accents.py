"""What follows from an accent: washes, buttons, and the words on them, so that each can be read."""

from collections.abc import Mapping

from blog.web.site_identity.look.nearest_colour import least_contrast, nearest_readable
from blog.web.site_identity.look.oklch import mix, to_hex, to_oklch
from blog.web.themes.contrast import EDGES, GROUNDS, WORDS, contrast
from blog.web.themes.token_colours import ColourPair

Colours = Mapping[str, ColourPair]
SHARES = (0.1, 0.07, 0.04, 0.02)
"""Of the accent in its wash, the strongest that keeps words in the accent readable first."""
DEEP, DEEP_CHROMA, INSIDE = 0.38, 0.13, 7.0
"""Lightness and most chroma of a button in the dark, and the least contrast of the word on it."""
PALE, PALE_CHROMA = 0.75, 0.1
"""Lightness and most chroma of words in the dark, whose accent was not chosen: loud colours glow there."""
HOVER = 0.08
LIGHT_INKS, DARK_INKS = ("#fffaf3", "#ffffff"), ("#1c0b08", "#000000")


def grounds_of(colours: Colours) -> ColourPair:
    """Return what words stand on, with spaces between, for each scheme."""
    pairs = [colours[name] for name in GROUNDS if name in colours]
    return ColourPair(" ".join(pair.light for pair in pairs), " ".join(pair.dark for pair in pairs))


def dark_accent_for(light: str, colours: Colours) -> str:
    """Return the accent of the dark scheme that goes with *light*: its hue, light enough to be read on *colours*."""
    hue = to_oklch(light)
    pale = to_hex(hue._replace(lightness=PALE, chroma=min(hue.chroma, PALE_CHROMA)))
    return nearest_readable(pale, grounds_of(colours).dark.split(), WORDS)


def accent_tokens(accent: ColourPair, colours: Colours) -> dict[str, ColourPair]:
    """Return the tokens that *accent* sets where the others are *colours*."""
    deep = deep_accent(accent)
    inks = ColourPair(ink_on(accent.light), ink_on(deep))
    ink = colours["ink"] if "ink" in colours else ColourPair("#1a1714", "#e8e1d3")
    edges = grounds_of(colours).dark.split()
    return {
        "accent": accent,
        "accent-ink": ColourPair(ink_on(accent.light), ink_on(accent.dark)),
        "accent-wash": ColourPair(*(wash(one, ground) for one, ground in zip(accent, colours["paper"], strict=True))),
        "primary": ColourPair(accent.light, deep),
        "primary-ink": inks,
        "primary-edge": ColourPair(accent.light, nearest_readable(deep, edges, EDGES)),
        "primary-hover": ColourPair(
            *(away_from(word, ground) for word, ground in zip(inks, (accent.light, deep), strict=True))
        ),
        "outline": ColourPair(accent.light, ink.dark),
        "outline-edge": ColourPair(accent.light, nearest_readable("#8c8373", edges, EDGES)),
    }


def deep_accent(accent: ColourPair) -> str:
    """Return the ground of buttons in the dark: the hue of the dark accent, deep enough for a light word."""
    hue = to_oklch(accent.dark)
    deep = to_hex(hue._replace(lightness=DEEP, chroma=min(hue.chroma, DEEP_CHROMA)))
    return nearest_readable(deep, [LIGHT_INKS[0]], INSIDE)


def ink_on(ground: str) -> str:
    """Return the colour of words on *ground*: off-white or off-black, or the pure one where those are too near."""
    light, dark = (
        next((ink for ink in inks if contrast(ink, ground) >= WORDS), "") for inks in (LIGHT_INKS, DARK_INKS)
    )
    return light or dark


def away_from(ink: str, ground: str) -> str:
    """Return *ground* a little further away from *ink*."""
    return mix("#000000" if ink in LIGHT_INKS else "#ffffff", ground, HOVER)


def wash(accent: str, paper: str) -> str:
    """Return *paper* with a little of *accent*, on which words in the accent can be read."""
    mixed = (mix(accent, paper, share) for share in SHARES)
    return next((ground for ground in mixed if least_contrast(accent, [ground]) >= WORDS), paper)
