"""What a reader typed into a search box, as terms: words, "phrases" and -exclusions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

TERM = re.compile(r"""(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))""")
RESERVED = re.compile("[\x00\ue000-\uf8ff]")
"""NUL ends a text for some programs; private-use characters are how the index writes topics and authors."""
MOST_TERMS = 12
SHORTEST_BEGINNING = 3
"""Characters; fewer would find nearly every article."""


@dataclass(frozen=True)
class Term:
    """One thing sought: a word or a phrase; *is_beginning* also finds words that start so."""

    text: str
    is_excluded: bool = False
    is_beginning: bool = False

    @property
    def whole(self) -> "Term":
        """Return the same without the words that only begin so."""
        return Term(self.text, self.is_excluded)


def read_terms(query: str) -> list[Term]:
    """Return what *query* asks for: words, "phrases" and -exclusions; [] when nothing."""
    terms = [read_term(match) for match in TERM.finditer(RESERVED.sub(" ", query))]
    sought = [term for term in terms if any(character.isalnum() for character in term.text)][:MOST_TERMS]
    return sought if any(not term.is_excluded for term in sought) else []


def read_term(match: re.Match[str]) -> Term:
    """Return the term at *match*; a word of three letters or more also finds what begins with it: "heron", "herons"."""
    word = match["word"] or ""
    is_beginning = len(word) >= SHORTEST_BEGINNING and not match["minus"]
    return Term(word or match["phrase"] or "", bool(match["minus"]), is_beginning)


def plain_words(terms: Sequence[Term]) -> list[str]:
    """Return the words among *terms* that are sought and stand in no quotes, in their order."""
    return [term.text for term in terms if not term.is_excluded and '"' not in term.text and " " not in term.text]
