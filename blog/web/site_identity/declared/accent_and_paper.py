"""Colours: accents of the light and the dark scheme, and the paper."""

import re
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from blog.web.site_identity.setting_declaration import SettingKind, setting

COLOUR = re.compile(r"#[0-9a-f]{6}")
MAX_COLOUR_LENGTH = 7
PAPER_CHOICES = (
    ("", _l("As the theme has it")),
    ("warm", _l("Warm")),
    ("white", _l("White")),
    ("grey", _l("Grey")),
)


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
    )
    accent_dark: str = setting(
        "",
        _l("Accent, dark"),
        _l("For readers whose device is set to dark. Empty: made from the light one."),
        kind=SettingKind.COLOUR,
        max_length=MAX_COLOUR_LENGTH,
        check=check_colour,
    )
    paper: str = setting("", _l("Paper"), choices=PAPER_CHOICES)
