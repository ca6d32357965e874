"""Entries of RSS 0.9 to 2.0 and Atom as plain values."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from lxml import etree

from blog.operations.moving_in.conversion.linked_files import is_file_path
from blog.operations.moving_in.conversion.picture_nodes import PICTURE_FILE
from blog.operations.moving_in.conversion.plain_words import plain
from blog.operations.moving_in.files.export_files import Bundle
from blog.operations.moving_in.files.xml_reading import XmlElement, read_elements, split_name, text_of
from blog.operations.moving_in.sources.feed.feed_markup import markup_of, resolve_address

ENTRIES = frozenset({"item", "entry"})
DATES = {"pubDate": "published", "published": "published", "issued": "published", "date": "published",
         "updated": "updated", "modified": "updated"}  # fmt: skip
PICTURES = ("image/", "image")
XML = "{http://www.w3.org/XML/1998/namespace}"
SOUNDS = ("audio/", "audio", "video/", "video")


@dataclass
class SyndicatedItem:
    """One entry; *content* is its text, and *summary* what stands for it."""

    id: str = ""
    guid_link: str = ""
    title: str = ""
    link: str = ""
    content: str = ""
    summary: str = ""
    published: str = ""
    updated: str = ""
    language: str = ""
    authors: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    image: str = ""
    caption: str = ""
    """Of the image."""
    credit: str = ""
    elsewhere: str = ""
    """Address of what the entry is about, or that holds its text."""
    sounds: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class FeedHead:
    """A value of the whole feed: its title, link or language."""

    name: str
    value: str


def read_feed(bundle: Bundle, name: str) -> Iterator[SyndicatedItem | FeedHead]:
    """Yield the entries of the feed *name*, and what it says of itself."""
    with bundle.open(name) as stream:
        for part in read_elements(stream, ENTRIES):
            if part.name in ENTRIES:
                yield read_element(part.element)
            else:
                yield from read_head(part)


def read_head(part: XmlElement) -> Iterator[FeedHead]:
    """Yield what an element outside of all entries says of the feed, whose author entries need not name."""
    text = text_of(part.element).strip()
    if part.name in {"title", "language"} and plain(text):
        yield FeedHead(part.name, plain(text))
        if language := part.element.xpath("string(ancestor-or-self::*[@xml:lang][1]/@xml:lang)"):
            yield FeedHead("language", str(language))
    elif part.name == "link" and part.element.get("rel", "alternate") == "alternate":
        yield FeedHead("link", resolve_address(part.element, part.element.get("href", "") or text))
    elif part.name == "name" and split_name(str(part.element.getparent().tag))[1] == "author" and plain(text):
        yield FeedHead("author", plain(text))


def read_element(element: etree._Element) -> SyndicatedItem:
    """Return an <item> or <entry>."""
    entry = SyndicatedItem(language=element.get(f"{XML}lang", ""))
    for child in element:
        if isinstance(child.tag, str):
            space, name = split_name(child.tag)
            take_child(entry, space, name, child)
    return entry


def take_child(entry: SyndicatedItem, space: str, name: str, child: etree._Element) -> None:
    """Take in one element of an entry."""
    text = text_of(child).strip()
    if name in DATES:
        setattr(entry, DATES[name], getattr(entry, DATES[name]) or text)
    elif name == "encoded" or (name == "content" and "mrss" not in space and space != "media"):
        entry.content = entry.content or markup_of(child)
        entry.elsewhere = entry.elsewhere or resolve_address(child, child.get("src", ""))
    elif name in {"description", "summary"} and "itunes" not in space.lower() and "mrss" not in space:
        entry.summary = entry.summary or markup_of(child)
    elif name == "title" and "mrss" not in space:
        entry.title = entry.title or plain(markup_of(child))
    elif name in {"guid", "id"}:
        take_id(entry, child, text)
    elif name in {"author", "creator"}:
        take_author(entry, child, text)
    elif name in {"category", "subject"} and (tag := plain(child.get("term", "") or text)):
        entry.tags.append(plain(child.get("label", "")) or tag)
    else:
        take_link(entry, name, child, text)


def take_id(entry: SyndicatedItem, child: etree._Element, text: str) -> None:
    """Take in what tells the entry from others, which in RSS is its address unless it says otherwise."""
    entry.id = text
    is_address = split_name(str(child.tag))[1] == "guid" and child.get("isPermaLink", "true") == "true"
    if is_address and text.startswith(("http://", "https://")):
        entry.guid_link = text


def take_link(entry: SyndicatedItem, name: str, child: etree._Element, text: str) -> None:
    """Take in a link, an enclosure or a picture of an entry."""
    address = resolve_address(child, child.get("href", "") or child.get("url", "") or text)
    kind, relation = child.get("type", "") or child.get("medium", ""), child.get("rel", "alternate")
    if name == "link" and relation == "alternate":
        entry.link = entry.link or address
    elif name in {"enclosure", "content"} or (name == "link" and relation == "enclosure"):
        take_file(entry, address, kind)
        take_words(entry, address, child)
    elif name == "thumbnail" or (name == "image" and child.get("href")):
        entry.image = entry.image or address
    elif name == "group":
        for inner in child:
            if isinstance(inner.tag, str) and split_name(inner.tag)[1] in {"content", "thumbnail"}:
                take_link(entry, split_name(inner.tag)[1], inner, "")


def take_file(entry: SyndicatedItem, address: str, kind: str) -> None:
    """Take in a picture, a recording or a film of an entry; without a *kind* its name says what it is."""
    path = urlsplit(address).path if address else ""
    if kind.startswith(PICTURES) or (not kind and PICTURE_FILE.search(path)):
        entry.image = entry.image or address
    elif address and address not in entry.sounds and (kind.startswith(SOUNDS) or is_file_path(path)):
        entry.sounds.append(address)


def take_words(entry: SyndicatedItem, address: str, child: etree._Element) -> None:
    """Take in what stands below the picture of an entry (Media RSS)."""
    if address != entry.image:
        return
    for inner in child:
        name = split_name(inner.tag)[1] if isinstance(inner.tag, str) else ""
        if name in {"description", "title"} and (name == "description" or not entry.caption):
            entry.caption = plain(text_of(inner)) or entry.caption
        elif name == "credit":
            entry.credit = plain(text_of(inner))


def take_author(entry: SyndicatedItem, child: etree._Element, text: str) -> None:
    """Take in an author: a name, or an address with a name in brackets (RSS 2.0)."""
    names = [text_of(one).strip() for one in child if split_name(str(one.tag))[1] == "name"]
    name = plain(names[0] if names else text)
    if "@" in name and "(" in name:
        name = name.partition("(")[2].rstrip(") ")
    if name and "@" not in name and name not in entry.authors:
        entry.authors.append(name)
