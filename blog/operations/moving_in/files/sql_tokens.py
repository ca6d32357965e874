"""The words of a dump of MySQL or MariaDB, one at a time: nothing is executed, and no more than one is in memory."""

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from typing import IO, NamedTuple

from flask_babel import gettext as _

from blog.operations.moving_in.imported_items import ExportRefused

BLOCK = 2**18
"""Bytes that are read at once."""
MAX_TOKEN = 64 * 2**20
"""Bytes of one value; MySQL itself takes packets of 64 MB."""
MARGIN = 400
NAMED = rb"`(?:[^`]++|``)*+`"
COMMENT = rb"/\*M?!999999.*?(?:\*/|\Z)|/\*(?!M?!).*?(?:\*/|\Z)|--(?=[\s\x00]|\Z)[^\n]*+"
"""MariaDB opens a dump with a conditional comment that every server passes over."""
TOKEN = re.compile(
    rb"(?P<space>[\s\x00]++|" + COMMENT + rb"|/\*M?!\d*|\*/|\#(?!__)[^\n]*+)"
    rb"|(?P<name>" + NAMED + rb")"
    rb"|(?P<hex>0[xX][0-9a-fA-F]++|[xX]'[0-9a-fA-F]*+')"
    rb"|(?P<bits>0b[01]++|[bB]'[01]*+')"
    rb"|(?P<word>[+-]?[\w.$@#\x80-\xff]++(?:(?<=[eE])[+-]\d++)?)"
    rb"|(?P<mark>.)",
    re.DOTALL,
)
SKIPPED = re.compile(rb"(?P<other>[^;'\"`/-]++|" + NAMED + rb"|" + COMMENT + rb")|(?P<mark>.)", re.DOTALL)
"""Parts of a statement that nobody reads; ";" stands alone."""
QUOTES = frozenset(b"'\"")


class Token(NamedTuple):
    """One word: "string", "name", "hex", "bits", "word" or "mark", and its bytes as they stand."""

    kind: str
    data: bytes


class SqlTokens:
    """Reads the words of *stream*."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.left = b""
        self.place = 0
        self.is_ended = False
        self.head = self.tail = b""
        """The first and the last bytes that were read."""

    def __iter__(self) -> Iterator[Token]:
        """Yield the words, without spaces and comments; what conditional comments hold is read."""
        while (found := self.read(TOKEN)) is not None:
            if found.kind != "space":
                yield found

    def skip_statement(self) -> None:
        """Pass over all to the next semicolon."""
        while (found := self.read(SKIPPED)) is not None and found.data != b";":
            pass

    def read(self, pattern: re.Pattern[bytes]) -> Token | None:
        """Return the next word, which more bytes cannot make longer; None at the end.

        Raises:
            ExportRefused: a value has no end, or is longer than any that a database takes.
        """
        while True:
            kind, end = self.find_word(pattern)
            if end > self.place and (self.is_ended or end < len(self.left)):
                word = Token(kind, self.left[self.place : end])
                self.place = end
                return word
            if self.is_ended and self.place < len(self.left):
                raise ExportRefused(_("The dump ends in the middle of a value: it is not whole. Export it again."))
            if self.is_ended:
                return None
            self.read_more()

    def find_word(self, pattern: re.Pattern[bytes]) -> tuple[str, int]:
        """Return the kind of the next word, and where it ends; no place where its end was not read yet."""
        if self.place < len(self.left) and self.left[self.place] in QUOTES:
            return "string", find_end(self.left, self.place)
        found = pattern.match(self.left, self.place)
        if found is None or found[0] == b"`":
            return "", self.place
        return found.lastgroup or "mark", found.end()

    def read_more(self) -> None:
        """Read as much again as waits, at least a block, so that a long value is not looked at too often."""
        waiting = self.left[self.place :]
        if len(waiting) > MAX_TOKEN:
            raise ExportRefused(_("A value of the dump is longer than any that a database takes."))
        data = self.stream.read(max(BLOCK, len(waiting)))
        self.is_ended = not data
        data = data if self.head else data.removeprefix(BOM_UTF8)
        self.head, self.tail = self.head or data[:MARGIN], (self.tail + data)[-MARGIN:]
        self.left, self.place = waiting + data, 0


def find_end(data: bytes, start: int) -> int:
    """Return where the string that begins at *start* ends, *start* itself if its end is not there."""
    quote, place = data[start : start + 1], start + 1
    while (place := data.find(quote, place)) >= 0:
        head = data[max(start + 1, place - 1) : place]
        if head == b"\\" and is_escaped(data, start, place):
            place += 1
        elif data[place + 1 : place + 2] == quote:
            place += 2
        else:
            return place + 1
    return start


def is_escaped(data: bytes, start: int, place: int) -> bool:
    """Return whether an odd number of backslashes stands before *place* in the string from *start*."""
    count = 0
    while place - count - 1 > start and data[place - count - 1] == 0x5C:
        count += 1
    return count % 2 == 1
