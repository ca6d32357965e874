"""What a drawn picture says, and its address: the name in it is made of the content, so its bytes never change."""

import json
from dataclasses import astuple, dataclass
from hashlib import sha256

from blog.models import Article

WIDTH, HEIGHT = 1200, 630
"""Pixels of a card: what services that show links ask for (1.91 to 1)."""
LOGO_SIDE = 512
"""Pixels of the site's sign."""
DESIGN = 1
"""To be raised when cards are drawn otherwise, so that their addresses change too."""


@dataclass(frozen=True)
class Site:
    """What a card says of the site."""

    name: str
    tagline: str
    host: str


@dataclass(frozen=True)
class Card:
    """One drawn picture of *subject*, which is the number of an article, "site" or "logo", and its words."""

    subject: str
    masthead: str = ""
    kicker: str = ""
    headline: str = ""
    foot: str = ""

    @property
    def name(self) -> str:
        """Return the name of the content."""
        return sha256(json.dumps([DESIGN, *astuple(self)]).encode()).hexdigest()[:20]

    @property
    def path(self) -> str:
        """Return the path of its address."""
        return f"/cards/{self.subject}/{self.name}.png"

    @property
    def file(self) -> str:
        """Return the name under which the storage keeps it."""
        return f"card-{self.subject}/{self.name}.png"


def card_of(article: Article, site: Site) -> Card:
    """Return the card of *article*, under the topic that its page names first."""
    kicker = article.topics[0].name if article.topics else ""
    return Card(str(article.id), site.name, kicker, article.headline, site.host)


def card_of_site(site: Site) -> Card:
    """Return the card of the site itself."""
    return Card("site", site.name, "", site.tagline or site.name, site.host)


def logo() -> Card:
    """Return the site's sign."""
    return Card("logo")
