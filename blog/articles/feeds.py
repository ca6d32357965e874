"""What every feed says, in whatever format: itself, and its articles whole, with absolute addresses."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape

from blog.articles.crediting import CardPicture, authors_of, changed_at, lead_photo
from blog.links import Links
from blog.models import Article, Person
from blog.pictures.cards.naming import logo

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
MOST_CHARACTERS = 1_000_000
"""Of text in one feed; articles beyond come with their summary and their address alone."""
TAG = re.compile(r"""<[a-zA-Z](?:[^>"]|"[^"]*")*>""")
ADDRESS = re.compile(r'\b(href|src|srcset)="([^"]*)"')


@dataclass(frozen=True)
class Entry:
    """One article as a feed tells of it."""

    article: Article
    links: Links
    html: str | None
    """The whole article in safe HTML, or None where the feed would grow too large."""

    @property
    def id(self) -> str:
        """Return the name that the article keeps for ever, whatever becomes of its address (RFC 4151)."""
        return f"tag:{self.links.host},{self.published_at:%Y-%m-%d}:article-{self.article.id}"

    @property
    def address(self) -> str:
        """Return the public address."""
        return address_of(self.article, self.links)

    @property
    def published_at(self) -> datetime:
        """Return when readers first saw it."""
        return self.article.published_at or self.article.created_at

    @property
    def changed_at(self) -> datetime:
        """Return when it last changed for them."""
        return changed_at(self.article)

    @property
    def authors(self) -> Sequence[Person]:
        """Return who wrote it."""
        return authors_of(self.article)

    @property
    def photo(self) -> CardPicture | None:
        """Return its lead photo."""
        return lead_photo(self.article, self.links)

    def author_address(self, author: Person) -> str:
        """Return the address of the page of *author*."""
        return self.links.absolute(f"/authors/{author.slug}")


@dataclass(frozen=True)
class Feed:
    """What a feed says of itself, and its articles, newest first."""

    title: str
    subtitle: str
    language: str
    links: Links
    articles: Sequence[Article]
    page: str = "/"
    """Path of the page that shows the same articles."""

    @property
    def home(self) -> str:
        """Return the address of the page that shows the same articles."""
        return self.links.absolute(self.page)

    @property
    def sign(self) -> str:
        """Return the address of the site's sign."""
        return self.links.absolute(logo().path)

    def own_address(self, kind: str) -> str:
        """Return the address of the feed itself as *kind*, such as "atom"."""
        return self.links.absolute(f"{self.page.rstrip('/')}/feed.{kind}")

    @property
    def updated_at(self) -> datetime:
        """Return when an article of the feed last changed."""
        return max((changed_at(article) for article in self.articles), default=BEGINNING)

    def entries(self) -> Iterator[Entry]:
        """Yield the articles, whole as long as the feed stays within MOST_CHARACTERS."""
        left = MOST_CHARACTERS
        for article in self.articles:
            html = whole(article, self.links)
            is_fitting = len(html) <= left
            left -= len(html) if is_fitting else 0
            yield Entry(article, self.links, html if is_fitting else None)


def address_of(article: Article, links: Links) -> str:
    """Return the public address of *article*."""
    return links.absolute(f"/articles/{article.slug}")


def whole(article: Article, links: Links) -> str:
    """Return the article as its page shows it, photo and standfirst first: many feed readers show nothing else."""
    photo = lead_photo(article, links)
    standfirst = f"<p><strong>{escape(article.standfirst)}</strong></p>\n" if article.standfirst else ""
    body = make_absolute(article.body_html, address_of(article, links), links)
    return (draw(photo) if photo else "") + standfirst + body


def draw(photo: CardPicture) -> str:
    """Return *photo* as a figure with its caption and credit."""
    words = " ".join(filter(None, (photo.caption, photo.credit)))
    caption = f"<figcaption>{escape(words)}</figcaption>" if words else ""
    size = f'width="{photo.width}" height="{photo.height}"'
    return f'<figure><img src="{photo.address}" {size} alt="{escape(photo.alt)}">{caption}</figure>\n'


def make_absolute(html: str, address: str, links: Links) -> str:
    """Return safe *html* with every local address absolute: a feed reader knows no site to start from."""

    def rewrite(match: re.Match[str]) -> str:
        name, value = match.groups()
        if value.startswith("#"):
            return f'{name}="{address}{value}"'
        separator = ", " if name == "srcset" else "\0"
        parts = (links.absolute(part) if is_local(part) else part for part in value.split(separator))
        return f'{name}="{separator.join(parts)}"'

    return TAG.sub(lambda tag: ADDRESS.sub(rewrite, tag[0]), html)


def is_local(address: str) -> bool:
    """Return whether *address* is a path on this site."""
    return address.startswith("/") and not address.startswith("//")
