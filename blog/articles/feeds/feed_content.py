"""The content of a feed, whatever its format, and articles as its entries, whole and with absolute addresses."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import NamedTuple

from blog.articles.pages.credits import CardPicture, authors_of, changed_at, lead_photo
from blog.models import Article, Topic
from blog.pictures.social_cards.card_names import logo
from blog.web.links import Links

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
MOST_CHARACTERS = 1_000_000
"""Of text in one feed; articles beyond come with their summary and their address alone."""
TAG = re.compile(r"""<[a-zA-Z](?:[^>"]|"[^"]*")*>""")
ADDRESS = re.compile(r'\b(href|src|srcset)="([^"]*)"')


class Author(NamedTuple):
    """Who wrote an entry, and the address of the page about that person."""

    name: str
    address: str


@dataclass(frozen=True)
class Entry:
    """One entry of a feed, in the words that Atom, RSS and JSON Feed share; empty fields are left out."""

    id: str
    """Never changes, whatever becomes of the address (RFC 4287 4.2.6)."""
    address: str
    title: str
    published_at: datetime
    updated_at: datetime
    summary: str = ""
    html: str | None = None
    """The whole content in safe HTML."""
    text: str = ""
    """The whole content in plain text, of what has no HTML."""
    authors: Sequence[Author] = ()
    topics: Sequence[Topic] = ()
    photo: CardPicture | None = None


@dataclass(frozen=True)
class Feed:
    """A feed's own title and addresses, and its entries, newest first."""

    title: str
    subtitle: str
    language: str
    links: Links
    entries: Sequence[Entry]
    page: str = "/"
    """Path of the page that shows the same entries."""
    author: str = ""
    """Of all entries that name none."""

    @property
    def home(self) -> str:
        """Return the address of the page that shows the same entries."""
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
        """Return when an entry last changed; the epoch when there is none."""
        return max((entry.updated_at for entry in self.entries), default=BEGINNING)


def list_articles(articles: Sequence[Article], links: Links) -> list[Entry]:
    """Return *articles* as entries, whole as long as they stay within MOST_CHARACTERS together."""
    left, entries = MOST_CHARACTERS, []
    for article in articles:
        html = whole(article, links)
        is_fitting = len(html) <= left
        left -= len(html) if is_fitting else 0
        entries.append(describe(article, links, html if is_fitting else None))
    return entries


def describe(article: Article, links: Links, html: str | None) -> Entry:
    """Return the entry of *article*; its id is a tag with the date of its publication (RFC 4151)."""
    published_at = article.published_at or article.created_at
    return Entry(
        id=f"tag:{links.host},{published_at:%Y-%m-%d}:article-{article.id}",
        address=address_of(article, links),
        title=article.headline,
        published_at=published_at,
        updated_at=changed_at(article),
        summary=article.standfirst,
        html=html,
        authors=[Author(person.name, links.absolute(f"/authors/{person.slug}")) for person in authors_of(article)],
        topics=article.topics,
        photo=lead_photo(article, links),
    )


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
