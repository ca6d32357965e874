"""XML of exports, one element at a time: mended where programs write it wrongly, refused where it is a trap."""

import codecs
import html
import re
from collections.abc import Iterator
from typing import IO, NamedTuple

from flask_babel import gettext as _
from lxml import etree

from blog.operations.moving_in.imported_items import ExportRefused

BLOCK = 2**18
"""Bytes that are read at once."""
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
CHARACTER = re.compile(r"&#(?:[xX](0*[0-9a-fA-F]{1,6})|(0*\d{1,7}));")
ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)(#?\w{1,32};)?")
MAX_ENTITY = 40
"""Characters of the longest entity."""
OPENING, CLOSING = "<![CDATA[", "]]>"
DECLARED = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
MAX_FIELD = 64 * 2**20
"""Characters of one element."""
PREFIX = re.compile(r"^(\w+):")


class XmlElement(NamedTuple):
    """An element that ended: its name without prefix, its namespace or prefix, and the element with all inside."""

    name: str
    space: str
    element: etree._Element


class MendedText:
    """Text of *stream* as a parser takes it: no control characters, no bare &, UTF-8 whatever is broken in it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.is_raw = False
        self.left = ""
        self.is_ended = False

    def blocks(self) -> Iterator[bytes]:
        """Yield the mended bytes."""
        while not self.is_ended:
            data = self.stream.read(BLOCK)
            self.is_ended = not data
            yield self.mend(self.decoder.decode(data, final=self.is_ended)).encode()

    def mend(self, text: str) -> str:
        """Return what can be said of *text* already; what may go on in the next block waits."""
        text, mended = CONTROLS.sub("", self.left + text), list[str]()
        self.left = ""
        while text:
            mark = CLOSING if self.is_raw else OPENING
            found = text.find(mark)
            if found < 0:
                keep = 0 if self.is_ended else self.waiting_length(text, mark)
                self.left = text[len(text) - keep :] if keep else ""
                mended.append(self.mend_part(text[: len(text) - keep]))
                break
            mended += [self.mend_part(text[:found]), mark]
            text, self.is_raw = text[found + len(mark) :], not self.is_raw
        return "".join(mended)

    def waiting_length(self, text: str, mark: str) -> int:
        """Return how many characters at the end of *text* may be the beginning of a mark or of an entity."""
        cut = max(0, len(text) - len(mark) + 1)
        start = text.rfind("&", max(0, cut - MAX_ENTITY), cut)
        if not self.is_raw and start >= 0 and ";" not in text[start:cut]:
            cut = start
        return len(text) - cut

    def mend_part(self, text: str) -> str:
        """Return *text* outside of CDATA without bare & and without entities that only HTML knows."""
        if self.is_raw:
            return text
        if DECLARED.search(text):
            raise ExportRefused(_("The file declares a document type or entities, which no export does."))
        return ENTITY.sub(mend_entity, CHARACTER.sub(mend_character, text))


def mend_character(found: re.Match[str]) -> str:
    """Return a numeric reference, nothing for one of a character that XML must not hold."""
    number = int(found[1], 16) if found[1] else int(found[2])
    is_allowed = number in {9, 10, 13} or 0x20 <= number <= 0xD7FF or 0xE000 <= number <= 0xFFFD
    return found[0] if is_allowed or 0x10000 <= number <= 0x10FFFF else ""


def mend_entity(found: re.Match[str]) -> str:
    """Return the character of an entity of HTML, and a bare & as one."""
    if found[1] and found[1].startswith("#"):
        return found[0]
    character = html.unescape(found[0]) if found[1] else "&"
    return character.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


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
