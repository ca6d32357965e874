"""Straight quotes as a language writes them, and apostrophes.

The rule of markdown-it pairs quotes between spaces alone: it leaves those of
Chinese and Japanese, takes '90s for a quotation, and needs tokens, which a
headline has not.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from blog.text.quotation_marks import STRAIGHT, QuotationMarks

APOSTROPHE = "’"
QUOTE = re.compile("[\"']")
ELIDED = re.compile(
    r"(?<!\w)'(?=\d\ds\b|\d\der\b|(?:tis|twas|em|til|cause|s|t|n|ndrangheta)\b(?!'))"
    r"|(?<!\S)'(?=n'(?!\S))|(?<=\s'n)'(?!\S)|(?<=\bun po)'(?!\w)",
    re.IGNORECASE,
)
"""Stands for letters left out: '90s, die 70er, 's morgens, rock 'n' roll, un po' di vino.

Any other may begin a quotation.
"""
MEASURED = re.compile(r"\d'\s?\d+(?:[.,]\d+)?\"|(?<=\d)'(?=\d)(?!\d{3}(?!\d))")
"""Feet and inches, and minutes of arc: neither quotes nor apostrophes, unlike the thousands of 5'000."""
SOUTH_EAST = re.compile("[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff]")
"""Letters of Thai, Lao, Tibetan, Burmese and Khmer, and the marks on them."""
MAX_OPEN = 8
"""Quotations in one another; a text that opens more keeps its straight quotes."""


class Quote(NamedTuple):
    """A quote that was opened: its place in the text, its sign, and whether it stands inside of another."""

    place: int
    sign: str
    is_inner: bool


@lru_cache(4096)
def smarten(text: str, marks: QuotationMarks) -> str:
    """Return *text*, without markup, with *marks* for its straight quotes; typographic ones stay as they were typed."""
    if not QUOTE.search(text):
        return text
    found = find_marks(text, marks)
    return "".join(found.get(place, sign) for place, sign in enumerate(text))


def find_marks(text: str, marks: QuotationMarks) -> dict[int, str]:
    """Return what is to stand for the straight quotes in *text*, by place; one without an entry stays as it is."""
    if marks == STRAIGHT:
        return {}
    reader = QuoteReader(text, marks)
    for match in QUOTE.finditer(text):
        if match.start() not in reader.settled:
            reader.read(match.start())
    reader.finish()
    return reader.found


class QuoteReader:
    """Pairs the straight quotes of one text."""

    def __init__(self, text: str, marks: QuotationMarks) -> None:
        self.text, self.marks = text, marks
        self.found = {match.start(): APOSTROPHE for match in ELIDED.finditer(text)}
        measured = {at for match in MEASURED.finditer(text) for at in range(*match.span())}
        self.settled = measured | self.found.keys()
        self.opened: list[Quote] = []

    def read(self, place: int) -> None:
        """Decide what the quote at *place* is: the end of one that is open, a beginning, an apostrophe or neither."""
        sign, before, after = self.text[place], self.text[place - 1 : place] or " ", self.text[place + 1 : place + 2]
        is_open = any(quote.sign == sign for quote in self.opened)
        can_open, can_close = sides(before, after or " ", is_open=is_open)
        if is_open and can_close:
            self.close(place, sign)
        elif can_open:
            self.open(place, sign)
        elif sign == "'" and is_word(before) and not is_hebrew(before) and (is_word(after) or not before.isdecimal()):
            self.found[place] = APOSTROPHE
        elif sign == '"' and can_close and not before.isdecimal():
            self.found[place] = self.marks.closing  # Of a quotation that began in an earlier paragraph.

    def open(self, place: int, sign: str) -> None:
        """Begin a quotation; single quotes are those of one inside of another, also where they stand alone."""
        if len(self.opened) < MAX_OPEN:
            outside = self.opened[-1].is_inner if self.opened else sign == '"'
            self.opened.append(Quote(place, sign, not outside))

    def close(self, place: int, sign: str) -> None:
        """End the innermost quotation that *sign* began; of what has no end in it, single quotes are apostrophes."""
        while (quote := self.opened.pop()).sign != sign:
            self.found[quote.place] = APOSTROPHE if quote.sign == "'" else quote.sign
        opening, closing = self.marks[2:] if quote.is_inner else self.marks[:2]
        self.found[quote.place], self.found[place] = opening, closing

    def finish(self) -> None:
        """Settle what has no end: a quotation goes on in the next paragraph, a single quote is an apostrophe."""
        for quote in self.opened:
            self.found[quote.place] = self.marks.opening if quote.sign == '"' else APOSTROPHE


def sides(before: str, after: str, *, is_open: bool) -> tuple[bool, bool]:
    """Return whether a quote between these characters can begin a quotation, and whether it can end one."""
    if is_word(before) and is_word(after):
        is_joined = is_unspaced(before) or is_unspaced(after)
        return is_joined and not is_open, is_joined
    can_open, can_close = not (after.isspace() or is_word(before)), not (before.isspace() or is_word(after))
    return can_open and not (can_close and is_open), can_close


def is_word(character: str) -> bool:
    """Return whether *character* belongs to a word: a letter, a digit, a mark on one, or what stands for an object."""
    return character.isalnum() or unicodedata.category(character or " ")[0] == "M" or character == "\ufffc"


def is_unspaced(character: str) -> bool:
    """Return whether *character* is a letter of a script without spaces: none parts it from a quote or mark.

    These are Chinese, Japanese and Korean; Thai, Lao, Tibetan, Burmese and Khmer.
    """
    is_wide = character.isalpha() and unicodedata.east_asian_width(character) == "W"
    return is_wide or SOUTH_EAST.fullmatch(character) is not None


def is_hebrew(character: str) -> bool:
    """Return whether *character* is Hebrew, where such a sign behind a letter is a geresh."""
    return "\u05d0" <= character <= "\u05ea"
