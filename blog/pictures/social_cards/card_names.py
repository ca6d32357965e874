"""Content and address of a social card (og:image): the address holds a hash of the content, so it can be cached."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple, Protocol

from blog.web.formatting.article_kinds import OfKind, kind_of
from blog.web.formatting.public_headline import Headlined, public_headline
from blog.web.languages.page_language import writing_in
from blog.web.site_identity.logo import site_logo
from blog.web.site_identity.look.typefaces import SOURCE_SERIF
from blog.web.site_identity.reading import site_settings
from blog.web.site_identity.site_colours import colour

WIDTH, HEIGHT = 1200, 630
"""Pixels of a card: what services that show links ask for (1.91 to 1)."""
LOGO_SIDE = 512
"""Pixels of the site's logo."""
DESIGN = 2
"""Raise it with each change of the drawing, so that addresses change too."""


class CardColours(NamedTuple):
    """The colours of a card, as #rrggbb: those of the light scheme."""

    paper: str = "#faf6ee"
    ink: str = "#1a1714"
    soft: str = "#584f44"
    rule: str = "#d9cfbd"
    accent: str = "#9b1c1f"
    on_accent: str = "#fffaf3"


OWN_COLOURS = CardColours()


@dataclass(frozen=True)
class CardSite:
    """The site as a card names it."""

    name: str
    tagline: str
    host: str


class CardTopic(Protocol):
    """A topic."""

    @property
    def name(self) -> str:
        """Return its name."""


class CardArticle(Headlined, OfKind, Protocol):
    """An article as a card needs it, loaded in any way."""

    @property
    def id(self) -> int:
        """Return its id."""

    @property
    def topics(self) -> Sequence[CardTopic]:
        """Return its topics, as its page names them."""


@dataclass(frozen=True)
class Card:
    """One drawn picture and its texts; *subject* is the id of an article, "site" or "logo"."""

    subject: str
    masthead: str = ""
    kicker: str = ""
    headline: str = ""
    footer: str = ""
    colours: CardColours = OWN_COLOURS
    mark: str = ""
    """Name of the file of the uploaded logo in the storage; "" for the drawn one."""
    face: str = ""
    """Name of the typeface; "" for ours."""

    @property
    def name(self) -> str:
        """Return the hash of the content."""
        return content_hash(self)

    @property
    def path(self) -> str:
        """Return the path of its address."""
        return f"/cards/{self.subject}/{self.name}.png"

    @property
    def file(self) -> str:
        """Return the name under which the storage keeps it."""
        return f"card-{self.subject}/{self.name}.png"


@lru_cache(1024)
def content_hash(card: Card) -> str:
    """Return the hash of *card*, cached since each page of the article names it twice."""
    texts = (card.subject, card.masthead, card.kicker, card.headline, card.footer, card.colours)
    return sha256(json.dumps([DESIGN, *texts, *filter(None, [card.mark, card.face])]).encode()).hexdigest()[:20]


def article_card(article: CardArticle, site: CardSite) -> Card:
    """Return the card of *article*, under its kind and the topic that its page names first; needs an app context.

    The kind is in the site's language, whatever that of the page: there is one card for all.
    """
    topic = article.topics[0].name if article.topics else ""
    with writing_in(""):
        label = kind_of(article).label
    kicker = " · ".join(filter(None, (label, topic)))
    texts = site.name, kicker, public_headline(article), site.host
    return Card(str(article.id), *texts, card_colours(), card_mark(), card_face())


def site_card(site: CardSite) -> Card:
    """Return the card of the site itself; needs an application context."""
    return Card("site", site.name, "", site.tagline or site.name, site.host, card_colours(), card_mark(), card_face())


def logo_card() -> Card:
    """Return the site's logo; needs an application context."""
    return Card("logo", colours=card_colours())


def card_mark() -> str:
    """Return the file of the uploaded logo that a card shows: on a ground of its own where paper would hide it."""
    logo = site_logo()
    return f"{logo.key}/{'touch' if logo.tone == 'light' else 'icon-512'}.png" if logo else ""


def card_face() -> str:
    """Return the name of the typeface that is chosen; "" for ours."""
    chosen = site_settings().typeface
    return "" if chosen == SOURCE_SERIF.name else chosen


def card_colours() -> CardColours:
    """Return the light colours of the site; needs an application context."""
    tokens = ("paper", "ink", "ink-soft", "rule", "accent", "accent-ink")
    return CardColours(*(colour(token) for token in tokens))
