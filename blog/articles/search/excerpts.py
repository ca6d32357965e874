"""Excerpts of search results: the passage with the most different query words, and highlighted hits."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from blog.database.search.accent_folding import fold
from blog.database.search.query_parser import Term
from blog.database.search.stemming import query_stems, stem_language
from blog.database.search.tokenizer import JOINERS, NUMBER, RUN, SPACED, UNIT, WORD, compounds, is_unspaced

COMPOUND_OR_WORD = re.compile(f"(?P<run>{RUN.pattern})|(?P<word>{NUMBER.pattern}|{SPACED}(?:[{JOINERS}]{SPACED})*)")
EXCERPT_LENGTH = 220
"""Characters."""
LEAD_IN = 70
"""Characters shown before the first hit."""
MAX_SEARCHED = 100_000
COMMON_START = 3
"""Letters that a stem has in common with the forms of its word."""
MAX_HITS = 200
"""Hits among which the best passage is chosen."""


@dataclass(frozen=True)
class Fragment:
    """A piece of plain text, with whether it is a hit; templates escape it like any text."""

    text: str
    is_hit: bool


@dataclass(frozen=True)
class Highlighter:
    """Decides what of a text are hits, as it is folded.

    Args:
        words: whole words.
        prefixes: beginnings of words.
        parts: what stands within a text without spaces.
        stems: marked stems.
    """

    words: frozenset[str]
    prefixes: tuple[str, ...]
    parts: tuple[str, ...] = ()
    stems: frozenset[str] = frozenset()
    form: re.Pattern[str] | None = None
    """Folded words that may have one of the stems."""
    cache: dict[str, bool] = field(default_factory=dict, compare=False)
    """Answers so far, since most words of a text occur many times."""

    def matches(self, word: str) -> bool:
        """Return whether *word*, not folded yet, is a hit."""
        is_hit = self.cache.get(word)
        if is_hit is None:
            folded = fold(word).replace(" ", "")
            is_hit = folded in self.words or folded.startswith(self.prefixes or ("\0",))
            is_hit = is_hit or (self.form is not None and self.form.match(folded) is not None and self.has_stem(word))
            self.cache[word] = is_hit
        return is_hit

    def has_stem(self, word: str) -> bool:
        """Return whether *word* is another form of a word that is sought."""
        return not self.stems.isdisjoint(query_stems(word, self.languages))

    @cached_property
    def languages(self) -> frozenset[str]:
        """Return the codes of the languages of the stems."""
        return frozenset(map(stem_language, self.stems))

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield first and last offset of each hit in *text*, in order."""
        for match in COMPOUND_OR_WORD.finditer(text):
            if match["run"]:
                yield from find_parts(match[0], match.start(), self.parts)
            elif self.matches(match[0]):
                yield match.span()
            elif not match[0].isalnum():
                words = WORD.finditer(text, *match.span())
                yield from (word.span() for word in words if self.matches(word[0]))


def find_parts(run: str, offset: int, parts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield first and last offset of each of *parts* in *run*, which has no spaces and begins at *offset*."""
    units = [(match.start() + offset, match.end() + offset, fold(match[0])) for match in UNIT.finditer(run)]
    place = 0
    while place < len(units):
        length = max((length for part in parts if (length := count_units(units[place:], part))), default=0)
        if length:
            yield units[place][0], units[place + length - 1][1]
        place += length or 1


def count_units(units: Sequence[tuple[int, int, str]], part: str) -> int:
    """Return how many of *units* are *part*, 0 when they begin otherwise."""
    for count, (_, _, unit) in enumerate(units, 1):
        if not part.startswith(unit):
            return 0
        part = part[len(unit) :]
        if not part:
            return count
    return 0


def make_highlighter(terms: Sequence[Term]) -> Highlighter:
    """Return the highlighter for *terms*, the excluded ones left out."""
    words, prefixes, parts = set[str](), set[str](), set[str]()
    for term in (term for term in terms if not term.is_excluded):
        found = [match[0] for match in WORD.finditer(fold(term.text))]
        parts.update(word for word in found if is_unspaced(word))
        words.update(word for word in found if not is_unspaced(word))
        words.update(compounds(term.text))
        if term.is_prefix:
            prefixes.update(spelling.tokens[-1] for spelling in term.spellings)
    stems = frozenset(stem for term in terms for stem in term.stems)
    return Highlighter(frozenset(words), tuple(sorted(prefixes)), tuple(sorted(parts)), stems, form_pattern(stems))


def form_pattern(stems: Collection[str]) -> re.Pattern[str] | None:
    """Return the pattern of folded words that may have one of *stems*: to stem each word of a text takes too long.

    The forms of a word begin as its stem does, but for an Arabic article before
    it; a Serbian stem is in Latin letters whatever the word is in.
    """
    starts = {"" if stem_language(stem) == "sr" else stem[1 : 1 + COMMON_START] for stem in stems}
    before = "\\S{0,4}?" if any(stem_language(stem) == "ar" and not stem[1:].isascii() for stem in stems) else ""
    either = "|".join(map(re.escape, sorted(starts)))
    return re.compile(rf"(?<!\S){before}(?:{either})\S*") if starts else None


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
        if hits or not any(map(highlighter.matches, compounds(searched))):
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
