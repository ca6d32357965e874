"""Whether the accents of a choice can be read on its paper, and which colour nearby could."""

import math
from collections.abc import Mapping
from typing import NamedTuple

from flask_babel import format_decimal
from flask_babel import gettext as _

from blog.web.site_identity.look.accents import Colours, grounds_of
from blog.web.site_identity.look.nearest_colour import least_contrast, nearest_readable
from blog.web.site_identity.look.papers import PAPERS
from blog.web.site_identity.look.site_tokens import ColourChoice, chosen_accent
from blog.web.themes.contrast import READING, WORDS
from blog.web.themes.token_colours import own_colours


class ColourVerdict(NamedTuple):
    """What there is to say of one accent."""

    colour: str
    """As #rrggbb: what is chosen, or what follows from the theme."""
    contrast: float
    """On the ground of the pages on which it is lowest."""
    nearest: str
    """The nearest colour that can be read; "" where this one can."""

    @property
    def sentence(self) -> str:
        """Return what is said beside the field."""
        values = {"contrast": one_digit(self.contrast), "least": one_digit(WORDS)}
        if self.nearest:
            return str(_("%(contrast)s to 1 is too low for text; %(least)s to 1 is the least.", **values))
        if self.contrast >= READING:
            return str(_("%(contrast)s to 1 on its paper: passes AA and AAA.", **values))
        return str(_("%(contrast)s to 1 on its paper: passes AA.", **values))


def judge_accents(choice: ColourChoice, theme: Colours) -> Mapping[str, ColourVerdict]:
    """Return the verdicts by the key of their settings: accent_light and accent_dark."""
    colours = {**own_colours(), **theme, **PAPERS.get(choice.paper, {})}
    keys, accent, grounds = ("accent_light", "accent_dark"), chosen_accent(choice, colours), grounds_of(colours)
    return {key: judge(one, ground.split()) for key, one, ground in zip(keys, accent, grounds, strict=True)}


def judge(colour: str, grounds: list[str]) -> ColourVerdict:
    """Return the verdict on *colour* as that of words on *grounds*."""
    found = least_contrast(colour, grounds)
    return ColourVerdict(colour, found, "" if found >= WORDS else nearest_readable(colour, grounds, WORDS))


def one_digit(contrast: float) -> str:
    """Return *contrast* with one digit behind the point, never rounded up to what it does not reach."""
    return str(format_decimal(math.floor(contrast * 10) / 10, format="0.0"))
