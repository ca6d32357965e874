"""Suggestions for a search without results: spelling corrections one edit away, and the terms on their own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from string import ascii_lowercase

from blog.database import AnySession
from blog.database.search.accent_folding import fold
from blog.database.search.index import count_articles_with, count_hits
from blog.database.search.query import SearchQuery
from blog.database.search.query_parser import Term, parse_terms

MIN_WORD_LENGTH, MAX_WORD_LENGTH = 4, 20
"""Letters of a word that is corrected; a shorter one is one edit away from nearly every other."""
MAX_TERMS = 3
MAX_COUNTED = 1_000


@dataclass(frozen=True)
class QuerySuggestions:
    """Other queries to try.

    Args:
        corrected: the query with unknown words replaced by similar ones; "" when that finds nothing either.
        terms: the terms that have results on their own, each with the number of articles.
    """

    corrected: str = ""
    terms: Sequence[tuple[str, int]] = field(default=())


def suggest_queries(session: AnySession, query: str, wanted: SearchQuery) -> QuerySuggestions:
    """Return suggestions for *query*, which found nothing as *wanted*."""
    asked = wanted.required[:MAX_TERMS]
    counts = [
        (term, count_hits(session, replace(wanted, terms=[term], has_stems=False), MAX_COUNTED)) for term in asked
    ]
    corrected = query
    for term, count in counts:
        if not count and (word := find_similar(session, term)):
            corrected = corrected.replace(term.text, word)
    is_found = corrected != query and count_hits(
        session, replace(wanted, terms=parse_terms(corrected), has_stems=False), 1
    )
    terms = [(format_term(term), count) for term, count in counts if count] if len(wanted.terms) > 1 else []
    return QuerySuggestions(corrected if is_found else "", terms)


def format_term(term: Term) -> str:
    """Return *term* in query syntax."""
    return f'"{term.text}"' if " " in term.text else term.text


def find_similar(session: AnySession, term: Term) -> str:
    """Return the most frequent indexed word one edit away from *term*; "" when there is none."""
    word = fold(term.text)
    if not (MIN_WORD_LENGTH <= len(word) <= MAX_WORD_LENGTH and word.isalnum()):
        return ""
    counts = count_articles_with(session, sorted(set(edits(word)) - {word}))
    return max(counts, key=lambda near: (counts[near], near), default="")


def edits(word: str) -> Iterator[str]:
    """Yield all words at edit distance one from *word*: insertions, deletions, substitutions, transpositions."""
    letters = sorted({*ascii_lowercase, *word})
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        yield from (before + letter + after for letter in letters)
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in letters)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
