"""Parser of the search box: words, "phrases" and -exclusions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

TERM = re.compile(r"""(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))""")
RESERVED = re.compile("[\x00\ue000-\uf8ff]")
"""NUL ends a text for some programs; private-use characters are how the index writes topics and authors."""
MAX_TERMS = 12
MIN_PREFIX = 3
"""Characters; a shorter prefix would match nearly every article."""


@dataclass(frozen=True)
class Term:
    """A word or a phrase; with *is_prefix* it also matches longer words that begin with it."""

    text: str
    is_excluded: bool = False
    is_prefix: bool = False

    @property
    def exact(self) -> "Term":
        """Return the term without prefix matching."""
        return Term(self.text, self.is_excluded)


def parse_terms(query: str) -> list[Term]:
    """Return the terms of *query*; [] when none of them is required."""
    terms = [parse_term(match) for match in TERM.finditer(RESERVED.sub(" ", query))]
    found = [term for term in terms if any(character.isalnum() for character in term.text)][:MAX_TERMS]
    return found if any(not term.is_excluded for term in found) else []


def parse_term(match: re.Match[str]) -> Term:
    """Return the term at *match*; a word of three letters or more is a prefix: "heron" finds "herons"."""
    word = match["word"] or ""
    is_prefix = len(word) >= MIN_PREFIX and not match["minus"]
    return Term(word or match["phrase"] or "", bool(match["minus"]), is_prefix)


def plain_words(terms: Sequence[Term]) -> list[str]:
    """Return the words of *terms* that are neither excluded nor phrases, in their order."""
    return [term.text for term in terms if not term.is_excluded and '"' not in term.text and " " not in term.text]
