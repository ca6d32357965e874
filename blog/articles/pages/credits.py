"""Who wrote an article, and which picture stands for it where there is room for one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import inspect

from blog.articles.pages.article_page import Whole
from blog.models import Article, Person, Picture
from blog.web.links import Links

CARD_WIDTH = 1200
"""Pixels; what a card or a feed reader shows at most."""


@dataclass(frozen=True)
class CardPicture:
    """A picture as a card or a feed reader shows it; sizes in pixels."""

    address: str
    width: int
    height: int
    alt: str
    caption: str = ""
    credit: str = ""


def authors_of(article: Article) -> Sequence[Person]:
    """Return who wrote *article*, its first author first; the others only where the query loaded them.

    A page that does not show them shall not ask the database for them.
    """
    others = () if "coauthors" in inspect(article).unloaded else article.coauthors
    return [article.author, *others]


def changed_at(article: Article | Whole) -> datetime:
    """Return when *article* last changed for its readers."""
    return max(article.updated_at, article.published_at or article.updated_at)


def lead_photo(article: Article | Whole, links: Links) -> CardPicture | None:
    """Return the lead photo of *article* as the JPEG that suits a card, or None when it has none."""
    picture = article.lead_picture
    if picture is None:
        return None
    width = fitting_width(picture)
    words = (article.lead_alt, article.lead_caption, article.lead_credit)
    return CardPicture(address_at(picture, width, links), width, picture.height_at(width), *words)


def fitting_width(picture: Picture) -> int:
    """Return the width of the widest rendition up to CARD_WIDTH, or of the narrowest there is."""
    fitting = [width for width in picture.widths if width <= CARD_WIDTH]
    return max(fitting, default=min(picture.widths))


def address_at(picture: Picture, width: int, links: Links) -> str:
    """Return the public address of the JPEG that is *width* pixels wide."""
    return links.absolute(f"/media/{picture.path(width, 'jpg')}")
