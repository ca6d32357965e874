"""In which share of all articles a common word stands, by Postgres' own statistics: a hint, which decides no hit."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from math import prod
from time import monotonic
from typing import NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, text

from blog.database import AnySession
from blog.database.search.accent_folding import fold
from blog.database.search.query import Wanted
from blog.database.search.query_parser import Term

WORD = re.compile(r"[^\W_]+")
LAST = "\U0010ffff"
"""What comes after every letter."""
LEAST = 0.01
"""Rarer words are not remembered."""
MAX_AGE = 60.0
"""Seconds for which the shares are remembered."""
_remembered: WeakKeyDictionary[Engine, tuple[float, dict[str, "Shares"]]] = WeakKeyDictionary()
SHARES = text(
    "SELECT attname, word, share FROM pg_stats,"
    " unnest(CAST(CAST(most_common_elems AS text) AS text[]), most_common_elem_freqs) AS common (word, share)"
    " WHERE schemaname = current_schema() AND tablename = 'article_search' AND attname IN ('head', 'words')"
    " AND word IS NOT NULL AND share >= :least"
)


class Shares(NamedTuple):
    """The common words of a column, in their order, each with the share of all articles that has it."""

    words: Sequence[str]
    shares: Sequence[float]

    def of_word(self, word: str) -> float:
        """Return the share of *word*, 0 where it is not known."""
        place = bisect_left(self.words, word)
        return self.shares[place] if self.words[place : place + 1] == [word] else 0.0

    def of_beginning(self, start: str) -> float:
        """Return about the share of the articles with a word that begins with *start*.

        Only the commonest words are known; all the rarer ones are taken to be in as many articles again.
        """
        first, end = (bisect_left(self.words, bound) for bound in (start, f"{start}{LAST}"))
        return 1 - prod(1 - share for share in self.shares[first:end]) ** 2

    def of_term(self, term: Term) -> float:
        """Return the share of *term*, 0 for a phrase."""
        words = WORD.findall(fold(term.text))
        if len(words) != 1:
            return 0.0
        return self.of_beginning(words[0]) if term.is_beginning else self.of_word(words[0])


def share_of(session: AnySession, texts: str, wanted: Wanted) -> float:
    """Return in which share of all articles *wanted* stands, if its words do not depend on each other; 0 where unknown.

    Args:
        session: where the statistics are.
        texts: the column, "words" or "head".
        wanted: what is sought.
    """
    known = remembered_shares(session)[texts]
    found = prod(map(known.of_term, wanted.asked))
    return found * prod(1 - known.of_term(term) for term in wanted.refused)


def remembered_shares(session: AnySession) -> dict[str, Shares]:
    """Return the shares of common words by column, read again for each database after MAX_AGE.

    Postgres brings its statistics up to date now and then, and an old share costs time, never a hit.
    """
    engine, now = session.get_bind().engine, monotonic()
    read_at, known = _remembered.get(engine, (-MAX_AGE, {}))
    if not known or now - read_at >= MAX_AGE:
        known = read_shares(session)
        _remembered[engine] = (now, known)
    return known


def read_shares(session: AnySession) -> dict[str, Shares]:
    """Return the shares of common words by column; none are known before Postgres has looked (ANALYZE)."""
    found: dict[str, list[tuple[str, float]]] = {"head": [], "words": []}
    for texts, word, share in session.execute(SHARES, {"least": LEAST}):
        found[texts].append((word, share))
    rows = {texts: sorted(pairs) for texts, pairs in found.items()}
    return {texts: Shares([word for word, _ in pairs], [share for _, share in pairs]) for texts, pairs in rows.items()}
