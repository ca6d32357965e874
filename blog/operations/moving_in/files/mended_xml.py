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
ESCAPED_END = f"{CLOSING}{OPENING}>"
"""An end amid the words of an author, as programs escape it."""
MAX_SECTION = 4 * 2**20
"""Characters after a doubtful end of a section in which another end is looked for."""
MAX_VAIN = 100
"""Searches for another end that found none, after which the first one counts."""
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
        self.first: int | None = None
        """Where the next end of a section stands, None where that was not looked for."""
        self.vain = 0
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
        text, mended, place = CONTROLS.sub("", self.left + text), list[str](), 0
        self.left, self.first = "", None
        while place < len(text):
            found = self.find_end(text, place) if self.is_raw else text.find(OPENING, place)
            if found < 0:
                rest = text[place:]
                cut = len(rest) - (0 if self.is_ended else self.waiting_length(rest))
                self.left = rest[cut:]
                mended.append(self.mend_part(rest[:cut]))
                break
            mark = CLOSING if self.is_raw else OPENING
            mended += [self.mend_part(text[place:found]), mark]
            place = found + (len(mark) if text.startswith(mark, found) else 0)
            self.is_raw = not self.is_raw
        return "".join(mended)

    def find_end(self, text: str, place: int) -> int:
        """Return where the section open at *place* ends, at the end of its element; -1 where that is not seen yet."""
        if self.first is None or 0 <= self.first < place:
            self.first = text.find(CLOSING, place)
        first = self.first
        if self.section and (left_open := self.find_left_open(text, place, first)) >= 0:
            return left_open
        if not self.section or first < 0 or self.vain > MAX_VAIN:
            return first
        another = text.find(OPENING, first)
        closing = re.compile(rf"(\]\]>\s{{0,99}})?</{re.escape(self.section)}\s{{0,99}}>")
        is_next = another >= 0 and text.find("</", first, another) < 0
        ends = closing.search(text, first, another if is_next else first + MAX_SECTION)
        if ends is not None:
            return ends.start() if ends[1] else first
        if not is_next and not self.is_ended and len(text) - first < MAX_SECTION:
            return -1
        self.vain += not is_next
        return first

    def find_left_open(self, text: str, place: int, first: int) -> int:
        """Return where the element of a section ends of which *first* is no end, but that of a later one; else -1."""
        end, until = f"</{self.section}", first if first >= 0 else len(text)
        start = text.find(end, place, until)
        if start < 0 or (first >= 0 and text.startswith(ESCAPED_END[: len(text) - first], first)):
            return -1
        found = re.compile(rf"{re.escape(end)}\s{{0,99}}>(?=\s{{0,99}}</?[A-Za-z_])").search(text, start, until)
        if found is None:
            return -1
        if first < 0:
            return found.start() if self.is_ended or len(text) - found.start() >= MAX_SECTION else -1
        return found.start() if text.find(OPENING, found.end(), first) >= 0 else -1

    def waiting_length(self, text: str) -> int:
        """Return how many characters at the end of *text* may be the beginning of a mark, a tag or an entity."""
        if self.is_raw:
            end = f"</{self.section}" if self.section else CLOSING
            marks = (text.find(CLOSING), text.find(end, max(0, len(text) - MAX_SECTION)))
            return len(text) - min((one for one in marks if one >= 0), default=max(0, len(text) - len(end) - 2))
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
