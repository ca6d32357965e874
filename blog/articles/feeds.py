"""The feeds: Atom (RFC 4287) and RSS 2.0, with whole articles and absolute addresses."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from blog.links import Links
from blog.models import Article

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
CREATOR = "http://purl.org/dc/elements/1.1/"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
TAG = re.compile(r"""<[a-zA-Z](?:[^>"]|"[^"]*")*>""")
ADDRESS = re.compile(r'\b(href|src|srcset)="([^"]*)"')

register_namespace("atom", ATOM)
register_namespace("content", CONTENT)
register_namespace("dc", CREATOR)


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

    def own_address(self, kind: str) -> str:
        """Return the address of the feed itself as *kind*, such as "atom"."""
        return self.links.absolute(f"{self.page.rstrip('/')}/feed.{kind}")

    @property
    def updated_at(self) -> datetime:
        """Return when an article of the feed last changed."""
        return max((changed_at(article) for article in self.articles), default=BEGINNING)

    def address(self, article: Article) -> str:
        """Return the public address of *article*."""
        return self.links.absolute(f"/articles/{article.slug}")


def write_atom(feed: Feed) -> bytes:
    """Return *feed* as an Atom document."""
    root = Element(f"{{{ATOM}}}feed", {XML_LANG: feed.language})
    add(root, "id", feed.home, ATOM)
    add(root, "title", feed.title, ATOM)
    add(root, "subtitle", feed.subtitle, ATOM)
    add(root, "updated", stamp(feed.updated_at), ATOM)
    link(root, feed.own_address("atom"), "self", "application/atom+xml")
    link(root, feed.home, "alternate", "text/html")
    for article in feed.articles:
        add_entry(root, feed, article)
    return bytes(tostring(root, "utf-8", xml_declaration=True))


def add_entry(root: Element, feed: Feed, article: Article) -> None:
    """Add *article* as an Atom entry."""
    entry = SubElement(root, f"{{{ATOM}}}entry")
    address = feed.address(article)
    add(entry, "id", address, ATOM)
    add(entry, "title", article.headline, ATOM)
    add(entry, "published", stamp(article.published_at or article.created_at), ATOM)
    add(entry, "updated", stamp(changed_at(article)), ATOM)
    link(entry, address, "alternate", "text/html")
    author = SubElement(entry, f"{{{ATOM}}}author")
    add(author, "name", article.author.name, ATOM)
    for topic in article.topics:
        SubElement(entry, f"{{{ATOM}}}category", term=clean(topic.slug), label=clean(topic.name))
    add(entry, "summary", article.standfirst, ATOM)
    add(entry, "content", make_absolute(article.body_html, address, feed.links), ATOM).set("type", "html")


def write_rss(feed: Feed) -> bytes:
    """Return *feed* as an RSS 2.0 document."""
    root = Element("rss", version="2.0")
    channel = SubElement(root, "channel")
    add(channel, "title", feed.title)
    add(channel, "link", feed.home)
    add(channel, "description", feed.subtitle or feed.title)
    add(channel, "language", feed.language)
    add(channel, "lastBuildDate", format_datetime(feed.updated_at, usegmt=True))
    link(channel, feed.own_address("rss"), "self", "application/rss+xml")
    for article in feed.articles:
        add_item(channel, feed, article)
    return bytes(tostring(root, "utf-8", xml_declaration=True))


def add_item(channel: Element, feed: Feed, article: Article) -> None:
    """Add *article* as an RSS item."""
    item = SubElement(channel, "item")
    address = feed.address(article)
    add(item, "title", article.headline)
    add(item, "link", address)
    add(item, "guid", address).set("isPermaLink", "true")
    add(item, "pubDate", format_datetime(article.published_at or article.created_at, usegmt=True))
    add(item, "creator", article.author.name, CREATOR)
    for topic in article.topics:
        add(item, "category", topic.name)
    add(item, "description", article.standfirst)
    add(item, "encoded", make_absolute(article.body_html, address, feed.links), CONTENT)


def add(parent: Element, name: str, text: str, namespace: str = "") -> Element:
    """Add an element that holds *text*, and return it."""
    element = SubElement(parent, f"{{{namespace}}}{name}" if namespace else name)
    element.text = clean(text)
    return element


def link(parent: Element, address: str, relation: str, mimetype: str) -> None:
    """Add an Atom link."""
    SubElement(parent, f"{{{ATOM}}}link", rel=relation, type=mimetype, href=address)


def clean(text: str) -> str:
    """Return *text* without the characters that XML cannot hold (XML 1.0 2.2)."""
    return NOT_XML.sub("", text)


def stamp(moment: datetime) -> str:
    """Return *moment* as RFC 3339 writes it."""
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def changed_at(article: Article) -> datetime:
    """Return when *article* last changed for its readers."""
    return max(article.updated_at, article.published_at or article.updated_at)


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
