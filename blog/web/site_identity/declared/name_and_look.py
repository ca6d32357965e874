"""Name and look: what the masthead, feeds, mails and cards call the site."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from blog.web.site_identity.setting_declaration import SettingKind, setting

MAX_NAME_LENGTH = 60
MAX_TAGLINE_LENGTH = 120
MAX_FOOTER_LENGTH = 600


@dataclass(frozen=True, kw_only=True)
class NameSettings:
    """What the site is called."""

    name: str = setting(
        "",
        _l("Site name"),
        _l("In the masthead, feeds, e-mails and on cards that are shared."),
        is_required=True,
        max_length=MAX_NAME_LENGTH,
        environment="SITE_NAME",
    )
    tagline: str = setting(
        "", _l("Tagline"), _l("May be empty."), max_length=MAX_TAGLINE_LENGTH, environment="SITE_TAGLINE"
    )


@dataclass(frozen=True, kw_only=True)
class FooterSettings:
    """What stands at the foot of every page."""

    footer_words: str = setting(
        "",
        _l("Footer text"),
        _l("A sentence or two about the publisher, in place of the tagline."),
        kind=SettingKind.TEXT,
        max_length=MAX_FOOTER_LENGTH,
    )
    copyright_line: str = setting("", _l("Copyright line"), _l("Such as: © 2026 Example Foundation, CC BY 4.0."))
