"""The feeds as RSS 2.0, with whole articles and their authors by the modules that readers know."""

from email.utils import format_datetime
from xml.etree.ElementTree import Element, SubElement

from blog.articles.feeds.atom import add_photo
from blog.articles.feeds.feed_content import Entry, Feed
from blog.articles.feeds.feed_xml import CONTENT, CREATOR, GENERATOR, add, link, write


def write_rss(feed: Feed) -> bytes:
    """Return *feed* as an RSS 2.0 document."""
    root = Element("rss", version="2.0")
    channel = SubElement(root, "channel")
    add(channel, "title", feed.title)
    add(channel, "link", feed.home)
    add(channel, "description", feed.subtitle or feed.title)
    add(channel, "language", feed.language)
    add(channel, "lastBuildDate", format_datetime(feed.updated_at, usegmt=True))
    add(channel, "generator", GENERATOR)
    link(channel, feed.own_address("rss"), "self", "application/rss+xml")
    for entry in feed.entries:
        add_item(channel, entry)
    return write(root)


def add_item(channel: Element, entry: Entry) -> None:
    """Add *entry*; the photo is no enclosure, since that would have to say its size in bytes."""
    item = SubElement(channel, "item")
    add(item, "title", entry.title)
    add(item, "link", entry.address)
    add(item, "guid", entry.id).set("isPermaLink", "true" if entry.id == entry.address else "false")
    add(item, "pubDate", format_datetime(entry.published_at, usegmt=True))
    for author in entry.authors:
        add(item, "creator", author.name, CREATOR)
    for topic in entry.topics:
        add(item, "category", topic.name)
    if entry.photo is not None:
        add_photo(item, entry.photo)
    add(item, "description", entry.summary or entry.text)
    if entry.html is not None:
        add(item, "encoded", entry.html, CONTENT)
