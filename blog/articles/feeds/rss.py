"""Write a feed as RSS 2.0, with content:encoded, dc:creator and Media RSS."""

from email.utils import format_datetime
from xml.etree.ElementTree import Element, SubElement

from blog.articles.feeds.atom import add_photo
from blog.articles.feeds.feed_content import Feed, FeedEntry
from blog.articles.feeds.feed_xml import CONTENT, CREATOR, GENERATOR, add_element, add_link, serialize


def write_rss(feed: Feed) -> bytes:
    """Return *feed* as an RSS 2.0 document."""
    root = Element("rss", version="2.0")
    channel = SubElement(root, "channel")
    add_element(channel, "title", feed.title)
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
    """Append *entry*; its photo is media:content, since an enclosure must give its size in bytes."""
    item = SubElement(channel, "item")
    add_element(item, "title", entry.title)
    add_element(item, "link", entry.address)
    add_element(item, "guid", entry.id).set("isPermaLink", "true" if entry.id == entry.address else "false")
    add_element(item, "pubDate", format_datetime(entry.published_at, usegmt=True))
    for author in entry.authors:
        add_element(item, "creator", author.name, CREATOR)
    for topic in entry.topics:
        add_element(item, "category", topic.name)
    if entry.photo is not None:
        add_photo(item, entry.photo)
    add_element(item, "description", entry.summary or entry.text)
    if entry.html is not None:
        add_element(item, "encoded", entry.html, CONTENT)
