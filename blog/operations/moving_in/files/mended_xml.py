"""XML as a parser takes it, whatever the program that wrote it did wrong: signs, sections, elements left open."""

import html
import re
from collections.abc import Iterator
from typing import IO

from flask_babel import gettext as _

from blog.operations.moving_in.files.character_sets import HEAD_BYTES, decoder_of
from blog.operations.moving_in.imported_items import ExportRefused

BLOCK = 2**18
"""Bytes that are read at once."""
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
CHARACTER = re.compile(r"&#(?:[xX](0*[0-9a-fA-F]{1,6})|(0*\d{1,7}));")
ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)(#?\w{1,32};)?")
TAG = re.compile(
    r"""<(?P<end>/?)(?P<name>[A-Za-z_][\w:.-]*+)(?P<rest>(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+)>|(?P<bare><(?![?!]))"""
)
COMMENT, COMMENT_END = "<!--", "-->"
MAX_WAITING = 65_536
"""Characters of the longest tag or entity."""
OPENING, CLOSING = "<![CDATA[", "]]>"
BEFORE = re.compile(r"<([A-Za-z_][\w:.-]*)(?:\s[^<>]*)?>\s*$")
"""The element of which a section is the whole text."""
DECLARED = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
PLAIN_TYPE = re.compile(
    r"""\s*(?:<!--(?:[^-]|-(?!->)){0,4000}-->\s*)?<!DOCTYPE\s+(?:rss|rdf:RDF|html)\b"""
    r"""(?:\s+(?:PUBLIC|SYSTEM|"[^"<\[]{0,200}"|'[^'<\[]{0,200}'))*\s*>""",
    re.IGNORECASE,
)
"""A document type that declares nothing itself, as feeds of RSS 0.91 begin: it is passed over."""
PROLOGUE = re.compile(r"<\?xml[^>]{0,400}>")
MAX_SECTION = 4 * 2**20
"""Characters after a doubtful end of a section in which another end is looked for."""
DEEPEST = 200
"""Elements around a tag in which its beginning is looked for."""
FRAME = "export"
"""Element around all, so that what follows the end of the outermost element is no fault."""


class MendedText:
    """Text of *stream* as a parser takes it: well-formed, UTF-8 whatever its declaration says."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.head = stream.read(HEAD_BYTES)
        self.decoder = decoder_of(self.head)
        self.section = ""
        """Element that has the open section as its whole text, if there is one."""
        self.is_raw = False
        self.left = ""
        self.before = ""
        """End of what was written."""
        self.is_ended = False
        self.is_begun = False
        self.opened: list[tuple[str, bool]] = []
        """Elements that are open, and whether another one stands in them."""
        self.outermost = ""
        self.is_whole = False
        """Whether the outermost element ended."""

    def blocks(self) -> Iterator[bytes]:
        """Yield the mended bytes.

        Raises:
            ExportRefused: it declares entities, or ends too early.
        """
        yield f"<{FRAME}>".encode()
        while not self.is_ended:
            data = self.head or self.stream.read(BLOCK)
            self.head, self.is_ended = b"", not data
            yield self.mend(self.begin(self.decoder.decode(data, final=self.is_ended))).encode()
        if not self.is_whole:
            raise ExportRefused(_("The file ends too early: it is not whole. Export it again."))
        yield f"</{FRAME}>".encode()

    def begin(self, text: str) -> str:
        """Return *text*, at the beginning of the file without what stands before its first line."""
        if self.is_begun or not text:
            return text
        self.is_begun = True
        found = PROLOGUE.search(text, 0, MAX_WAITING)
        text = text[found.end() :] if found else text
        found = PLAIN_TYPE.match(text)
        return text[found.end() :] if found else text

    def mend(self, text: str) -> str:
        """Return what can be said of *text* already; what may go on in the next block waits."""
        text, mended = CONTROLS.sub("", self.left + text), list[str]()
        self.left = ""
        while text:
            found = self.find_end(text) if self.is_raw else text.find(OPENING)
            if found < 0:
                keep = 0 if self.is_ended else self.waiting_length(text)
                self.left = text[len(text) - keep :] if keep else ""
                mended.append(self.mend_part(text[: len(text) - keep]))
                break
            mark = CLOSING if self.is_raw else OPENING
            mended += [self.mend_part(text[:found]), mark]
            text, self.is_raw = text[found + len(mark) :], not self.is_raw
        return "".join(mended)

    def find_end(self, text: str) -> int:
        """Return where the open section ends in *text*; -1 where that is not to be seen yet.

        An end amid the text of an element, which authors write, is none where
        the element goes on to another one.
        """
        first = text.find(CLOSING)
        if not self.section or first < 0:
            return first
        another = text.find(OPENING, first)
        closing = re.compile(rf"(\]\]>\s{{0,99}})?</{re.escape(self.section)}\s{{0,99}}>")
        is_next = another >= 0 and "</" not in text[first:another]
        ends = closing.search(text, first, another if is_next else first + MAX_SECTION)
        if ends is not None:
            return ends.start() if ends[1] else first
        is_cut = not is_next and not self.is_ended and len(text) - first < MAX_SECTION
        return -1 if is_cut else first

    def waiting_length(self, text: str) -> int:
        """Return how many characters at the end of *text* may be the beginning of a mark, a tag or an entity."""
        if self.is_raw:
            found = text.find(CLOSING)
            return len(text) - found if found >= 0 else min(len(text), len(CLOSING) - 1)
        cut = max(0, len(text) - len(OPENING) + 1)
        for sign, end in (("&", ";"), ("<", ">"), (COMMENT, COMMENT_END)):
            start = text.rfind(sign, max(0, cut - MAX_WAITING), cut)
            if start >= 0 and end not in text[start:cut]:
                cut = start
        return len(text) - cut

    def mend_part(self, text: str) -> str:
        """Return *text*, without bare signs and entities that only HTML knows; each element ends that began."""
        if self.is_raw:
            return text.replace(CLOSING, "]]]]><![CDATA[>")
        if DECLARED.search(text):
            raise ExportRefused(_("The file declares a document type or entities, which no export does."))
        text = PROLOGUE.sub("", drop_comments(text)).replace("]", "&#93;")
        text = TAG.sub(self.mend_tag, ENTITY.sub(mend_entity, CHARACTER.sub(mend_character, text)))
        self.before = (self.before + text)[-400:]
        opened = BEFORE.search(self.before)
        self.section = opened[1] if opened else ""
        return text

    def mend_tag(self, found: re.Match[str]) -> str:
        """Return a tag, or a sign that begins none; after the ends of elements that are open within what it ends."""
        name = found["name"]
        if found["bare"]:
            return "&lt;"
        if not found["end"]:
            self.outermost = self.outermost or name
            if self.opened:
                self.opened[-1] = (self.opened[-1][0], True)
            if not found["rest"].endswith("/"):
                self.opened.append((name, False))
            return found[0]
        ended = self.find_open(name)
        self.is_whole = self.is_whole or (name == self.outermost and ended == len(self.opened) > 0)
        closed = [self.opened.pop()[0] for _number in range(ended)]
        return "".join(f"</{one}>" for one in closed)

    def find_open(self, name: str) -> int:
        """Return how many open elements end with </*name*>: one of another name only if nothing stands in it."""
        for count, (opened, _holds) in enumerate(reversed(self.opened[-DEEPEST:]), 1):
            if opened == name:
                return count
        return int(bool(self.opened) and not self.opened[-1][1] and len(self.opened) > 1)


def drop_comments(text: str) -> str:
    """Return *text* without comments; one without an end is text."""
    kept, place = list[str](), 0
    while (start := text.find(COMMENT, place)) >= 0 and (end := text.find(COMMENT_END, start)) >= 0:
        kept.append(text[place:start])
        place = end + len(COMMENT_END)
    return "".join([*kept, text[place:].replace(COMMENT, "&lt;!--")])


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
