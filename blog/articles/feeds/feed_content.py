"""A feed independent of its format, and articles as its entries, in full and with absolute addresses."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html import escape
from typing import NamedTuple

from blog.articles.feeds.feed_files import FeedFile
from blog.articles.pages.article_page import changed_at
from blog.articles.pages.article_queries import authors_of
from blog.articles.pages.description import describe
from blog.articles.pages.lead_photo import CardPicture, lead_photo
from blog.articles.pages.translated_versions import Translation
from blog.models import Article, Topic
from blog.pictures.social_cards.site_icons import square_logo_path
from blog.text.block_directions import orient_blocks
from blog.text.language import content_language
from blog.web.addresses.links import Links, is_local
from blog.web.formatting.article_kinds import kind_of
from blog.web.formatting.public_headline import public_headline, typographic
from blog.web.rendering.sponsored_links import mark_sponsored

NO_FILES: Mapping[int, Sequence[FeedFile]] = {}
NO_VERSIONS: Mapping[int, Sequence[Translation]] = {}
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
MAX_CHARACTERS = 1_000_000
"""Characters of full text in one feed; articles beyond come with summary and address only."""
TAG = re.compile(r"""<[a-zA-Z](?:[^>"]|"[^"]*")*>""")
ADDRESS = re.compile(r'\b(href|src|srcset)="([^"]*)"')


class EntryAuthor(NamedTuple):
    """An author's name and the address of their page."""

    name: str
    address: str


@dataclass(frozen=True)
class FeedEntry:
    """One entry with the fields that Atom, RSS and JSON Feed share; empty ones are left out."""

    id: str
    """Permanent: stays when the address changes (RFC 4287 4.2.6)."""
    address: str
    title: str
    published_at: datetime
    updated_at: datetime
    summary: str = ""
    html: str | None = None
    """The full content as safe HTML."""
    text: str = ""
    """The full content as plain text, where there is no HTML."""
    authors: Sequence[EntryAuthor] = ()
    topics: Sequence[Topic] = ()
    kind: str = ""
    """Label of its kind, as readers see it."""
    photo: CardPicture | None = None
    language: str = ""
    """BCP 47 tag, where it is not that of the feed."""
    files: Sequence[FeedFile] = ()
    translations: Sequence[tuple[str, str]] = ()
    """BCP 47 tag and address of each other version."""


@dataclass(frozen=True)
class Feed:
    """Title, addresses and entries of a feed, the newest entry first."""

    title: str
    subtitle: str
    language: str
    links: Links
    entries: Sequence[FeedEntry]
    page_path: str = "/"
    """Path of the HTML page with the same entries."""
    author: str = ""
    """Author of the entries that name none."""

    @property
    def home_address(self) -> str:
        """Return the absolute address of the HTML page with the same entries."""
        return self.links.absolute(self.page_path)

    @property
    def icon_address(self) -> str:
        """Return the absolute address of the site's logo."""
        return self.links.absolute(square_logo_path())

    def feed_address(self, kind: str) -> str:
        """Return the absolute address of this feed as *kind*: "atom", "rss" or "json"."""
        return self.links.absolute(f"{self.page_path.rstrip('/')}/feed.{kind}")

    @property
    def updated_at(self) -> datetime:
        """Return when an entry last changed; 1970 when there is none."""
        return max((entry.updated_at for entry in self.entries), default=BEGINNING)


def article_entries(
    articles: Sequence[Article],
    links: Links,
    files: Mapping[int, Sequence[FeedFile]] = NO_FILES,
    versions: Mapping[int, Sequence[Translation]] = NO_VERSIONS,
) -> list[FeedEntry]:
    """Return *articles* as entries with their *files* and *versions*, by id of article.

    They come in full as long as their HTML fits into MAX_CHARACTERS.
    """
    remaining, entries = MAX_CHARACTERS, []
    for article in articles:
        html = full_content(article, links)
        is_fitting = len(html) <= remaining
        remaining -= len(html) if is_fitting else 0
        entry = article_entry(article, links, html if is_fitting else None, files.get(article.id, ()))
        entries.append(replace(entry, translations=other_versions(article, links, versions.get(article.id, ()))))
    return entries


def other_versions(article: Article, links: Links, versions: Sequence[Translation]) -> list[tuple[str, str]]:
    """Return language and absolute address of those of *versions* that are not *article*."""
    return [(one.tag, links.absolute(f"/articles/{one.slug}")) for one in versions if one.id != article.id]


def article_entry(article: Article, links: Links, html: str | None, files: Sequence[FeedFile] = ()) -> FeedEntry:
    """Return *article* as an entry; its id is a tag URI with the date of publication (RFC 4151)."""
    published_at = article.published_at or article.created_at
    return FeedEntry(
        id=f"tag:{links.host},{published_at:%Y-%m-%d}:article-{article.id}",
        address=article_address(article, links),
        title=public_headline(article),
        published_at=published_at,
        updated_at=changed_at(article),
        summary=describe(article),
        html=html,
        authors=[EntryAuthor(person.name, links.absolute(f"/authors/{person.slug}")) for person in authors_of(article)],
        topics=article.topics,
        kind=kind_of(article).label,
        photo=lead_photo(article, links),
        language=own_language(article),
        files=files,
    )


def own_language(article: Article) -> str:
    """Return the tag of *article* where it is not the language of the site's articles; "" where it is."""
    tag = content_language(article.language).tag
    return tag if tag != content_language("").tag else ""


def article_address(article: Article, links: Links) -> str:
    """Return the absolute public address of *article*."""
    return links.absolute(f"/articles/{article.slug}")


def full_content(article: Article, links: Links) -> str:
    """Return photo, standfirst and body as HTML: many feed readers show the content and nothing else."""
    photo = lead_photo(article, links)
    words = escape(typographic(article.standfirst, article))
    standfirst = f"<p><strong>{words}</strong></p>\n" if words else ""
    language = content_language(article.language)
    kind = kind_of(article)
    html = mark_sponsored(article.body_html, links.host) if kind.is_sponsored else article.body_html
    body = make_absolute(orient_blocks(html, language.direction), article_address(article, links), links)
    paid = f"<p>{escape(kind.label)}</p>\n" if kind.is_sponsored else ""
    content = paid + (photo_figure(photo) if photo else "") + standfirst + body
    if not own_language(article) and language.direction == "ltr":
        return content
    return f'<div lang="{language.tag}" dir="{language.direction}">{content}</div>'


def photo_figure(photo: CardPicture) -> str:
    """Return *photo* as a figure with caption and credit."""
    text = " ".join(filter(None, (photo.caption, photo.credit)))
    caption = f"<figcaption>{escape(text)}</figcaption>" if text else ""
    size = f'width="{photo.width}" height="{photo.height}"'
    return f'<figure><img src="{photo.address}" {size} alt="{escape(photo.alt)}">{caption}</figure>\n'


def make_absolute(html: str, address: str, links: Links) -> str:
    """Return safe *html* with local addresses made absolute, fragments against *address*: a feed has no base URL."""

    def rewrite(match: re.Match[str]) -> str:
        name, value = match.groups()
        if value.startswith("#"):
            return f'{name}="{address}{value}"'
        separator = ", " if name == "srcset" else "\0"
        parts = (links.absolute(part) if is_local(part) else part for part in value.split(separator))
        return f'{name}="{separator.join(parts)}"'

    return TAG.sub(lambda tag: ADDRESS.sub(rewrite, tag[0]), html)
