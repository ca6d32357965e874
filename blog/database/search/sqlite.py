"""Search index on SQLite: an FTS5 table whose rowid is the key, and whose last column holds topics and authors."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Integer, Row, Select, column, select, table

from blog.database import AnySession
from blog.database.raw_sql import cached_text
from blog.database.search.query import ID_MASK, MAX_KEY, MIN_KEY, Candidates, SearchLimits, SearchQuery
from blog.database.search.query_parser import Spelling

FACET_PREFIX = "\ue000"
MATCH_ALL = f'"{FACET_PREFIX}a"'
"""Stands in each entry."""
CONDITION = "article_search MATCH :asked{suffix} AND rowid BETWEEN :first{suffix} AND :last{suffix}"
NEWEST = "SELECT rowid FROM article_search WHERE {condition} ORDER BY rowid DESC LIMIT :limit"
COUNT = "SELECT count(*) FROM (SELECT 1 FROM article_search WHERE {condition} LIMIT :limit) AS limited"
# With "+" SQLite does not look up each key by itself, and count all words again for each.
AMONG_KEYS = (
    "SELECT rowid FROM article_search WHERE article_search MATCH :asked AND rowid BETWEEN :first AND :last"
    " AND +rowid IN (SELECT value FROM json_each(:keys))"
)
HEADS = (
    "SELECT article_id, headline, standfirst FROM article_search_folded"
    " WHERE article_id IN (SELECT value FROM json_each(:ids))"
)
HEAD = "headline standfirst"
ARTICLE_ID = f"rowid & {ID_MASK}"

vocabulary = table("article_search_vocabulary", column("term"), column("doc", Integer))


def match(query: SearchQuery, *, in_head: bool = False, suffix: str = "") -> tuple[str, dict[str, Any]]:
    """Return the SQL condition of *query* and its parameters.

    Args:
        query: the search.
        in_head: whether the terms must match in headline or standfirst.
        suffix: end of the parameters' names, so that several conditions fit one statement.
    """
    values = bind(
        query, in_columns(HEAD if in_head else "", " AND ".join(quote(term.forms) for term in query.required))
    )
    return CONDITION.format(suffix=suffix), {f"{name}{suffix}": value for name, value in values.items()}


def find_keys(session: AnySession, query: SearchQuery, limit: int, *, in_head: bool = False) -> Sequence[int]:
    """Return the keys of the newest *limit* that match, newest first; with *in_head* in headline and standfirst."""
    condition, values = match(query, in_head=in_head)
    return session.scalars(cached_text(NEWEST.format(condition=condition)), {**values, "limit": limit}).all()


def count_and_find(session: AnySession, query: SearchQuery, limit: int, page_size: int) -> tuple[int, Sequence[int]]:
    """Return how many match, *limit* at most, and the keys of the newest *page_size* of them, newest first."""
    keys = find_keys(session, query, limit)
    return len(keys), keys[:page_size]


def find_candidates(session: AnySession, query: SearchQuery, limits: SearchLimits) -> Candidates:
    """Return how many match, and the keys of the newest, and of the newest with the terms in the head."""
    newest = find_keys(session, query, limits.max_counted + 1)
    if len(newest) <= limits.max_ranked:
        return Candidates(len(newest), newest)
    heads = find_keys(session, query, limits.max_ranked, in_head=True)
    return Candidates(len(newest), heads, list(set(newest[: limits.max_ranked]).difference(heads)))


def match_among(session: AnySession, terms: Sequence[Sequence[Spelling]], keys: Sequence[int]) -> Sequence[int]:
    """Return those of *keys* whose articles have each of *terms*, written in one of its ways."""
    asked = " AND ".join(map(quote, terms))
    values = {"asked": asked, "first": min(keys), "last": max(keys), "keys": json.dumps(keys)}
    return session.scalars(cached_text(AMONG_KEYS), values).all()


def read_heads(session: AnySession, article_ids: Sequence[int]) -> Sequence[Row[int, str, str]]:
    """Return id, headline and standfirst of each article, as they are indexed."""
    return session.execute(cached_text(HEADS), {"ids": json.dumps(article_ids)}).all()


def bind(query: SearchQuery, expression: str) -> dict[str, Any]:
    """Return the values of a condition: *expression* with excluded terms, facets and time."""
    exclusions = "".join(f" NOT {quote(term.forms)}" for term in query.excluded)
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


def quote(ways: Sequence[Spelling]) -> str:
    """Return *ways* to write a term as FTS5 strings, of letters, digits and spaces."""
    strings = [f'"{spelling}"{"*" if spelling.is_prefix else ""}' for spelling in ways]
    return strings[0] if len(strings) == 1 else f"({' OR '.join(strings)})"


def frequencies(words: Sequence[str]) -> Select[Any]:
    """Select those of the folded *words* that occur, with the number of articles."""
    return select(vocabulary.c.term, vocabulary.c.doc).where(vocabulary.c.term.in_(words))
