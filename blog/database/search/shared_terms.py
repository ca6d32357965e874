"""Articles that share words or topics: how many have each of them, and which, all within limits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text

from blog.database import AnySession
from blog.database.search.index import backend_of
from blog.database.search.query import SearchHit, SearchQuery
from blog.database.search.query_parser import Term

BATCH_SIZE = 40
"""Queries in one statement: few lengths to compile, and within SQLite's limit of compound SELECTs."""


@dataclass(frozen=True)
class SharedTerm:
    """The query at *position* matches the article of *hit*, perhaps in headline or standfirst."""

    position: int
    hit: SearchHit
    in_head: bool


def word_query(word: str) -> SearchQuery:
    """Return the query for *word*, letters and digits, and for no longer one."""
    return SearchQuery([Term(word)])


def count_each_query(session: AnySession, queries: Sequence[SearchQuery], limit: int) -> list[int]:
    """Return for each of *queries* how many articles match, at most *limit*."""
    backend, counts = backend_of(session), [0] * len(queries)
    for start in range(0, len(queries), BATCH_SIZE):
        selects, values = list[str](), dict[str, Any](limit=limit)
        for position, query in enumerate(queries[start : start + BATCH_SIZE], start):
            condition, more = backend.match(query, suffix=f"{position:d}")
            selects.append(f"SELECT {position:d}, ({backend.COUNT.format(condition=condition)})")
            values |= more
        for position, count in session.execute(text(" UNION ALL ".join(selects)), values):
            counts[position] = count
    return counts


def find_shared_terms(session: AnySession, queries: Sequence[SearchQuery], limit: int) -> Iterator[SharedTerm]:
    """Yield the newest *limit* articles of each of *queries*, and as many that match in headline or standfirst.

    A match in the head is yielded twice, since the article matches as well.
    """
    backend, selects, values = backend_of(session), list[str](), dict[str, Any](limit=limit)
    for position, query in enumerate(queries):
        for in_head in (False, True) if query.terms else (False,):
            condition, more = backend.match(query, in_head=in_head, suffix=f"{position:d}_{in_head:d}")
            newest = backend.NEWEST.format(columns="key", condition=condition, limit="limit")
            selects.append(f"SELECT {position:d}, newest.*, {in_head:d} FROM ({newest}) AS newest")  # noqa: S608 - values are bound.
            values |= more
    if selects:
        for position, key, in_head in session.execute(text(" UNION ALL ".join(selects)), values):
            yield SharedTerm(position, SearchHit(0, key), bool(in_head))
