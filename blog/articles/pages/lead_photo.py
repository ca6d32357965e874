"""The lead photo of an article in the size for link cards, feeds and sitemaps."""

from dataclasses import dataclass

from blog.articles.pages.article_page import ArticlePage
from blog.models import Article, Picture
from blog.web.addresses.links import Links
from blog.web.formatting.public_headline import typographic

CARD_WIDTH = 1200
"""Pixels: the widest that cards and feed readers show."""


@dataclass(frozen=True)
class CardPicture:
    """A picture for a link card or a feed entry; sizes in pixels."""

    address: str
    width: int
    height: int
    alt: str
    caption: str = ""
    credit: str = ""


def lead_photo(article: Article | ArticlePage, links: Links) -> CardPicture | None:
    """Return the lead photo of *article* as a JPEG of card width, None when it has none."""
    picture = article.lead_picture
    if picture is None:
        return None
    width = card_width(picture)
    caption = typographic(article.lead_caption, article)
    words = (article.lead_alt, caption, article.lead_credit)
    return CardPicture(picture_address(picture, width, links), width, picture.height_at(width), *words)


def picture_card(picture: Picture, links: Links) -> CardPicture:
    """Return *picture* of the library with its own words, as a JPEG of card width."""
    width = card_width(picture)
    words = (picture.alt, picture.caption, picture.credit)
    return CardPicture(picture_address(picture, width, links), width, picture.height_at(width), *words)


def card_width(picture: Picture) -> int:
    """Return the width of the widest rendition up to CARD_WIDTH, else of the narrowest."""
    fitting = [width for width in picture.widths if width <= CARD_WIDTH]
    return max(fitting, default=min(picture.widths))


def picture_address(picture: Picture, width: int, links: Links) -> str:
    """Return the absolute address of the JPEG rendition that is *width* pixels wide."""
    return links.absolute(f"/media/{picture.path(width, 'jpg')}")
