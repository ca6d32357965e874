"""The links of one file of a static site, and the anchors in it."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import html
from lxml.html import HtmlElement

STYLE_URL = re.compile(r"url\(\s*[\"']?([^)\"']+)[\"']?\s*\)")
SETS = ("srcset", "imagesrcset")
LINKS = ("href", "src", "poster", "action")
INDEX_CALL = "broadsheetDocuments("


@dataclass
class FileLinks:
    """What a file links to or loads, as it stands in it, and its own anchors."""

    links: list[str] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)


def links_of(name: str, body: bytes) -> FileLinks:
    """Return the links of the file *name*."""
    if name.endswith(".html"):
        return links_of_page(body)
    if name.endswith(".css"):
        found = STYLE_URL.findall(body.decode("utf-8", "replace"))
        return FileLinks([link for link in found if not link.startswith(("data:", "#"))])
    if name.endswith(".webmanifest"):
        return FileLinks(list(manifest_links(json.loads(body))))
    text = body[:200].decode("utf-8", "replace")
    if name.endswith(".js") and text.startswith(INDEX_CALL):
        entries = json.loads(body.decode().strip().removeprefix(INDEX_CALL).removesuffix(");"))
        return FileLinks([f"../{entry[0]}" for entry in entries])
    return FileLinks()


def links_of_page(body: bytes) -> FileLinks:
    """Return the links and anchors of a page."""
    document: HtmlElement = html.document_fromstring(body.decode("utf-8", "replace"))
    found = FileLinks()
    for element in document.iter():
        if isinstance(element.tag, str):
            found.links += links_of_element(element)
            found.anchors |= {value for name in ("id", "name") if (value := element.get(name))}
    return found


def links_of_element(element: HtmlElement) -> Iterator[str]:
    """Yield the links of one element."""
    for name in LINKS:
        value = element.get(name)
        if value is not None and value != "#" and not (element.tag == "a" and name == "href" and not value):
            yield value
    for name in SETS:
        yield from (part.split()[0] for part in re.split(r",\s+", element.get(name, "").strip()) if part)
    if element.get("data-behaviour") == "static_search":
        yield from element.get("data-parts", "").split()


def manifest_links(value: Any) -> Iterator[str]:
    """Yield the addresses in a web app manifest."""
    yield value["start_url"]
    yield from (icon["src"] for icon in value.get("icons", ()))
