"""The icons of the site for tabs, home screens, feeds and search engines: the uploaded logo, or the drawn one."""

from typing import Any

from blog.pictures.social_cards.card_names import LOGO_SIDE, logo_card
from blog.text.language import page_language
from blog.web.site_identity.logo import site_logo
from blog.web.site_identity.reading import site_settings
from blog.web.site_identity.site_colours import colour

MANIFEST_SIDES = (192, 512)


def square_logo_path() -> str:
    """Return the path of the square picture of the site, LOGO_SIDE pixels wide; needs an application context."""
    logo = site_logo()
    return logo.path_of(f"icon-{LOGO_SIDE}") if logo else logo_card().path


def touch_icon_path() -> str:
    """Return the path of the icon on home screens, which has no transparency."""
    logo = site_logo()
    return logo.path_of("touch") if logo else logo_card().path


def make_manifest() -> dict[str, Any]:
    """Return the manifest of the site, by which it can stand on a home screen.

    Source: https://www.w3.org/TR/appmanifest/.
    """
    site, logo, language = site_settings(), site_logo(), page_language()
    sizes = MANIFEST_SIDES if logo else (LOGO_SIDE,)
    paths = {side: logo.path_of(f"icon-{side}") if logo else logo_card().path for side in sizes}
    return {
        "name": site.name,
        "short_name": site.name,
        "description": site.tagline,
        "lang": language.tag,
        "dir": language.direction,
        "id": "/",
        "start_url": "/",
        "display": "minimal-ui",
        "background_color": colour("paper"),
        "theme_color": colour("paper"),
        "icons": [{"src": path, "sizes": f"{side}x{side}", "type": "image/png"} for side, path in paths.items()],
    }
