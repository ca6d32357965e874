"""Queries of the search index: the number of hits, the newest and the best of them."""

from collections.abc import Sequence
from types import ModuleType

from blog.database import AnySession, is_sqlite
from blog.database.raw_sql import cached_text
from blog.database.search import postgres, sqlite
from blog.database.search.query import HitPage, SearchHit, SearchLimits, SearchQuery

MAX_COUNTED = 1_000
"""Hits are counted up to here; no reader pages further."""
MAX_RANKED = 300
"""So many of the newest hits are scored, and as many of the newest with a hit in headline or standfirst."""


def backend_of(session: AnySession) -> ModuleType:
    """Return the module of the engine's index."""
    return sqlite if is_sqlite(session.get_bind()) else postgres


def count_hits(session: AnySession, query: SearchQuery, limit: int = MAX_COUNTED + 1) -> int:
    """Return how many articles match, at most *limit*."""
    backend = backend_of(session)
    condition, values = backend.match(query)
    return session.scalar(cached_text(backend.COUNT.format(condition=condition)), {**values, "limit": limit}) or 0


def find_newest(session: AnySession, query: SearchQuery, after: SearchHit | None, limit: int) -> HitPage:
    """Return the number of hits and at most *limit* of those after *after*, newest first."""
    backend, max_counted = backend_of(session), MAX_COUNTED + 1
    if after is None:
        seen, keys = backend.count_and_find(session, query, max(max_counted, limit), limit)
        count = min(seen, max_counted)
    else:
        count = count_hits(session, query, max_counted)
        keys = backend.find_keys(session, query.before(after.key), limit)
    return HitPage(count, [SearchHit(0, key) for key in keys])


def find_best(session: AnySession, query: SearchQuery, after: SearchHit | None, limit: int) -> HitPage:
    """Return the number of hits and at most *limit* of those after *after*: the best first, the newer of equals.

    A word in the headline counts more than one in the standfirst, and that
    more than one in the body; an exact word more than a prefix; words that
    stand together as they were typed more than scattered ones. Where more
    match than are counted, the score of a body says little and costs most:
    there hits in headline or standfirst come first, then the newest.
    """
    page: HitPage = backend_of(session).find_best(session, query, after, limit, SearchLimits(MAX_COUNTED, MAX_RANKED))
    return page


def count_articles_with(session: AnySession, words: Sequence[str]) -> dict[str, int]:
    """Return the number of articles for those of the folded *words* that occur; approximate above some hundreds."""
    rows = session.execute(backend_of(session).frequencies(words)) if words else ()
    return {word: count for word, count in rows if count}
