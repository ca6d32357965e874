"""Theme: which of the installed ones pages have."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from blog.web.site_identity.setting_declaration import setting
from blog.web.themes.installed_themes import theme_names
from blog.web.themes.theme import OWN_LOOK

THEMES = (
    ("", _l("Broadsheet, the look of this program")),
    *((name, name.replace("-", " ").capitalize()) for name in theme_names() if name != OWN_LOOK.name),
)
"""Value and name of each that is installed when the process starts."""


@dataclass(frozen=True, kw_only=True)
class ThemeSettings:
    """The theme; a folder of the server is chosen by BLOG_THEME alone."""

    theme: str = setting(
        "",
        _l("Theme of the pages"),
        _l("Colours, typeface and the build of the pages. What you choose below wins over its colours."),
        choices=THEMES,
        environment="THEME",
    )
