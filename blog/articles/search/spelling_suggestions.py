"""What may have been meant when nothing was found: words that differ by one letter, and the words by themselves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from string import ascii_lowercase

from blog.database import AnySession
from blog.database.search.accent_folding import fold
from blog.database.search.index import count_articles_with, count_hits
from blog.database.search.query import Wanted
from blog.database.search.query_parser import Term, read_terms

SHORTEST, LONGEST = 4, 20
"""Letters of a word that is looked at; a shorter one is one letter away from nearly everything."""
MOST_WORDS = 3
MOST_COUNTED = 1_000


@dataclass(frozen=True)
class Advice:
    """What to try.

    Args:
        meant: the query with words that exist instead of those that do not; "" when there are none such.
        parts: the terms that are found by themselves, with the number of articles.
    """

    meant: str = ""
    parts: Sequence[tuple[str, int]] = field(default=())


def advise(session: AnySession, query: str, wanted: Wanted) -> Advice:
    """Return what to try instead of *query*, which found nothing."""
    asked = wanted.asked[:MOST_WORDS]
    counts = [(term, count_hits(session, replace(wanted, terms=[term]), MOST_COUNTED)) for term in asked]
    meant = query
    for term, count in counts:
        if not count and (word := find_near(session, term)):
            meant = meant.replace(term.text, word)
    is_found = meant != query and count_hits(session, replace(wanted, terms=read_terms(meant)), 1)
    parts = [(show_term(term), count) for term, count in counts if count] if len(wanted.terms) > 1 else []
    return Advice(meant if is_found else "", parts)


def show_term(term: Term) -> str:
    """Return *term* as one types it."""
    return f'"{term.text}"' if " " in term.text else term.text


def find_near(session: AnySession, term: Term) -> str:
    """Return the most frequent word that is one letter away from *term*; "" when there is none."""
    word = fold(term.text)
    if not (SHORTEST <= len(word) <= LONGEST and word.isalnum()):
        return ""
    counts = count_articles_with(session, sorted(set(edit(word)) - {word}))
    return max(counts, key=lambda near: (counts[near], near), default="")


def edit(word: str) -> Iterator[str]:
    """Yield what *word* becomes with one letter left out, doubled up, changed, or two of them swapped."""
    letters = sorted({*ascii_lowercase, *word})
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        yield from (before + letter + after for letter in letters)
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in letters)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
