"""Write a feed as RSS 2.0, with content:encoded, dc:creator and Media RSS."""

import re
from email.utils import format_datetime
from html import escape
from xml.etree.ElementTree import Element, SubElement

from blog.articles.feeds.atom import KINDS, add_photo
from blog.articles.feeds.feed_content import Feed, FeedEntry
from blog.articles.feeds.feed_files import FeedFile
from blog.articles.feeds.feed_xml import CONTENT, CREATOR, GENERATOR, add_element, add_link, serialize, strip_invalid

LIKE_HTML = re.compile(r"<[a-zA-Z/!?]|&#?\w+;")
"""A tag or a character reference: with one of them a title is read as HTML."""


def write_rss(feed: Feed) -> bytes:
    """Return *feed* as an RSS 2.0 document."""
    root = Element("rss", version="2.0")
    channel = SubElement(root, "channel")
    add_element(channel, "title", escape_title(feed.title))
    add_element(channel, "link", feed.home_address)
    add_element(channel, "description", feed.subtitle or feed.title)
    add_element(channel, "language", feed.language)
    add_element(channel, "lastBuildDate", format_datetime(feed.updated_at, usegmt=True))
    add_element(channel, "generator", GENERATOR)
    add_link(channel, feed.feed_address("rss"), "self", "application/rss+xml")
    for entry in feed.entries:
        add_item(channel, entry)
    return serialize(root)


def add_item(channel: Element, entry: FeedEntry) -> None:
    """Append *entry*, its photo last, as in Atom.

    The photo is media:content, since an enclosure must give its size in bytes.
    """
    item = SubElement(channel, "item")
    add_element(item, "title", escape_title(entry.title))
    add_element(item, "link", entry.address)
    add_element(item, "guid", entry.id).set("isPermaLink", "true" if entry.id == entry.address else "false")
    add_element(item, "pubDate", format_datetime(entry.published_at, usegmt=True))
    for author in entry.authors:
        add_element(item, "creator", author.name, CREATOR)
    if entry.language:
        add_element(item, "language", entry.language, CREATOR)
    add_categories(item, entry)
    if summary := entry.summary or entry.text:
        add_element(item, "description", summary)
    if entry.html is not None:
        add_element(item, "encoded", entry.html, CONTENT)
    # Readers know one enclosure of an item: a recording before a document.
    for file in sorted(entry.files, key=lambda file: not file.is_sound)[:1]:
        add_enclosure(item, file)
    if entry.photo is not None:
        add_photo(item, entry.photo)


def add_categories(item: Element, entry: FeedEntry) -> None:
    """Append the kind of *entry*, if it has one, and its topics."""
    if entry.kind:
        add_element(item, "category", entry.kind).set("domain", KINDS)
    for topic in entry.topics:
        add_element(item, "category", topic.name)


def escape_title(title: str) -> str:
    """Return *title* as RSS wants it: readers take it for HTML when it looks like HTML, so its signs are escaped."""
    return escape(title, quote=False) if LIKE_HTML.search(title) else title


def add_enclosure(item: Element, file: FeedFile) -> None:
    """Append *file* as the one enclosure of an item, with its exact length."""
    attributes = {"url": file.address, "length": str(file.size_bytes), "type": file.media_type}
    SubElement(item, "enclosure", {name: strip_invalid(value) for name, value in attributes.items()})
