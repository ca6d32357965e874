"""Search index on SQLite: an FTS5 table whose rowid is the key, and whose last column holds topics and authors."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Integer, Select, column, select, table

from blog.database import AnySession
from blog.database.raw_sql import cached_text
from blog.database.search.query import MAX_KEY, MIN_KEY, HitPage, SearchHit, SearchLimits, SearchQuery
from blog.database.search.query_parser import Term

FACET_PREFIX = "\ue000"
MATCH_ALL = f'"{FACET_PREFIX}a"'
"""Stands in each entry."""
CONDITION = "article_search MATCH :asked{suffix} AND rowid BETWEEN :first{suffix} AND :last{suffix}"
NEWEST = "SELECT rowid FROM article_search WHERE {condition} ORDER BY rowid DESC LIMIT :limit"
COUNT = "SELECT count(*) FROM (SELECT 1 FROM article_search WHERE {condition} LIMIT :limit) AS limited"
# bm25 is lower for what is better; its weights are those of headline, standfirst, body and marks. Scores are whole
# numbers, so that an address can name them exactly; of two digits, so that of near equals the newer comes first.
SCORED = (
    "SELECT rowid, CAST(CAST(printf('%.1e', bm25(article_search, 8.0, 3.0, 1.0, 0.0) * -1000000000)"
    " AS REAL) AS INTEGER) FROM article_search WHERE {among}"
)
MATCHES = "SELECT rowid, 1 FROM article_search WHERE {among}"
# With "+" SQLite does not look up each key by itself, and count all words again for each.
AMONG_KEYS = CONDITION.format(suffix="") + " AND +rowid IN (SELECT value FROM json_each(:keys))"  # noqa: S608 - constants.
HEAD = "headline standfirst"

vocabulary = table("article_search_vocabulary", column("term"), column("doc", Integer))


def match(query: SearchQuery, *, in_head: bool = False, suffix: str = "") -> tuple[str, dict[str, Any]]:
    """Return the SQL condition of *query* and its parameters.

    Args:
        query: the search.
        in_head: whether the terms must match in headline or standfirst.
        suffix: end of the parameters' names, so that several conditions fit one statement.
    """
    values = bind(query, in_columns(HEAD if in_head else "", " AND ".join(map(quote, query.required))))
    return CONDITION.format(suffix=suffix), {f"{name}{suffix}": value for name, value in values.items()}


def find_keys(session: AnySession, query: SearchQuery, limit: int, *, in_head: bool = False) -> list[int]:
    """Return the keys of the newest *limit* that match, newest first; with *in_head* in headline and standfirst."""
    condition, values = match(query, in_head=in_head)
    return list(session.scalars(cached_text(NEWEST.format(condition=condition)), {**values, "limit": limit}))


def count_and_find(session: AnySession, query: SearchQuery, limit: int, page_size: int) -> tuple[int, Sequence[int]]:
    """Return how many match, *limit* at most, and the keys of the newest *page_size* of them, newest first."""
    keys = find_keys(session, query, limit)
    return len(keys), keys[:page_size]


def find_best(
    session: AnySession, query: SearchQuery, after: SearchHit | None, limit: int, limits: SearchLimits
) -> HitPage:
    """Return how many match, and the best *limit* of them that come after *after*."""
    newest = find_keys(session, query, limits.max_counted + 1)
    ranked = newest[: limits.max_ranked]
    heads = find_keys(session, query, limits.max_ranked, in_head=True) if len(newest) > limits.max_ranked else []
    if len(newest) > limits.max_counted:
        scores = dict.fromkeys(ranked, 0) | score_heads(session, query, heads)
    else:
        scores = score(session, query, list({*ranked, *heads}))
    positions = sorted(((points, key) for key, points in scores.items()), reverse=True)
    if after is not None:
        positions = [position for position in positions if position < (after.score, after.key)]
    return HitPage(len(newest), [SearchHit(*position) for position in positions[:limit]])


def score(session: AnySession, query: SearchQuery, keys: Sequence[int]) -> dict[int, int]:
    """Return *keys*, which match, with their BM25 scores."""
    # Excluded terms do not change the score, but FTS5 would count them in all articles for it.
    return match_among(session, SCORED, with_facets(prefer_exact(query.required), query), keys)


def score_heads(session: AnySession, query: SearchQuery, keys: Sequence[int]) -> dict[int, int]:
    """Return *keys*, which match in headline or standfirst, with scores for how well they match.

    The rarity of words does not count: for that FTS5 would count each in all articles.
    """
    scores = dict.fromkeys(keys, 1)
    for points, expression in enumerate(head_expressions(query.required), 2):
        scores.update(dict.fromkeys(match_among(session, MATCHES, expression, keys), points))
    return scores


def head_expressions(required: Sequence[Term]) -> list[str]:
    """Return expressions for ever better matches of the headline: prefixes, exact words, the whole as a phrase."""
    prefixes = " AND ".join(map(quote, required))
    exact = " AND ".join(quote(term.exact) for term in required)
    ways = [prefixes, exact, as_phrase(required)]
    return list(dict.fromkeys(in_columns("headline", way) for way in ways))


def match_among(session: AnySession, statement: str, expression: str, keys: Sequence[int]) -> dict[int, int]:
    """Return those of *keys* that match *expression*, with what *statement* selects for them."""
    if not keys:
        return {}
    values = {"asked": expression, "first": min(keys), "last": max(keys), "keys": json.dumps(keys)}
    rows = session.execute(cached_text(statement.format(among=AMONG_KEYS)), values)
    return {row[0]: row[1] for row in rows}


def bind(query: SearchQuery, expression: str) -> dict[str, Any]:
    """Return the values of a condition: *expression* with excluded terms, facets and time."""
    exclusions = "".join(f" NOT {quote(term)}" for term in query.excluded)
    first, end = query.first_key, query.end_key
    return {
        "asked": f"({with_facets(expression, query)}){exclusions}",
        "first": MIN_KEY if first is None else first,
        "last": MAX_KEY if end is None else end - 1,
    }


def with_facets(expression: str, query: SearchQuery) -> str:
    """Return *expression* narrowed to topic and author of *query*."""
    facets = [f'"{FACET_PREFIX}t{query.topic_id:d}"'] if query.topic_id is not None else []
    facets += [f'"{FACET_PREFIX}p{query.author_id:d}"'] if query.author_id is not None else []
    return " AND ".join([*([f"({expression})"] if expression else []), *facets]) or MATCH_ALL


def in_columns(columns: str, expression: str) -> str:
    """Return *expression* for *columns* alone; for all when that is empty."""
    return f"{{{columns}}} : ({expression})" if columns and expression else expression


def quote(term: Term) -> str:
    """Return *term* as FTS5 strings, of letters, digits and spaces."""
    ways = [f'"{spelling}"{"*" if spelling.is_prefix else ""}' for spelling in term.spellings]
    return ways[0] if len(ways) == 1 else f"({' OR '.join(ways)})"


def prefer_exact(required: Sequence[Term]) -> str:
    """Return an expression that finds the same as all of *required*, and also scores exact words and their order."""
    each = " AND ".join(
        f"({quote(term.exact)} OR {quote(term)})" if term.is_prefix else quote(term) for term in required
    )
    together = as_phrase(required)
    return f"({together} OR ({each}))" if len(required) > 1 else each


def as_phrase(required: Sequence[Term]) -> str:
    """Return an expression for the words of *required*, one after the other."""
    return '"{}"'.format(" ".join(str(term.spellings[0]) for term in required))


def frequencies(words: Sequence[str]) -> Select[Any]:
    """Select those of the folded *words* that occur, with the number of articles."""
    return select(vocabulary.c.term, vocabulary.c.doc).where(vocabulary.c.term.in_(words))
