"""Colours: accents of the light and the dark scheme, and the paper."""

import re
import unicodedata
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from blog.web.site_identity.setting_declaration import SettingKind, setting
from blog.web.themes.token_colours import whole

COLOUR = re.compile(r"#[0-9a-f]{6}")
HEX = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})(?:ff)?")
RGB = re.compile(r"rgba?\( ?(\d{1,3})[ ,]+(\d{1,3})[ ,]+(\d{1,3})(?:[ ,/]+1(?:\.0+)?)? ?\)", re.ASCII)
MAX_COLOUR_LENGTH = 40
AROUND = " ;,\u200b\u200e\u200f\u2060\ufeff"
"""Comes along with a colour that is copied."""
PAPER_CHOICES = (
    ("", _l("As the theme has it")),
    ("warm", _l("Warm")),
    ("white", _l("White")),
    ("grey", _l("Grey")),
)


def tidy_colour(text: str) -> str:
    """Return a colour as #rrggbb, where it is one in another form, such as A00 or rgb(170, 0, 0)."""
    plain = " ".join(unicodedata.normalize("NFKC", text).lower().strip(AROUND).split())
    if found := HEX.fullmatch(plain):
        return whole(f"#{found[1]}")
    channels = [int(one) for one in found.groups()] if (found := RGB.fullmatch(plain)) else []
    return "#" + "".join(f"{one:02x}" for one in channels) if channels and max(channels) <= 255 else text


def check_colour(text: str) -> str | None:
    """Judge the form of a colour."""
    return None if COLOUR.fullmatch(text) else _("Enter a colour as # and six digits, such as #9b1c1f.")


@dataclass(frozen=True, kw_only=True)
class ColourSettings:
    """The colours of pages, mails and cards."""

    accent_light: str = setting(
        "",
        _l("Accent, light"),
        _l("For kickers, links and buttons, as # and six digits. Empty: the colour of the theme."),
        kind=SettingKind.COLOUR,
        max_length=MAX_COLOUR_LENGTH,
        check=check_colour,
        tidy=tidy_colour,
    )
    accent_dark: str = setting(
        "",
        _l("Accent, dark"),
        _l("For readers whose device is set to dark. Empty: made from the light one."),
        kind=SettingKind.COLOUR,
        max_length=MAX_COLOUR_LENGTH,
        check=check_colour,
        tidy=tidy_colour,
    )
    paper: str = setting("", _l("Paper"), choices=PAPER_CHOICES)
