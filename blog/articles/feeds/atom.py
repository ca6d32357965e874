"""The feeds as Atom (RFC 4287), with the size and the words of pictures by Media RSS."""

from xml.etree.ElementTree import Element, SubElement

from blog.articles.feeds.feed_content import Entry, Feed
from blog.articles.feeds.feed_xml import ATOM, GENERATOR, MEDIA, XML_LANG, add, clean, link, stamp, write_as_atom
from blog.articles.pages.credits import CardPicture


def write_atom(feed: Feed) -> bytes:
    """Return *feed* as an Atom document."""
    root = Element(f"{{{ATOM}}}feed", {XML_LANG: feed.language})
    add(root, "id", feed.home, ATOM)
    add(root, "title", feed.title, ATOM)
    if feed.subtitle:
        add(root, "subtitle", feed.subtitle, ATOM)
    add(root, "updated", stamp(feed.updated_at), ATOM)
    if feed.author:
        add(SubElement(root, f"{{{ATOM}}}author"), "name", feed.author, ATOM)
    add(root, "generator", GENERATOR, ATOM)
    add(root, "icon", feed.sign, ATOM)
    link(root, feed.own_address("atom"), "self", "application/atom+xml")
    link(root, feed.home, "alternate", "text/html")
    for entry in feed.entries:
        add_entry(root, entry)
    return write_as_atom(root)


def add_entry(root: Element, entry: Entry) -> None:
    """Add *entry*."""
    element = SubElement(root, f"{{{ATOM}}}entry")
    add(element, "id", entry.id, ATOM)
    add(element, "title", entry.title, ATOM)
    add(element, "published", stamp(entry.published_at), ATOM)
    add(element, "updated", stamp(entry.updated_at), ATOM)
    link(element, entry.address, "alternate", "text/html")
    for author in entry.authors:
        person = SubElement(element, f"{{{ATOM}}}author")
        add(person, "name", author.name, ATOM)
        add(person, "uri", author.address, ATOM)
    for topic in entry.topics:
        SubElement(element, f"{{{ATOM}}}category", term=clean(topic.slug), label=clean(topic.name))
    if entry.photo is not None:
        link(element, entry.photo.address, "enclosure", "image/jpeg")
        add_photo(element, entry.photo)
    add_text(element, entry)


def add_text(element: Element, entry: Entry) -> None:
    """Add the summary and the content of *entry*, as far as it has them."""
    if entry.summary:
        add(element, "summary", entry.summary, ATOM)
    if entry.html is not None:
        add(element, "content", entry.html, ATOM).set("type", "html")
    elif entry.text:
        add(element, "content", entry.text, ATOM).set("type", "text")


def add_photo(parent: Element, photo: CardPicture) -> None:
    """Add *photo* with its size and words (Media RSS 1.5.1)."""
    size = {"width": str(photo.width), "height": str(photo.height)}
    what = {"url": photo.address, "type": "image/jpeg", "medium": "image"}
    content = SubElement(parent, f"{{{MEDIA}}}content", {**what, **size})
    for name, words in (("title", photo.caption), ("description", photo.alt), ("credit", photo.credit)):
        if words:
            add(content, name, words, MEDIA)
