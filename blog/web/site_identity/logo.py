"""The uploaded logo as pages, mails and cards show it."""

from typing import NamedTuple

from blog.web.site_identity.reading import site_settings
from blog.web.site_identity.site_settings import SiteSettings

TALLEST, WIDEST = 48, 240
"""Pixels of a style sheet that a masthead gives to a logo."""


class Logo(NamedTuple):
    """The files of a logo, and how it is shown."""

    key: str
    width: int
    """Pixels of the file."""
    height: int
    tone: str
    """dark or light where it would be lost on a ground of that kind."""
    alt: str
    """What is read out where it stands alone; beside the name it is decoration."""
    place: str

    @property
    def path(self) -> str:
        """Return the path of the logo itself."""
        return self.path_of("logo")

    def path_of(self, name: str) -> str:
        """Return the path of one of its files: logo, touch, icon-48, icon-192, icon-512."""
        return f"/media/{self.key}/{name}.png"

    @property
    def shown_size(self) -> tuple[int, int]:
        """Return width and height at which a masthead shows it."""
        scale = min(WIDEST / self.width, TALLEST / self.height)
        return max(1, round(self.width * scale)), max(1, round(self.height * scale))

    @property
    def is_shown(self) -> bool:
        """Return whether it stands on pages and in mails."""
        return self.place != "icons"

    @property
    def stands_alone(self) -> bool:
        """Return whether it stands instead of the name."""
        return self.place == "instead"


def site_logo() -> Logo | None:
    """Return the logo of the site, None where it has none; needs an application context."""
    return logo_of(site_settings())


def logo_of(site: SiteSettings) -> Logo | None:
    """Return the logo that *site* names."""
    parts = site.logo.split(" ")
    if len(parts) != 4 or not (parts[1].isdecimal() and parts[2].isdecimal()):
        return None
    key, width, height, tone = parts
    return Logo(key, max(1, int(width)), max(1, int(height)), tone, site.logo_alt or site.name, site.logo_place)
