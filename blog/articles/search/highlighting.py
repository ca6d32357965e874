"""What is highlighted of a text: words, beginnings, other forms of words, and parts of what has no spaces."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import chain

from blog.database.search.accent_folding import fold
from blog.database.search.orthography.respellings import respellings
from blog.database.search.query_parser import Term
from blog.database.search.stemming import query_stems, stem_language
from blog.database.search.tokenizer import (
    JOINER,
    NUMBER,
    RUN,
    SPACED,
    UNIT,
    WORD,
    compounds,
    is_unspaced,
    join_compound,
    joined_numbers,
    joined_words,
    respelled_words,
)

COMPOUND_OR_WORD = re.compile(f"(?P<run>{RUN.pattern})|(?P<word>{NUMBER.pattern}|{SPACED}(?:{JOINER}{SPACED})*)")
DIGIT = re.compile(r"\d")
TWO_LETTERED = re.compile("[aou]e|aa")
"""Stands in whatever finds a word with two letters for an umlaut, and not the word with the letter alone."""
COMMON_START = {"uk": 1}
USUAL_COMMON_START = 3
"""Letters that a stem has in common with the forms of its word, by language and else."""
MAX_CACHED = 10_000
"""Words whose forms are kept, some 3 MB."""
PREFIXED = ("ar", "he")
"""Languages that write an article and the like together with a word."""


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
    language: str = ""
    """Code of the language of the stems."""
    cache: dict[str, bool] = field(default_factory=dict, compare=False)
    """Answers so far, since most words of a text occur many times."""
    form_cache: dict[str, bool] = field(default_factory=dict, compare=False)
    """Answers so far on other forms of words."""

    def matches(self, word: str) -> bool:
        """Return whether *word*, not folded yet, is a hit."""
        is_hit = self.cache.get(word)
        if is_hit is None:
            forms = written_forms(word)
            is_hit = self.cache[word] = self.is_sought(forms) or self.is_form(word, forms[0])
        return is_hit

    def is_sought(self, forms: Iterable[str]) -> bool:
        """Return whether one of *forms* is or begins as what is sought; a loop is far quicker than any()."""
        for form in forms:  # noqa: SIM110
            if form in self.words or form.startswith(self.prefixes):
                return True
        return False

    def is_form(self, word: str, folded: str) -> bool:
        """Return whether *word*, which is *folded* so, is another form of a word that is sought."""
        return self.form is not None and self.form.match(folded) is not None and self.has_stem(word)

    def has_compound(self, text: str) -> bool:
        """Return whether a compound of *text* is a hit; those that no query like this one finds are not looked for."""
        numbers = joined_numbers(text) if DIGIT.search(self.asked) else ()
        respelled = respelled_words(text) if TWO_LETTERED.search(self.asked) else ()
        return any(map(self.matches_compound, chain(numbers, map(join_compound, joined_words(text)), respelled)))

    @cached_property
    def asked(self) -> str:
        """Return all that is sought, to be looked at for letters and digits."""
        return " ".join((*self.words, *self.prefixes, *self.stems))

    def matches_compound(self, compound: str) -> bool:
        """Return whether *compound*, folded and written as one, is a hit."""
        return self.is_sought((compound,)) or self.is_form(compound, compound)

    def has_stem(self, word: str) -> bool:
        """Return whether *word* is another form of a word that is sought."""
        has_stem = self.form_cache.get(word)
        if has_stem is None:
            has_stem = self.form_cache[word] = not self.stems.isdisjoint(query_stems(word, [self.language]))
        return has_stem

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


@lru_cache(MAX_CACHED)
def written_forms(word: str) -> tuple[str, ...]:
    """Return *word* folded and written as one, also without umlauts; kept, since texts have most words in common."""
    return (join_compound(word), *map(join_compound, respellings(word)))


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


def make_highlighter(terms: Sequence[Term], language: str = "") -> Highlighter:
    """Return the highlighter for *terms*, the excluded ones left out, in a text in the language of this code.

    Other forms of a word are those of that language, by which the index finds them; there are none without one.
    """
    words, prefixes, parts = set[str](), set[str](), set[str]()
    for term in (term for term in terms if not term.is_excluded):
        found = [match[0] for match in WORD.finditer(fold(term.text))]
        parts.update(word for word in found if is_unspaced(word))
        words.update(word for word in found if not is_unspaced(word))
        words.update(compounds(term.text))
        if term.is_prefix:
            prefixes.update(spelling.tokens[-1] for spelling in term.spellings)
    stems = frozenset(stem for term in terms for stem in term.stems if stem_language(stem) == language)
    form = form_pattern(stems)
    return Highlighter(frozenset(words), tuple(sorted(prefixes)), tuple(sorted(parts)), stems, form, language)


def form_pattern(stems: Collection[str]) -> re.Pattern[str] | None:
    """Return the pattern of folded words that may have one of *stems*: to stem each word of a text takes too long.

    The forms of a word begin as its stem does, but for an article and the like
    before it; a Serbian stem is in Latin letters whatever the word is in.
    """
    starts = {"" if stem_language(stem) == "sr" else start_of(stem) for stem in stems}
    before = "\\S{0,4}?" if any(stem_language(stem) in PREFIXED and not stem[1:].isascii() for stem in stems) else ""
    either = "|".join(map(re.escape, sorted(starts)))
    return re.compile(rf"(?<!\S){before}(?:{either})\S*") if starts else None


def start_of(stem: str) -> str:
    """Return the letters that the marked *stem* has in common with the folded forms of its word."""
    return stem[1 : 1 + COMMON_START.get(stem_language(stem), USUAL_COMMON_START)]
