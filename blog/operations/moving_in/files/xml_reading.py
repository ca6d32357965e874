"""XML of exports, one element at a time: mended where programs write it wrongly, refused where it is a trap."""

import re
from collections.abc import Iterator
from typing import IO, NamedTuple

from flask_babel import gettext as _
from lxml import etree

from blog.operations.moving_in.files.mended_xml import MendedText
from blog.operations.moving_in.imported_items import ExportRefused

MAX_FIELD = 64 * 2**20
"""Characters of one element."""
PREFIX = re.compile(r"^(\w+):")


class XmlElement(NamedTuple):
    """An element that ended: its name without prefix, its namespace or prefix, and the element with all inside."""

    name: str
    space: str
    element: etree._Element


def read_elements(stream: IO[bytes], names: frozenset[str]) -> Iterator[XmlElement]:
    """Yield each element of *stream* called one of *names*, outermost ones, and forget it then.

    Raises:
        ExportRefused: it declares entities, or holds an element that is too long.
    """
    parser = etree.XMLPullParser(
        events=("start", "end"), recover=True, huge_tree=True, resolve_entities=False, no_network=True, load_dtd=False
    )
    depth = 0
    for block in MendedText(stream).blocks():
        parser.feed(block)
        for event, element in parser.read_events():
            space, name = split_name(str(element.tag))
            if name in names:
                depth += 1 if event == "start" else -1
                if event == "end" and not depth:
                    yield XmlElement(name, space, element)
                    forget(element)
            elif event == "end" and not depth and len(element) == 0:
                yield XmlElement(name, space, element)


def split_name(tag: str) -> tuple[str, str]:
    """Return namespace, or the prefix where it was never declared, and name of *tag*."""
    if tag.startswith("{"):
        space, _brace, name = tag[1:].partition("}")
        return space, name
    prefix = PREFIX.match(tag)
    return (prefix[1], tag[prefix.end() :]) if prefix else ("", tag)


def forget(element: etree._Element) -> None:
    """Free the memory of *element* and of what stands before it."""
    element.clear(keep_tail=False)
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def text_of(element: etree._Element | None) -> str:
    """Return all text in *element*, "" of none.

    Raises:
        ExportRefused: it is longer than any text of an article.
    """
    if element is None:
        return ""
    text = "".join(str(part) for part in element.itertext())
    if len(text) > MAX_FIELD:
        raise ExportRefused(_("An element of the file is longer than any text."))
    return text
