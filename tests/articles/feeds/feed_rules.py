"""The rules of the three formats of feeds, written down from their specifications, and what in a document breaks them.

Sources: RFC 4287 (section numbers beside the rules), rssboard.org/rss-specification (RSS 2.0.11) and
jsonfeed.org/version/1.1.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from email.utils import parsedate_to_datetime
from typing import Any
from xml.etree.ElementTree import Element, fromstring

ATOM = "{http://www.w3.org/2005/Atom}"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"]+")
WEB = re.compile(r"https?://[^\s<>\"]+")
MIME = re.compile(r"[a-z]+/[a-z0-9.+-]+")
MANY = 10**6


def is_rfc_822(text: str) -> bool:
    return parsedate_to_datetime(text).tzinfo is not None


def anything(_text: str) -> bool:
    return True


def something(text: str) -> bool:
    return bool(text.strip())


Rule = tuple[int, int, Callable[[str], Any]]
"""How often at least and at most, and what the text must be."""
ATOM_RULES: dict[str, dict[str, Rule]] = {
    "feed": {  # 4.1.1
        "author": (0, MANY, anything), "category": (0, MANY, anything), "contributor": (0, MANY, anything),
        "generator": (0, 1, something), "icon": (0, 1, IRI.fullmatch), "id": (1, 1, IRI.fullmatch),
        "link": (0, MANY, anything), "logo": (0, 1, IRI.fullmatch), "rights": (0, 1, anything),
        "subtitle": (0, 1, anything), "title": (1, 1, something), "updated": (1, 1, RFC_3339.fullmatch),
        "entry": (0, MANY, anything),
    },
    "entry": {  # 4.1.2
        "author": (0, MANY, anything), "category": (0, MANY, anything), "content": (0, 1, anything),
        "contributor": (0, MANY, anything), "id": (1, 1, IRI.fullmatch), "link": (0, MANY, anything),
        "published": (0, 1, RFC_3339.fullmatch), "rights": (0, 1, anything), "source": (0, 1, anything),
        "summary": (0, 1, something), "title": (1, 1, something), "updated": (1, 1, RFC_3339.fullmatch),
    },
    "author": {"name": (1, 1, something), "uri": (0, 1, IRI.fullmatch), "email": (0, 1, re.compile(".+@.+").fullmatch)},
}  # fmt: skip
ATOM_ATTRIBUTES = {  # 4.2.2 and 4.2.7: what must be there, and what may be
    "category": ({"term"}, {"scheme", "label"}),
    "link": ({"href"}, {"rel", "type", "hreflang", "title", "length"}),
}
RSS_RULES: dict[str, dict[str, Rule]] = {
    "channel": {
        "title": (1, 1, something), "link": (1, 1, WEB.fullmatch), "description": (1, 1, something),
        "language": (0, 1, re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*").fullmatch), "lastBuildDate": (0, 1, is_rfc_822),
        "generator": (0, 1, something), "item": (0, MANY, anything),
    },
    "item": {
        "title": (0, 1, something), "link": (0, 1, WEB.fullmatch), "description": (0, 1, something),
        "category": (0, MANY, something), "guid": (0, 1, something), "pubDate": (0, 1, is_rfc_822),
        "enclosure": (0, 1, anything),
    },
}  # fmt: skip


def violations(kind: str, data: bytes) -> list[str]:
    """Return what in a feed of *kind* breaks a rule."""
    return list({"atom": atom, "rss": rss, "json": json_feed}[kind](data))


def atom(data: bytes) -> Iterator[str]:
    root = fromstring(data)
    if root.tag != f"{ATOM}feed":
        yield f"the root is {root.tag}"
    for element in root.iter():
        name = element.tag.removeprefix(ATOM)
        if name in ATOM_RULES and element.tag.startswith(ATOM):
            yield from children(element, ATOM, ATOM_RULES[name])
        if name in ATOM_ATTRIBUTES and element.tag.startswith(ATOM):
            needed, allowed = ATOM_ATTRIBUTES[name]
            if not needed <= set(element.attrib) <= needed | allowed:
                yield f"{name} has {sorted(element.attrib)}"
    yield from self_links(root)
    entries = root.findall(f"{ATOM}entry")
    for element in (root, *entries):
        yield from atom_links(element)
    if root.find(f"{ATOM}author") is None and any(entry.find(f"{ATOM}author") is None for entry in entries):
        yield "nobody is the author"  # 4.1.2
    ids = Counter(entry.findtext(f"{ATOM}id") for entry in entries)
    yield from (f"two entries are {name}" for name, count in ids.items() if count > 1)  # 4.1.1


def self_links(element: Element) -> Iterator[str]:
    """Yield what is wrong with the link to the feed itself (RFC 4287 4.1.1; rssboard.org/rss-profile, atom:link)."""
    found = [link for link in element.findall(f"{ATOM}link") if link.get("rel") == "self"]
    if len(found) != 1:
        yield f"{len(found)} links to itself"


def atom_links(element: Element) -> Iterator[str]:
    links = element.findall(f"{ATOM}link")
    alternates = Counter((link.get("type"), link.get("hreflang")) for link in links if link.get("rel") == "alternate")
    if max(alternates.values(), default=0) > 1:
        yield "two alternate links of one type"  # 4.1.1 and 4.1.2
    if any(not IRI.fullmatch(link.get("href", "")) or not MIME.fullmatch(link.get("type", "a/b")) for link in links):
        yield "a link without address or with a type that is none"  # 4.2.7
    content = element.find(f"{ATOM}content")
    if element.tag == f"{ATOM}entry":
        if content is None and not alternates:
            yield "neither content nor alternate link"  # 4.1.2
        if content is not None and content.get("type", "text") not in {"text", "html"}:
            yield f"content of type {content.get('type')}"  # 4.1.3.1; we write no XHTML and no media
        if content is not None and len(content):
            yield "content with child elements"  # 4.1.3.3


def rss(data: bytes) -> Iterator[str]:
    root = fromstring(data)
    if (root.tag, root.get("version"), [child.tag for child in root]) != ("rss", "2.0", ["channel"]):
        yield "not rss 2.0 with one channel"
    for element in root.iter():
        if element.tag in RSS_RULES:
            yield from children(element, "", RSS_RULES[element.tag])
    yield from self_links(root[0])
    for item in root.iter("item"):
        if item.find("title") is None and item.find("description") is None:
            yield "neither title nor description"
        yield from enclosures(item)
        guid = item.find("guid")
        if guid is not None and guid.get("isPermaLink", "true") == "true" and not WEB.fullmatch(guid.text or ""):
            yield "a guid that should be an address"


def enclosures(item: Element) -> Iterator[str]:
    """Yield what is wrong with the file of an item: address, length in bytes and type are needed."""
    for file in item.findall("enclosure"):
        said = (WEB.fullmatch(file.get("url", "")), MIME.fullmatch(file.get("type", "")))
        if file.attrib.keys() != {"url", "length", "type"} or not all(said) or not file.get("length", "").isdigit():
            yield f"an enclosure with {file.attrib}"


def children(element: Element, namespace: str, rules: dict[str, Rule]) -> Iterator[str]:
    """Yield which children are too few, too many, unknown or say what they must not; other namespaces are free."""
    own = [child for child in element if child.tag.startswith(namespace or "{") == bool(namespace)]
    counts = Counter(child.tag.removeprefix(namespace) for child in own)
    yield from (f"{element.tag} holds {name}" for name in counts.keys() - rules.keys())
    for name, (least, most, _) in rules.items():
        if not least <= counts[name] <= most:
            yield f"{element.tag} holds {counts[name]} {name}"
    for child in own:
        rule = rules.get(child.tag.removeprefix(namespace))
        if rule and not rule[2](child.text or ""):
            yield f"{child.tag} says {child.text!r}"


def text(value: object) -> bool:
    return isinstance(value, str)


def address(value: object) -> bool:
    return isinstance(value, str) and WEB.fullmatch(value) is not None


def moment(value: object) -> bool:
    return isinstance(value, str) and RFC_3339.fullmatch(value) is not None


def authors(value: object) -> bool:
    return isinstance(value, list) and all(one.keys() & {"name", "url", "avatar"} for one in value)


def tags(value: object) -> bool:
    return isinstance(value, list) and all(map(text, value))


def files(value: object) -> bool:
    """Return whether these are attachments of an item (JSON Feed 1.1)."""
    optional = {"title": str, "size_in_bytes": int, "duration_in_seconds": int}
    return isinstance(value, list) and all(
        address(each.get("url")) and MIME.fullmatch(each.get("mime_type", ""))
        and all(isinstance(each[name], kind) for name, kind in optional.items() if name in each)
        and each.keys() <= {"url", "mime_type", *optional}
        for each in value
    )  # fmt: skip


JSON_TOP = {
    "version": "https://jsonfeed.org/version/1.1".__eq__, "title": text, "home_page_url": address, "feed_url": address,
    "description": text, "icon": address, "favicon": address, "authors": authors, "language": text,
    "items": lambda value: isinstance(value, list),
}  # fmt: skip
JSON_ITEM = {
    "id": text, "url": address, "title": text, "content_html": text, "content_text": text, "summary": text,
    "image": address, "date_published": moment, "date_modified": moment, "authors": authors, "tags": tags,
    "attachments": files,
}  # fmt: skip


def json_feed(data: bytes) -> Iterator[str]:
    feed = json.loads(data)
    yield from members(feed, JSON_TOP, {"version", "title", "feed_url", "items"})
    for item in feed["items"]:
        yield from members(item, JSON_ITEM, {"id"})
        if not item.keys() & {"content_html", "content_text"}:
            yield "an item without content"
    ids = Counter(item.get("id") for item in feed["items"])
    yield from (f"two items are {name}" for name, count in ids.items() if count > 1)


def members(found: dict[str, Any], rules: dict[str, Any], needed: set[str]) -> Iterator[str]:
    yield from (f"{name} is missing" for name in needed - found.keys())
    yield from (f"{name} is unknown" for name in found.keys() - rules.keys())
    yield from (f"{name} says {value!r}" for name, value in found.items() if name in rules and not rules[name](value))
