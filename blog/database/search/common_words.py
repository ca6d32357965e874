"""Share of all articles that have a common word, from Postgres' statistics: a hint for the plan, not for the hits."""

from bisect import bisect_left
from collections.abc import Sequence
from math import prod
from time import monotonic
from typing import NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, text

from blog.database import AnySession
from blog.database.search.query import SearchQuery
from blog.database.search.query_parser import Term

LAST_CHARACTER = "\U0010ffff"
"""Sorts after every other."""
MIN_SHARE = 0.01
"""Rarer words are not cached."""
MAX_AGE = 60.0
"""Seconds for which the shares are cached."""
_cache: WeakKeyDictionary[Engine, tuple[float, dict[str, "WordShares"]]] = WeakKeyDictionary()
SHARES_SQL = text(
    "SELECT attname, word, share,"
    " (SELECT greatest(reltuples, 0) FROM pg_class WHERE oid = to_regclass('article_search')) FROM pg_stats,"
    " unnest(CAST(CAST(most_common_elems AS text) AS text[]), most_common_elem_freqs) AS common (word, share)"
    " WHERE schemaname = current_schema() AND tablename = 'article_search' AND attname IN ('head', 'words')"
    " AND word IS NOT NULL AND share >= :min_share"
)


class WordShares(NamedTuple):
    """The common words of a column, sorted, the share of all articles that have each, and the number of articles."""

    words: Sequence[str]
    shares: Sequence[float]
    articles: float = 0

    def of_word(self, word: str) -> float:
        """Return the share of *word*, 0 where unknown."""
        position = bisect_left(self.words, word)
        return self.shares[position] if self.words[position : position + 1] == [word] else 0.0

    def of_prefix(self, start: str) -> float:
        """Return the approximate share of articles with a word that begins with *start*.

        Postgres knows the most common words only; the rarer ones are assumed to be in as many articles again.
        """
        first, end = (bisect_left(self.words, bound) for bound in (start, f"{start}{LAST_CHARACTER}"))
        return 1 - prod(1 - share for share in self.shares[first:end]) ** 2

    def of_term(self, term: Term) -> float:
        """Return the share of *term*, 0 for a phrase."""
        spelling = term.spellings[0]
        if len(spelling.tokens) != 1:
            return 0.0
        return self.of_prefix(spelling.tokens[0]) if spelling.is_prefix else self.of_word(spelling.tokens[0])


def estimate_share(session: AnySession, column: str, query: SearchQuery) -> float:
    """Return the share of all articles that match *query*, as if its words were independent; 0 where unknown.

    Args:
        session: its database has the statistics.
        column: "words" or "head".
        query: the search.
    """
    known = cached_shares(session)[column]
    found = prod(map(known.of_term, query.required))
    return found * prod(1 - known.of_term(term) for term in query.excluded)


def count_articles(session: AnySession, column: str) -> float:
    """Return the approximate number of articles, 0 where no word is known to be common."""
    return cached_shares(session)[column].articles


def cached_shares(session: AnySession) -> dict[str, WordShares]:
    """Return the shares of common words by column, read again for each database after MAX_AGE.

    Postgres updates its statistics now and then, and an old share costs time, never a hit.
    """
    engine, now = session.get_bind().engine, monotonic()
    read_at, known = _cache.get(engine, (-MAX_AGE, {}))
    if not known or now - read_at >= MAX_AGE:
        known = read_shares(session)
        _cache[engine] = (now, known)
    return known


def read_shares(session: AnySession) -> dict[str, WordShares]:
    """Return the shares of common words by column; there are none before the first ANALYZE."""
    found: dict[str, list[tuple[str, float]]] = {"head": [], "words": []}
    known = session.execute(SHARES_SQL, {"min_share": MIN_SHARE}).all()
    for column, word, share, _ in known:
        found[column].append((word, share))
    articles = known[0][3] if known else 0.0
    shares = {}
    for column, pairs in found.items():
        rows = sorted(pairs)
        shares[column] = WordShares([word for word, _ in rows], [share for _, share in rows], articles)
    return shares
