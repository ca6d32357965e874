"""In which share of all articles a common word stands, by Postgres' own statistics: a hint, which decides no hit."""

import re
from collections.abc import Mapping
from math import prod

from sqlalchemy import text

from blog.database import AnySession
from blog.searchindex.folding import fold
from blog.searchindex.terms import Term
from blog.searchindex.wanted import Wanted
from blog.sitewide import sitewide

WORD = re.compile(r"[^\W_]+")
LEAST = 0.03
"""Rarer words are not remembered."""
SHARES = text(
    "SELECT attname, word, share FROM pg_stats,"
    " unnest(CAST(CAST(most_common_elems AS text) AS text[]), most_common_elem_freqs) AS common (word, share)"
    " WHERE schemaname = current_schema() AND tablename = 'article_search' AND attname IN ('head', 'words')"
    " AND word IS NOT NULL AND share >= :least"
)


def share_of(session: AnySession, texts: str, wanted: Wanted) -> float:
    """Return in which share of all articles *wanted* stands, if its words do not depend on each other; 0 where unknown.

    Args:
        session: where the statistics are.
        texts: the column, "words" or "head".
        wanted: what is sought.
    """
    known = sitewide("word shares", lambda: read_shares(session))[texts]
    found = prod(look_up(known, term) for term in wanted.asked)
    return found * prod(1 - look_up(known, term) for term in wanted.refused)


def look_up(known: Mapping[str, float], term: Term) -> float:
    """Return the share of *term*, 0 for what is rare and for a phrase."""
    words = WORD.findall(fold(term.text))
    if len(words) != 1:
        return 0.0
    if not term.is_beginning:
        return known.get(words[0], 0.0)
    return 1 - prod(1 - share for word, share in known.items() if word.startswith(words[0]))


def read_shares(session: AnySession) -> dict[str, dict[str, float]]:
    """Return the shares of common words by column; none are known before Postgres has looked (ANALYZE)."""
    shares: dict[str, dict[str, float]] = {"head": {}, "words": {}}
    for texts, word, share in session.execute(SHARES, {"least": LEAST}):
        shares[texts][word] = share
    return shares
