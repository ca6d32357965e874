"""Entries of RSS 0.9 to 2.0, Atom and JSON Feed as plain values."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from blog.operations.moving_in.conversion.plain_words import plain
from blog.operations.moving_in.files.export_files import Bundle
from blog.operations.moving_in.files.json_rows import read_rows
from blog.operations.moving_in.files.xml_reading import read_elements, split_name, text_of

ENTRIES = frozenset({"item", "entry"})
XHTML = "http://www.w3.org/1999/xhtml"
DATES = {"pubDate": "published", "published": "published", "issued": "published", "date": "published",
         "updated": "updated", "modified": "updated"}  # fmt: skip
PICTURES = ("image/", "image")


@dataclass
class SyndicatedItem:
    """One entry; *content* is its text, and *summary* what stands for it."""

    id: str = ""
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
    sounds: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class FeedHead:
    """A value of the whole feed: its title, link or language."""

    name: str
    value: str


def read_feed(bundle: Bundle, name: str, *, is_json: bool) -> Iterator[SyndicatedItem | FeedHead]:
    """Yield the entries of the feed *name*, and what it says of itself."""
    if is_json:
        yield from read_json_feed(bundle, name)
        return
    with bundle.open(name) as stream:
        for part in read_elements(stream, ENTRIES):
            if part.name in ENTRIES:
                yield read_element(part.element)
            elif part.name in {"title", "language"} and (text := plain(text_of(part.element))):
                yield FeedHead(part.name, text)
            elif part.name == "link" and part.element.get("rel", "alternate") == "alternate":
                yield FeedHead("link", part.element.get("href", "") or text_of(part.element).strip())


def read_element(element: etree._Element) -> SyndicatedItem:
    """Return an <item> or <entry>."""
    entry = SyndicatedItem()
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
    elif name in {"description", "summary"} and "itunes" not in space.lower() and "mrss" not in space:
        entry.summary = entry.summary or markup_of(child)
    elif name == "title" and "mrss" not in space:
        entry.title = entry.title or plain(markup_of(child))
    elif name in {"guid", "id"}:
        entry.id = text
    elif name in {"author", "creator"}:
        take_author(entry, child, text)
    elif name == "category" and (tag := plain(child.get("term", "") or text)):
        entry.tags.append(plain(child.get("label", "")) or tag)
    else:
        take_link(entry, name, child, text)


def take_link(entry: SyndicatedItem, name: str, child: etree._Element, text: str) -> None:
    """Take in a link, an enclosure or a picture of an entry."""
    address = child.get("href", "") or child.get("url", "") or text
    if child.base and child.base.startswith("http"):
        address = urljoin(child.base, address)
    kind, relation = child.get("type", "") or child.get("medium", ""), child.get("rel", "alternate")
    if name == "link" and relation == "alternate":
        entry.link = entry.link or address
    elif name in {"enclosure", "content"} or (name == "link" and relation == "enclosure"):
        if kind.startswith(PICTURES):
            entry.image = entry.image or address
        elif kind.startswith(("audio/", "video/")):
            entry.sounds.append(address)
    elif name == "thumbnail":
        entry.image = entry.image or address


def take_author(entry: SyndicatedItem, child: etree._Element, text: str) -> None:
    """Take in an author: a name, or an address with a name in brackets (RSS 2.0)."""
    names = [text_of(one).strip() for one in child if split_name(str(one.tag))[1] == "name"]
    name = plain(names[0] if names else text)
    if "@" in name and "(" in name:
        name = name.partition("(")[2].rstrip(") ")
    if name and "@" not in name and name not in entry.authors:
        entry.authors.append(name)


def markup_of(element: etree._Element) -> str:
    """Return the HTML of an element: as a text, or as the elements of XHTML."""
    if not len(element):
        text = str(element.text or "")
        return escape(text) if element.get("type") == "text" else text
    for one in element.iter():
        if isinstance(one.tag, str):
            one.tag = split_name(one.tag)[1]
    etree.cleanup_namespaces(element)
    inside = "".join(etree.tostring(one, encoding="unicode", method="html") for one in element)
    return escape(str(element.text or "")) + inside


def read_json_feed(bundle: Bundle, name: str) -> Iterator[SyndicatedItem | FeedHead]:
    """Yield the entries of a JSON Feed, versions 1 and 1.1."""
    for row in read_rows(bundle, name, ""):
        for key, ours in (("title", "title"), ("home_page_url", "link"), ("language", "language")):
            if isinstance(row.get(key), str):
                yield FeedHead(ours, str(row[key]))
        break
    for row in read_rows(bundle, name, "items.item"):
        yield read_json_entry(row)


def read_json_entry(row: dict[str, Any]) -> SyndicatedItem:
    """Return an item of a JSON Feed."""
    texts = {name: str(row.get(name) or "") for name in ("id", "title", "summary", "image", "language")}
    texts["image"] = texts["image"] or str(row.get("banner_image") or "")
    people, tags, files = row.get("authors") or [row.get("author")], row.get("tags"), row.get("attachments")
    plain_text = "".join(f"<p>{escape(part)}</p>" for part in str(row.get("content_text") or "").split("\n\n") if part)
    return SyndicatedItem(
        link=str(row.get("url") or ""),
        content=str(row.get("content_html") or "") or plain_text,
        published=str(row.get("date_published") or ""),
        updated=str(row.get("date_modified") or ""),
        authors=[str(one["name"]) for one in people if isinstance(one, dict) and one.get("name")],
        tags=[str(tag) for tag in tags] if isinstance(tags, list) else [],
        sounds=[str(one["url"]) for one in files if isinstance(one, dict) and one.get("url")]
        if isinstance(files, list)
        else [],
        **texts,
    )
