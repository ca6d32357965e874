"""Excerpts of what was found: the stretch of plain text that says most about what was sought, with the hits marked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from blog.database.search.accent_folding import fold
from blog.database.search.query_parser import Term

WORD = re.compile(r"[^\W_]+")
LENGTH = 220
LEAD_IN = 70
"""Characters shown before the first hit."""
MOST_SEARCHED = 100_000
MOST_HITS = 200
"""Hits among which the best stretch is looked for."""


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
    known: dict[str, bool] = field(default_factory=dict, compare=False)
    """What was asked before: most words of a page stand there many times."""

    def has(self, word: str) -> bool:
        """Return whether *word*, as it stands in the text, is a hit."""
        is_hit = self.known.get(word)
        if is_hit is None:
            folded = fold(word)
            is_hit = self.known[word] = folded in self.whole or folded.startswith(self.beginnings or ("\0",))
        return is_hit


def read_sought(terms: Sequence[Term]) -> Sought:
    """Return what counts as a hit for *terms*."""
    wanted = [term for term in terms if not term.is_excluded]
    whole = frozenset(fold(word) for term in wanted for word in WORD.findall(term.text))
    return Sought(whole, tuple(fold(term.text) for term in wanted if term.is_beginning))


def excerpt(standfirst: str, body: str, sought: Sought) -> list[Piece]:
    """Return the stretch of *body* with the most different hits, the first such; the standfirst when it has none."""
    hits = find_hits(body, sought)
    if not hits:
        return cut(standfirst or body, 0, sought)
    return cut(body, best_start(hits), sought)


def find_hits(text: str, sought: Sought) -> list[tuple[int, str]]:
    """Return where in *text* hits begin, with what was sought there."""
    searched = text[:MOST_SEARCHED]
    folded = fold(searched)
    if len(folded) != len(searched):  # Places differ where a letter folds into two, and so each word is looked at.
        matches = (match for match in WORD.finditer(searched) if sought.has(match[0]))
        return [(match.start(), fold(match[0])) for match in islice(matches, MOST_HITS)]
    words = [(word, True) for word in sought.beginnings]
    words += [(word, False) for word in sought.whole.difference(sought.beginnings)]
    return sorted((place, word) for word, is_open in words for place in find_places(folded, word, is_open=is_open))


def find_places(text: str, word: str, *, is_open: bool) -> Iterator[int]:
    """Yield where *word* begins in *text*, as a whole word or, when *is_open*, as the beginning of one."""
    place = text.find(word)
    for _ in range(MOST_HITS):
        if place < 0:
            return
        end = place + len(word)
        if not text[place - 1 : place].isalnum() and (is_open or not text[end : end + 1].isalnum()):
            yield place
        place = text.find(word, end)


def best_start(hits: Sequence[tuple[int, str]]) -> int:
    """Return the place of the hit that, with those that fit into an excerpt after it, shows most different words."""

    def worth(number: int) -> int:
        place = hits[number][0]
        return len({word for at, word in hits[number : number + 40] if at < place + LENGTH - LEAD_IN})

    return hits[max(range(len(hits)), key=worth)][0]


def cut(text: str, hit: int, sought: Sought) -> list[Piece]:
    """Return the stretch of *text* around the place *hit*, whole words, with a sign where text was left out."""
    start = word_border(text, hit - LEAD_IN) if hit > LEAD_IN else 0
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
