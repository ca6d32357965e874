"""Typeface: in which of the four that come along headlines and texts are set."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from blog.web.site_identity.setting_declaration import setting

FACES = (
    ("", _l("As the theme has it")),
    ("source-serif-4", _l("Source Serif: even and quiet")),
    ("bitter", _l("Bitter: sturdy, with slab serifs")),
    ("source-sans-3", _l("Source Sans: without serifs, for small print too")),
    ("inter", _l("Inter: without serifs, wide and plain")),
)


@dataclass(frozen=True, kw_only=True)
class TypefaceSettings:
    """The typeface of pages, cards and, where readers have it, mails."""

    typeface: str = setting(
        "",
        _l("Typeface"),
        _l("Your own server sends it; no other one is asked. Bitter has no Greek letters."),
        choices=FACES,
    )
