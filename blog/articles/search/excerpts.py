"""Excerpts of search results: the passage with the most different query words, and highlighted hits."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from blog.articles.search.highlighting import Highlighter
from blog.database.search.accent_folding import fold

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
    if len(folded) == len(searched):
        # It has the same offsets, and need not be gone through word by word unless a compound is the hit.
        hits = find_folded_hits(folded, highlighter)
        hits = sorted([*hits, *find_forms(searched, folded, highlighter)])[:MAX_HITS]
        if hits or not highlighter.has_compound(searched):
            return hits
    spans = islice(highlighter.find(searched), MAX_HITS)
    return [(start, fold(searched[start:end])) for start, end in spans]


def find_folded_hits(folded: str, highlighter: Highlighter) -> list[tuple[int, str]]:
    """Return offset and word of each hit in the *folded* text, in order; none of compounds."""
    sought = [(word, True) for word in highlighter.prefixes]
    sought += [(word, False) for word in highlighter.words.difference(highlighter.prefixes)]
    found = [(at, word) for word, is_prefix in sought for at in find_occurrences(folded, word, is_prefix=is_prefix)]
    found += [(match.start(), part) for part in highlighter.parts for match in re.finditer(re.escape(part), folded)]
    return sorted(found)[:MAX_HITS]


def find_forms(text: str, folded: str, highlighter: Highlighter) -> Iterator[tuple[int, str]]:
    """Yield offset and folded word of the other forms of words that are sought, but for those with such a beginning."""
    for match in highlighter.form.finditer(folded) if highlighter.form else ():
        is_found = match[0].startswith(highlighter.prefixes or ("\0",))
        if not is_found and highlighter.has_stem(text[match.start() : match.end()]):
            yield match.start(), match[0]


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
    for start, end in highlighter.find(text):
        if start > done:
            yield Fragment(text[done:start], is_hit=False)
        yield Fragment(text[start:end], is_hit=True)
        done = end
    if done < len(text):
        yield Fragment(text[done:], is_hit=False)
