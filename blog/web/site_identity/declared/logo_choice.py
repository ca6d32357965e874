"""Logo: the files that were made of the uploaded picture, what is read out for it, and where it stands."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from blog.web.site_identity.setting_declaration import setting

PLACES = (
    ("beside", _l("Beside the name")),
    ("instead", _l("Instead of the name, which the logo shows")),
    ("icons", _l("Not on pages: only as icon of tabs, home screens and cards")),
)


@dataclass(frozen=True, kw_only=True)
class LogoSettings:
    """The logo; its own page of the desk writes it, and no form of a section shows it."""

    logo: str = setting("", _l("Logo"))
    """Key of its files, width and height in pixels, and tone, with spaces between; "" for none."""
    logo_alt: str = setting(
        "",
        _l("Alt text"),
        _l("What the logo shows, for readers who do not see it. Empty: the name of the site."),
        max_length=120,
    )
    logo_place: str = setting("beside", _l("Where it stands"), choices=PLACES)
