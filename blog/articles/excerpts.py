"""Excerpts of what was found: a stretch of plain text around the first hit, with the hits marked."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from blog.searchindex import Term

WORD = re.compile(r"[^\W_]+")
LENGTH = 220
LEAD_IN = 70
"""Characters shown before the first hit."""
MOST_SEARCHED = 100_000


@dataclass(frozen=True)
class Piece:
    """A stretch of text that is a hit or is none; templates escape it like any text."""

    text: str
    is_hit: bool


@dataclass(frozen=True)
class Sought:
    """The folded words that count as hits: *whole* ones and *beginnings*."""

    whole: frozenset[str]
    beginnings: tuple[str, ...]

    def has(self, word: str) -> bool:
        """Return whether *word*, as it stands in the text, is a hit."""
        folded = fold(word)
        return folded in self.whole or folded.startswith(self.beginnings or ("\0",))


def fold(word: str) -> str:
    """Return *word* without accents and case, as both databases compare it."""
    bare = (character for character in unicodedata.normalize("NFD", word) if unicodedata.category(character) != "Mn")
    return "".join(bare).casefold()


def read_sought(terms: Sequence[Term]) -> Sought:
    """Return what counts as a hit for *terms*."""
    wanted = [term for term in terms if not term.is_excluded]
    whole = frozenset(fold(word) for term in wanted for word in WORD.findall(term.text))
    return Sought(whole, tuple(fold(term.text) for term in wanted if term.is_beginning))


def excerpt(text: str, sought: Sought) -> list[Piece]:
    """Return a stretch of *text* around its first hit; its beginning when there is none."""
    hits = (match.start() for match in WORD.finditer(text, 0, MOST_SEARCHED) if sought.has(match[0]))
    first = next(hits, 0)
    start = word_border(text, first - LEAD_IN) if first > LEAD_IN else 0
    stretch = text[start : start + LENGTH]
    is_cut = start + LENGTH < len(text)
    if is_cut and " " in stretch:
        stretch = stretch[: stretch.rindex(" ")]
    return [*ellipsis(start > 0), *mark(stretch, sought), *ellipsis(is_cut)]


def word_border(text: str, near: int) -> int:
    """Return where the first word after *near* begins; *near* itself when no space is close."""
    space = text.find(" ", near, near + LEAD_IN)
    return space + 1 if space >= 0 else near


def ellipsis(is_cut: bool) -> list[Piece]:
    """Return the sign that text was left out, if it was."""
    return [Piece("…", is_hit=False)] if is_cut else []


def mark(text: str, sought: Sought) -> Iterator[Piece]:
    """Yield *text* in pieces, each hit one of its own."""
    done = 0
    for match in WORD.finditer(text):
        if sought.has(match[0]):
            if match.start() > done:
                yield Piece(text[done : match.start()], is_hit=False)
            yield Piece(match[0], is_hit=True)
            done = match.end()
    if done < len(text):
        yield Piece(text[done:], is_hit=False)
