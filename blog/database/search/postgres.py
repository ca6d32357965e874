"""The index on Postgres: a slim table with what is sought as tsvectors, and topics and authors as numbers.

The planner knows how long a row is, but not that the tsvector of a whole text
lies outside of it, to be fetched and unpacked for some microseconds each. So
it is not left to choose: what matches is read from the index of words, in no
order, and sorted; only words in a good part of all articles are looked for
from the newest article on, one after the other, until there are enough.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Executable, text

from blog.database import AnySession
from blog.database.search.common_words import share_of
from blog.database.search.query import Bounds, Hit, Ranking, Wanted
from blog.database.search.query_parser import Term
from blog.database.search.statements import read_statement

SHARPNESS = 10**6
"""Scores are whole numbers, so that an address can name them exactly."""
MOST_SEEN = 1_000
"""Articles up to which a word is counted."""
WALKED = {"words": 0.2, "head": 0.05}
"""From which share of all articles on it is cheaper to look at one after the other, there and in the head alone."""
# In a SELECT of its own it is worked out once, and not for each row that is looked at.
QUERY = "(SELECT to_tsquery('simple', article_search_fold(:{name})))"
NEWEST = "SELECT {columns} FROM article_search WHERE {condition} ORDER BY key + 0 DESC LIMIT :{most}"
WALK = "SELECT {columns} FROM article_search WHERE {condition} ORDER BY key DESC LIMIT :{most}"
COUNTED = "SELECT count(*), (array_agg(key ORDER BY key DESC))[1:{named}] FROM ({newest}) AS newest"
COUNT = (
    "WITH every AS MATERIALIZED (SELECT 1 FROM article_search WHERE {condition})"
    " SELECT count(*) FROM (SELECT 1 FROM every LIMIT :most) AS few"
)
# All in one, since each word between here and there costs as much as what is done in it. A condition on the count
# alone is looked at once, before the rows that it stands beside. What is passed on of "words" is only where it lies.
BEST = """
WITH newest AS MATERIALIZED ({newest}),
known AS MATERIALIZED (SELECT count(*) AS count FROM newest),
few AS MATERIALIZED (SELECT key, words FROM newest ORDER BY key DESC LIMIT :ranked),
heads AS MATERIALIZED (SELECT key, head, words FROM ({heads}) AS headed),
scored AS (
    SELECT key, CAST(({points}) * :sharpness AS bigint) AS score FROM (
        SELECT key, words FROM few
        UNION ALL
        SELECT key, words FROM heads WHERE NOT EXISTS (SELECT 1 FROM few WHERE few.key = heads.key)
    ) AS found
    WHERE (SELECT count FROM known) < :counted
    UNION ALL
    SELECT key, CAST(({head_points}) * :sharpness AS bigint) FROM heads
    WHERE (SELECT count FROM known) >= :counted
    UNION ALL
    SELECT key, 0 FROM few
    WHERE (SELECT count FROM known) >= :counted AND NOT EXISTS (SELECT 1 FROM heads WHERE heads.key = few.key)
)
SELECT known.count, best.score, best.key FROM known
LEFT JOIN (SELECT score, key FROM scored WHERE {after} ORDER BY score DESC, key DESC LIMIT :most) AS best ON true
ORDER BY best.score DESC, best.key DESC
"""
IS_CUT = "(SELECT count FROM known) > :ranked"
FREQUENCIES = text(
    "SELECT term, (SELECT count(*) FROM (SELECT 1 FROM article_search"
    " WHERE words @@ plainto_tsquery('simple', term) LIMIT :most) AS seen) AS doc"
    " FROM unnest(CAST(:words AS text[])) AS term"
)


def match(
    wanted: Wanted, *, is_head: bool = False, mark: str = "", sign: str = "{texts} @@ {query}"
) -> tuple[str, dict[str, Any]]:
    """Return the condition of all that match, with its values; with *is_head* in headline and standfirst alone.

    Args:
        wanted: what is sought.
        is_head: whether the words must stand in headline and standfirst.
        mark: what the names of the values end in, so that they differ from those of others in the same statement.
        sign: how to say that a tsvector matches a tsquery.
    """
    conditions, values = list[str](), dict[str, Any]()
    if is_head:
        conditions.append(sign.format(texts="head", query=QUERY.format(name=f"head{mark}")))
        values[f"head{mark}"] = read(wanted.asked)
    if wanted.refused or (wanted.asked and not is_head):
        conditions.append(sign.format(texts="words", query=QUERY.format(name=f"asked{mark}")))
        # In one with what is asked for: what is refused alone would have the whole index read.
        values[f"asked{mark}"] = read(wanted.asked, wanted.refused)
    if wanted.marks:
        conditions.append(f"marks @> CAST(:marks{mark} AS integer[])")
        values[f"marks{mark}"] = wanted.marks
    return " AND ".join([*conditions, *stretch(wanted)]) or "true", values


def stretch(wanted: Wanted) -> list[str]:
    """Return the conditions on the time, with numbers in them, since the planner must know how long it is."""
    bounds = ((">=", wanted.first_key), ("<", wanted.end_key))
    return [f"key {sign} {bound:d}" for sign, bound in bounds if bound is not None]


def find_keys(session: AnySession, wanted: Wanted, most: int) -> list[int]:
    """Return the keys of the newest *most* that match, newest first."""
    statement, values = newest(session, wanted)
    return list(session.scalars(read_statement(statement), {**values, "most": most}))


def count_and_find(session: AnySession, wanted: Wanted, most: int, named: int) -> tuple[int, Sequence[int]]:
    """Return how many match, *most* at most, and the keys of the newest *named* of them, newest first."""
    statement, values = newest(session, wanted)
    counted = read_statement(COUNTED.format(newest=statement, named=named))
    count, keys = session.execute(counted, {**values, "most": most}).one()
    return count, keys or ()


def find_best(session: AnySession, wanted: Wanted, after: Hit | None, most: int, bounds: Bounds) -> Ranking:
    """Return how many match, and the best *most* of them that come after *after*."""
    every, values = newest(session, wanted, "key, words", most="counted")
    heads, more = newest(session, wanted, "key, head, words", most="ranked", is_head=True, condition=IS_CUT)
    points, ranks = rank(wanted)
    place = {} if after is None else {"score": after.score, "key": after.key}
    statement = BEST.format(
        newest=every,
        heads=heads,
        points=points.format(texts="words"),
        head_points=points.format(texts="head"),
        after="(score, key) < (:score, :key)" if place else "true",
    )
    limits = {"counted": bounds.counted + 1, "ranked": bounds.ranked, "most": most, "sharpness": SHARPNESS}
    rows = session.execute(read_statement(statement), {**values, **more, **ranks, **place, **limits}).all()
    return Ranking(rows[0][0], [Hit(score, key) for _, score, key in rows if key is not None])


def newest(
    session: AnySession,
    wanted: Wanted,
    columns: str = "key",
    *,
    most: str = "most",
    is_head: bool = False,
    condition: str = "",
) -> tuple[str, dict[str, Any]]:
    """Return what selects *columns* of the newest that match, as many as the value *most* says, with its other values.

    Args:
        session: where the statistics are.
        wanted: what is sought.
        columns: what is selected.
        most: the name of the value that says how many.
        is_head: whether the words must stand in headline and standfirst.
        condition: what must be true besides.
    """
    if is_walked(session, wanted, is_head=is_head):
        # As a function it is no condition that the index of words could answer.
        statement, (found, values) = WALK, match(wanted, is_head=is_head, sign="ts_match_vq({texts}, {query})")
    else:
        statement, (found, values) = NEWEST, match(wanted, is_head=is_head)
    conditions = " AND ".join(filter(None, (condition, found)))
    return statement.format(columns=columns, condition=conditions, most=most), values


def is_walked(session: AnySession, wanted: Wanted, *, is_head: bool) -> bool:
    """Return whether what matches is found by looking at one article after the other, the newest first."""
    if wanted.marks or not wanted.asked:
        return not wanted.asked
    texts = "head" if is_head else "words"
    return share_of(session, texts, wanted) >= WALKED[texts]


def rank(wanted: Wanted) -> tuple[str, dict[str, str]]:
    """Return what scores {texts}, a column, with its values."""
    queries = {f"sought{place:d}": query for place, query in enumerate(weigh(wanted.asked))}
    return " + ".join(f"ts_rank({{texts}}, {QUERY.format(name=name)})" for name in queries), queries


def weigh(asked: Sequence[Term]) -> list[str]:
    """Return the tsqueries by which an article is scored, as few as will do, since a text is unpacked for each."""
    words = [f"'{bare(term.text)}'" for term in asked]
    either = " | ".join(dict.fromkeys([*map(quote, asked), *words]))
    # What stands close together counts by the first alone.
    return [read(asked), either] if len(asked) > 1 else [either]


def read(asked: Sequence[Term], refused: Sequence[Term] = ()) -> str:
    """Return the tsquery that finds all of *asked* and none of *refused*."""
    return " & ".join([*map(quote, asked), *(f"!{quote(term)}" for term in refused)])


def quote(term: Term) -> str:
    """Return *term* as a quoted operand of a tsquery."""
    return f"'{bare(term.text)}'{':*' if term.is_beginning else ''}"


def bare(text: str) -> str:
    """Return *text* without what ends or escapes a quoted operand."""
    return text.replace("'", " ").replace("\\", " ")


def frequencies(words: Sequence[str]) -> Executable:
    """Select those of *words*, folded, with the number of articles in which each occurs, MOST_SEEN at most."""
    return FREQUENCIES.bindparams(words=list(words), most=MOST_SEEN)
