"""Write a feed as Atom 1.0 (RFC 4287), with photos as Media RSS."""

from xml.etree.ElementTree import Element, SubElement

from blog.articles.feeds.feed_content import Feed, FeedEntry
from blog.articles.feeds.feed_xml import (
    ATOM,
    GENERATOR,
    MEDIA,
    XML_LANG,
    add_element,
    add_link,
    format_rfc3339,
    serialize_atom,
    strip_invalid,
)
from blog.articles.pages.lead_photo import CardPicture

KINDS = "https://schema.org/genre"
"""Scheme of the category that says the kind of an entry; those of topics have none (RFC 4287 4.2.2.2)."""


def write_atom(feed: Feed) -> bytes:
    """Return *feed* as an Atom document."""
    root = Element(f"{{{ATOM}}}feed", {XML_LANG: feed.language})
    add_element(root, "id", feed.home_address, ATOM)
    add_element(root, "title", feed.title, ATOM)
    if feed.subtitle:
        add_element(root, "subtitle", feed.subtitle, ATOM)
    add_element(root, "updated", format_rfc3339(feed.updated_at), ATOM)
    if feed.author:
        add_element(SubElement(root, f"{{{ATOM}}}author"), "name", feed.author, ATOM)
    add_element(root, "generator", GENERATOR, ATOM)
    add_element(root, "icon", feed.icon_address, ATOM)
    add_link(root, feed.feed_address("atom"), "self", "application/atom+xml")
    add_link(root, feed.home_address, "alternate", "text/html")
    for entry in feed.entries:
        add_entry(root, entry)
    return serialize_atom(root)


def add_entry(root: Element, entry: FeedEntry) -> None:
    """Append *entry* to the feed element; its photo comes last.

    Readers built on feedparser show as summary the first that they meet of
    summary, content and media:description, which is the text for who does not
    see the photo.
    """
    element = SubElement(root, f"{{{ATOM}}}entry", {XML_LANG: entry.language} if entry.language else {})
    add_element(element, "id", entry.id, ATOM)
    add_element(element, "title", entry.title, ATOM)
    add_element(element, "published", format_rfc3339(entry.published_at), ATOM)
    add_element(element, "updated", format_rfc3339(entry.updated_at), ATOM)
    add_link(element, entry.address, "alternate", "text/html")
    for tag, address in entry.translations:
        add_link(element, address, "alternate", "text/html", hreflang=tag)
    for author in entry.authors:
        person = SubElement(element, f"{{{ATOM}}}author")
        add_element(person, "name", author.name, ATOM)
        add_element(person, "uri", author.address, ATOM)
    if entry.kind:
        SubElement(element, f"{{{ATOM}}}category", term=strip_invalid(entry.kind), scheme=KINDS)
    for topic in entry.topics:
        SubElement(element, f"{{{ATOM}}}category", term=strip_invalid(topic.slug), label=strip_invalid(topic.name))
    if entry.summary:
        add_element(element, "summary", entry.summary, ATOM)
    add_content(element, entry)
    for file in entry.files:
        add_link(element, file.address, "enclosure", file.media_type, length=str(file.size_bytes), title=file.title)
    if entry.photo is not None:
        add_link(element, entry.photo.address, "enclosure", "image/jpeg")
        add_photo(element, entry.photo)


def add_content(element: Element, entry: FeedEntry) -> None:
    """Append the content of *entry*, if it has any."""
    if entry.html is not None:
        add_element(element, "content", entry.html, ATOM).set("type", "html")
    elif entry.text:
        add_element(element, "content", entry.text, ATOM).set("type", "text")


def add_photo(parent: Element, photo: CardPicture) -> None:
    """Append *photo* as media:content with size, caption, alternative text and credit (Media RSS 1.5.1)."""
    size = {"width": str(photo.width), "height": str(photo.height)}
    source = {"url": photo.address, "type": "image/jpeg", "medium": "image"}
    content = SubElement(parent, f"{{{MEDIA}}}content", {**source, **size})
    for name, text in (("title", photo.caption), ("description", photo.alt), ("credit", photo.credit)):
        if text:
            add_element(content, name, text, MEDIA)
