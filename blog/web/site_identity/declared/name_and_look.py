"""Name and look: what the masthead, feeds, mails and cards call the site."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from blog.web.site_identity.setting_declaration import SettingKind, setting
from blog.web.site_identity.social_links import check_social_links

MAX_NAME_LENGTH = 60
MAX_TAGLINE_LENGTH = 120
MAX_FOOTER_LENGTH = 600
MAX_SOCIAL_LENGTH = 4000


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
    social_links: str = setting(
        "",
        _l("On other services"),
        _l(
            "A line each: an address, or a name such as @news@example.social. Words before it are what readers see."
            " Search engines and trust.txt are told too."
        ),
        kind=SettingKind.TEXT,
        max_length=MAX_SOCIAL_LENGTH,
        check=check_social_links,
    )
