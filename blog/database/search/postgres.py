"""Search index on Postgres: a narrow table with tsvectors, and topics and authors as numbers.

The planner knows the width of a row, but not that the tsvector of a whole text
is stored out of line (TOAST), to be fetched and unpacked for some microseconds
each. So the statements choose for it: matches are read from the GIN index, in
no order, and sorted; only for words in a good part of all articles the table
is scanned from the newest article on until there are enough.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Executable, Row, text

from blog.database import AnySession
from blog.database.raw_sql import cached_text
from blog.database.search.common_words import count_articles, estimate_share
from blog.database.search.query import Candidates, SearchLimits, SearchQuery
from blog.database.search.query_parser import Spelling, Term

MAX_FREQUENCY = 1_000
"""Articles up to which a word is counted."""
SCAN_FROM = {"words": 10_000, "head": 300}
"""Product of the articles and the square of the share that matches, from which a scan by date is cheaper, by tsvector.

The index reads all that match, share x articles; a scan reads limit / share
rows, each at ten times the cost where the tsvector is unpacked for it.
"""
COUNT_FROM = 40_000
"""The same product, from which matches are counted by the scan, too: below it the index counts them sooner."""
ARTICLE_ID = "article_id"
# As a subquery it is computed once, and not for each row that is scanned.
QUERY = "(SELECT CAST(:{name} AS tsquery))"
NEWEST = "SELECT {columns} FROM article_search WHERE {condition} ORDER BY key + 0 DESC LIMIT :{limit}"
SCAN = "SELECT {columns} FROM article_search WHERE {condition} ORDER BY key DESC LIMIT :{limit}"
COUNTED = "SELECT count(*), (array_agg(key ORDER BY key DESC))[1:{page_size}] FROM ({newest}) AS newest"
COUNT = (
    "WITH every AS MATERIALIZED (SELECT 1 FROM article_search WHERE {condition})"
    " SELECT count(*) FROM (SELECT 1 FROM every LIMIT :limit) AS limited"
)
# One statement, since a round trip costs as much as a query. The condition on the count alone is checked once.
CANDIDATES = """
WITH newest AS MATERIALIZED ({newest}), known AS MATERIALIZED (SELECT count(*) AS count FROM ({all}) AS every)
SELECT count, ARRAY(SELECT key FROM newest ORDER BY key DESC LIMIT :ranked), ARRAY({heads}) FROM known
"""
ALL_INDEXED = "SELECT 1 FROM article_search WHERE {condition} LIMIT :counted"
IS_CUT = "(SELECT count FROM known) > :ranked"
AMONG_KEYS = (
    "SELECT key FROM article_search WHERE key = ANY(:keys) AND ts_match_vq(words, (SELECT CAST(:asked AS tsquery)))"
)
HEADS = "SELECT article_id, headline, standfirst FROM article_search_folded WHERE article_id = ANY(:ids)"
FREQUENCIES = text(
    "SELECT term, (SELECT count(*) FROM (SELECT 1 FROM article_search"
    " WHERE words @@ CAST(term AS tsquery) LIMIT :limit) AS seen) AS doc"
    " FROM unnest(CAST(:words AS text[])) AS term"
)


def match(
    query: SearchQuery, *, in_head: bool = False, suffix: str = "", operator: str = "{vector} @@ {query}"
) -> tuple[str, dict[str, Any]]:
    """Return the SQL condition of *query* and its parameters.

    Args:
        query: the search.
        in_head: whether the terms must match in headline or standfirst.
        suffix: end of the parameters' names, so that several conditions fit one statement.
        operator: the SQL by which a tsvector matches a tsquery.
    """
    conditions, values = list[str](), dict[str, Any]()
    if in_head:
        conditions.append(operator.format(vector="head", query=QUERY.format(name=f"head{suffix}")))
        values[f"head{suffix}"] = to_tsquery(query.required)
    if query.excluded or (query.required and not in_head):
        conditions.append(operator.format(vector="words", query=QUERY.format(name=f"asked{suffix}")))
        # In one tsquery with the required terms: excluded ones alone would read the whole index.
        values[f"asked{suffix}"] = to_tsquery(query.required, query.excluded)
    if query.facets:
        conditions.append(f"marks @> CAST(:marks{suffix} AS integer[])")
        values[f"marks{suffix}"] = query.facets
    return " AND ".join([*conditions, *key_range(query)]) or "true", values


def key_range(query: SearchQuery) -> list[str]:
    """Return the conditions on the time, with literal numbers, since the planner must see how long it is."""
    bounds = ((">=", query.first_key), ("<", query.end_key))
    return [f"key {operator} {bound:d}" for operator, bound in bounds if bound is not None]


def find_keys(session: AnySession, query: SearchQuery, limit: int) -> list[int]:
    """Return the keys of the newest *limit* that match, newest first."""
    statement, values = newest_query(session, query)
    return list(session.scalars(cached_text(statement), {**values, "limit": limit}))


def count_and_find(session: AnySession, query: SearchQuery, limit: int, page_size: int) -> tuple[int, Sequence[int]]:
    """Return how many match, *limit* at most, and the keys of the newest *page_size* of them, newest first."""
    statement, values = newest_query(session, query)
    counted = cached_text(COUNTED.format(newest=statement, page_size=page_size))
    count, keys = session.execute(counted, {**values, "limit": limit}).one()
    return count, keys or ()


def find_candidates(session: AnySession, query: SearchQuery, limits: SearchLimits) -> Candidates:
    """Return how many match, and the keys of the newest, and of the newest with the terms in the head."""
    is_counted_apart = is_scanned(session, query) and commonness(session, "words", query) < COUNT_FROM
    newest_sql, values = newest_query(session, query, limit="ranked" if is_counted_apart else "counted")
    all_sql = ALL_INDEXED.format(condition=match(query)[0]) if is_counted_apart else "SELECT 1 FROM newest"
    heads_sql, more = newest_query(session, query, limit="ranked", in_head=True, condition=IS_CUT)
    statement = cached_text(CANDIDATES.format(newest=newest_sql, all=all_sql, heads=heads_sql))
    bounds = {"counted": limits.max_counted + 1, "ranked": limits.max_ranked}
    count, newest, heads = session.execute(statement, {**values, **more, **bounds}).one()
    is_cut = count > limits.max_ranked
    return Candidates(count, heads, list(set(newest).difference(heads))) if is_cut else Candidates(count, newest)


def match_among(session: AnySession, terms: Sequence[Sequence[Spelling]], keys: Sequence[int]) -> Sequence[int]:
    """Return those of *keys* whose articles have each of *terms*, written in one of its ways."""
    return session.scalars(cached_text(AMONG_KEYS), {"asked": " & ".join(map(quote, terms)), "keys": list(keys)}).all()


def read_heads(session: AnySession, article_ids: Sequence[int]) -> Sequence[Row[int, str, str]]:
    """Return id, headline and standfirst of each article, as they are indexed."""
    return session.execute(cached_text(HEADS), {"ids": list(article_ids)}).all()


def newest_query(
    session: AnySession,
    query: SearchQuery,
    *,
    limit: str = "limit",
    in_head: bool = False,
    condition: str = "",
) -> tuple[str, dict[str, Any]]:
    """Return the SQL that selects the newest matches, and its parameters but *limit*.

    Args:
        session: its database has the statistics.
        query: the search.
        limit: the name of the parameter for the maximum of rows.
        in_head: whether the terms must match in headline or standfirst.
        condition: a further SQL condition.
    """
    if is_scanned(session, query, in_head=in_head):
        # A function call instead of the operator keeps the planner from the GIN index.
        statement, (found, values) = SCAN, match(query, in_head=in_head, operator="ts_match_vq({vector}, {query})")
    else:
        statement, (found, values) = NEWEST, match(query, in_head=in_head)
    conditions = " AND ".join(filter(None, (condition, found)))
    return statement.format(columns="key", condition=conditions, limit=limit), values


def is_scanned(session: AnySession, query: SearchQuery, *, in_head: bool = False) -> bool:
    """Return whether a scan from the newest article on is cheaper than the GIN index."""
    if query.facets or not query.required:
        return not query.required
    vector = "head" if in_head else "words"
    return commonness(session, vector, query) >= SCAN_FROM[vector]


def commonness(session: AnySession, vector: str, query: SearchQuery) -> float:
    """Return the approximate product of the articles and the square of the share that matches in *vector*."""
    return estimate_share(session, vector, query) ** 2 * count_articles(session, vector)


def to_tsquery(required: Sequence[Term], excluded: Sequence[Term] = ()) -> str:
    """Return the tsquery that finds all of *required* and none of *excluded*; a term of signs alone asks nothing."""
    operands = ((sign, term) for sign, terms in (("", required), ("!", excluded)) for term in terms if term.spellings)
    return " & ".join(f"{sign}{quote(term.forms)}" for sign, term in operands)


def quote(ways: Sequence[Spelling]) -> str:
    """Return *ways* to write a term as an operand of a tsquery."""
    phrases = list(map(as_phrase, ways))
    return phrases[0] if len(phrases) == 1 else f"({' | '.join(phrases)})"


def as_phrase(spelling: Spelling) -> str:
    """Return *spelling* as a tsquery; its tokens are letters and digits, which need no escaping."""
    phrase = " <-> ".join(f"'{token}'" for token in spelling.tokens) + (":*" if spelling.is_prefix else "")
    return f"({phrase})" if len(spelling.tokens) > 1 else phrase


def frequencies(words: Sequence[str]) -> Executable:
    """Select the folded *words* with the number of articles that have each, at most MAX_FREQUENCY."""
    return FREQUENCIES.bindparams(words=list(words), limit=MAX_FREQUENCY)
