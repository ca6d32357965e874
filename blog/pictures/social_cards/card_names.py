"""What a drawn picture says, and its address: the name in it is made of the content, so its bytes never change."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Protocol

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


class Titled(Protocol):
    """A topic."""

    @property
    def name(self) -> str:
        """Return what it is called."""


class Told(Protocol):
    """What a card says of an article, however it was read."""

    @property
    def id(self) -> int:
        """Return its number."""

    @property
    def headline(self) -> str:
        """Return its headline."""

    @property
    def topics(self) -> Sequence[Titled]:
        """Return its topics, as its page names them."""


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
        return name_of(self)

    @property
    def path(self) -> str:
        """Return the path of its address."""
        return f"/cards/{self.subject}/{self.name}.png"

    @property
    def file(self) -> str:
        """Return the name under which the storage keeps it."""
        return f"card-{self.subject}/{self.name}.png"


@lru_cache(1024)
def name_of(card: Card) -> str:
    """Return the name of what *card* says; each page that shows the article names it twice."""
    words = (card.subject, card.masthead, card.kicker, card.headline, card.foot)
    return sha256(json.dumps([DESIGN, *words]).encode()).hexdigest()[:20]


def card_of(article: Told, site: Site) -> Card:
    """Return the card of *article*, under the topic that its page names first."""
    kicker = article.topics[0].name if article.topics else ""
    return Card(str(article.id), site.name, kicker, article.headline, site.host)


def card_of_site(site: Site) -> Card:
    """Return the card of the site itself."""
    return Card("site", site.name, "", site.tagline or site.name, site.host)


def logo() -> Card:
    """Return the site's sign."""
    return Card("logo")
