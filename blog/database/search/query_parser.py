"""Parser of the search box: words, "phrases" and -exclusions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from blog.database.search.accent_folding import fold
from blog.database.search.tokenizer import UNIT, compounds, is_unspaced, query_tokens

NUMBER = r"\d{1,3}(?:\x20\d{3})+(?!\S)"
"""With spaces between thousands."""
TERM = re.compile(
    rf"""(?P<minus>[-‐‑–−－]?)(?:"(?P<phrase>[^"]*)"?|(?P<word>{NUMBER}|(?:[^\s"]|(?<=[א-ת])"(?=[א-ת]))+))"""
)
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
"""Keyboards of phones type such quotes, and texts that are copied have them."""
RESERVED = re.compile("[\x00\ue000-\uf8ff]")
"""NUL ends a text for some programs; private-use characters are how the index writes topics and authors."""
MAX_TERMS = 12
MIN_PREFIX = 3
"""Characters; a shorter prefix would match nearly every article."""


@dataclass(frozen=True)
class Spelling:
    """Tokens that follow each other; with *is_prefix* the last one may be the beginning of a longer one."""

    tokens: tuple[str, ...]
    is_prefix: bool

    def __str__(self) -> str:
        """Return the tokens with spaces between."""
        return " ".join(self.tokens)


@dataclass(frozen=True)
class Term:
    """A word or a phrase; with *is_prefix* it also matches longer words that begin with it, and words of *stems*."""

    text: str
    is_excluded: bool = False
    is_prefix: bool = False
    stems: tuple[str, ...] = ()
    """Marked, in all languages of the index."""

    @cached_property
    def spellings(self) -> list["Spelling"]:
        """Return the ways in which an index writes the term: as a phrase of words, as one compound, without umlauts."""
        words = query_tokens(self.text)
        joined = "".join(words)
        others = dict.fromkeys(way for way in compounds(self.text) if way != joined or len(words) > 1)
        ways = [words, *([way] for way in others if len(words) == 1 or way == joined)]
        return [Spelling(tuple(way), self.is_prefix or is_single(way[-1])) for way in ways if way]

    @property
    def forms(self) -> list["Spelling"]:
        """Return the spellings, and the stems of other forms of the word."""
        return [*self.spellings, *(Spelling((stem,), is_prefix=False) for stem in self.stems)]

    @property
    def is_inflected(self) -> bool:
        """Return whether other forms of the term are sought: of a word or compound, but not of a phrase."""
        return self.is_prefix and any(len(spelling.tokens) == 1 for spelling in self.spellings)

    @property
    def exact(self) -> "Term":
        """Return the term without prefix matching."""
        return Term(self.text, self.is_excluded)


def parse_terms(query: str) -> list[Term]:
    """Return the terms of *query*; [] when none of them is required."""
    terms = [parse_term(match) for match in TERM.finditer(RESERVED.sub(" ", query).translate(QUOTES))]
    found = [term for term in terms if term.spellings][:MAX_TERMS]
    return found if any(not term.is_excluded for term in found) else []


def parse_term(match: re.Match[str]) -> Term:
    """Return the term at *match*; a word of three letters or more is a prefix: "heron" finds "herons"."""
    word = match["word"] or ""
    return Term(word or match["phrase"] or "", bool(match["minus"]), is_prefix_word(word) and not match["minus"])


def is_prefix_word(word: str) -> bool:
    """Return whether the last token of *word* is long enough for a prefix, and no sign follows as in "C++"."""
    last = (query_tokens(word) or [""])[-1]
    return len(last) >= MIN_PREFIX and not is_unspaced(last) and not fold(word).endswith(" ")


def is_single(token: str) -> bool:
    """Return whether *token* is one unit of a script without spaces, whose index entries go on with the next unit."""
    return UNIT.fullmatch(token) is not None


def plain_words(terms: Sequence[Term]) -> list[str]:
    """Return the words of *terms* that are neither excluded nor phrases, in their order."""
    return [term.text for term in terms if not term.is_excluded and '"' not in term.text and " " not in term.text]
