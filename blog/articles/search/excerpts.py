"""Excerpts of search results: the passage with the most different query words, and highlighted hits."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from blog.database.search.accent_folding import fold
from blog.database.search.query_parser import Term

WORD = re.compile(r"[^\W_]+")
EXCERPT_LENGTH = 220
"""Characters."""
LEAD_IN = 70
"""Characters shown before the first hit."""
MAX_SEARCHED = 100_000
MAX_HITS = 200
"""Hits among which the best passage is chosen."""


@dataclass(frozen=True)
class Fragment:
    """A piece of plain text, with whether it is a hit; templates escape it like any text."""

    text: str
    is_hit: bool


@dataclass(frozen=True)
class Highlighter:
    """Decides which words of a text are hits: those that are, folded, among *words* or begin with one of *prefixes*."""

    words: frozenset[str]
    prefixes: tuple[str, ...]
    cache: dict[str, bool] = field(default_factory=dict, compare=False)
    """Answers so far, since most words of a text occur many times."""

    def matches(self, word: str) -> bool:
        """Return whether *word*, not folded yet, is a hit."""
        is_hit = self.cache.get(word)
        if is_hit is None:
            folded = fold(word)
            is_hit = self.cache[word] = folded in self.words or folded.startswith(self.prefixes or ("\0",))
        return is_hit


def make_highlighter(terms: Sequence[Term]) -> Highlighter:
    """Return the highlighter for *terms*, the excluded ones left out."""
    included = [term for term in terms if not term.is_excluded]
    words = frozenset(fold(word) for term in included for word in WORD.findall(term.text))
    return Highlighter(words, tuple(fold(term.text) for term in included if term.is_prefix))


def excerpt(standfirst: str, body: str, highlighter: Highlighter) -> list[Fragment]:
    """Return the first passage of *body* with the most different hits; the standfirst when the body has none."""
    hits = find_hits(body, highlighter)
    if not hits:
        return cut_excerpt(standfirst or body, 0, highlighter)
    return cut_excerpt(body, best_hit(hits), highlighter)


def find_hits(text: str, highlighter: Highlighter) -> list[tuple[int, str]]:
    """Return offset and folded word of each hit in *text*, in order."""
    searched = text[:MAX_SEARCHED]
    folded = fold(searched)
    if len(folded) != len(searched):
        # A letter was folded into two, so offsets in the folded text are wrong: test word by word instead.
        matches = (match for match in WORD.finditer(searched) if highlighter.matches(match[0]))
        return [(match.start(), fold(match[0])) for match in islice(matches, MAX_HITS)]
    sought = [(word, True) for word in highlighter.prefixes]
    sought += [(word, False) for word in highlighter.words.difference(highlighter.prefixes)]
    return sorted(
        (at, word) for word, is_prefix in sought for at in find_occurrences(folded, word, is_prefix=is_prefix)
    )


def find_occurrences(text: str, word: str, *, is_prefix: bool) -> Iterator[int]:
    """Yield the offsets of *word* in *text*, as a whole word or, if *is_prefix*, at the beginning of one."""
    place = text.find(word)
    for _ in range(MAX_HITS):
        if place < 0:
            return
        end = place + len(word)
        if not text[place - 1 : place].isalnum() and (is_prefix or not text[end : end + 1].isalnum()):
            yield place
        place = text.find(word, end)


def best_hit(hits: Sequence[tuple[int, str]]) -> int:
    """Return the offset of the hit at which an excerpt would show the most different words."""

    def worth(number: int) -> int:
        place = hits[number][0]
        return len({word for at, word in hits[number : number + 40] if at < place + EXCERPT_LENGTH - LEAD_IN})

    return hits[max(range(len(hits)), key=worth)][0]


def cut_excerpt(text: str, hit: int, highlighter: Highlighter) -> list[Fragment]:
    """Return the whole words of *text* around the offset *hit*, with an ellipsis where text was cut off."""
    start = next_word_start(text, hit - LEAD_IN) if hit > LEAD_IN else 0
    passage = text[start : start + EXCERPT_LENGTH]
    is_cut = start + EXCERPT_LENGTH < len(text)
    if is_cut and " " in passage:
        passage = passage[: passage.rindex(" ")]
    return [*ellipsis(start > 0), *highlight(passage, highlighter), *ellipsis(is_cut)]


def next_word_start(text: str, near: int) -> int:
    """Return the offset of the first word after *near*; *near* itself when there is no space within LEAD_IN."""
    space = text.find(" ", near, near + LEAD_IN)
    return space + 1 if space >= 0 else near


def ellipsis(is_cut: bool) -> list[Fragment]:
    """Return an ellipsis if *is_cut*, else nothing."""
    return [Fragment("…", is_hit=False)] if is_cut else []


def highlight(text: str, highlighter: Highlighter) -> Iterator[Fragment]:
    """Yield *text* in fragments, each hit one of its own."""
    done = 0
    for match in WORD.finditer(text):
        if highlighter.matches(match[0]):
            if match.start() > done:
                yield Fragment(text[done : match.start()], is_hit=False)
            yield Fragment(match[0], is_hit=True)
            done = match.end()
    if done < len(text):
        yield Fragment(text[done:], is_hit=False)
