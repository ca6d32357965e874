"""The index on Postgres: a slim table with what is sought as tsvectors, and topics and authors as numbers.

The planner knows how long a row is, but not that the tsvector of a whole text
lies outside of it, to be fetched and unpacked for some microseconds each. So
it is not left to choose: what matches is read from the index of words, in no
order, and sorted; only words in a good part of all articles are looked for
from the newest article on, one after the other, until there are enough.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Executable, TextClause, text

from blog.database import AnySession
from blog.searchindex.shares import share_of
from blog.searchindex.statements import read_statement
from blog.searchindex.terms import Term
from blog.searchindex.wanted import Wanted

SHARPNESS = 10**6
"""Scores are whole numbers, so that an address can name them exactly."""
MOST_SEEN = 1_000
"""Articles up to which a word is counted."""
WALKED = {"words": 0.25, "head": 0.05}
"""From which share of all articles on it is cheaper to look at one after the other, there and in the head alone."""
# In a SELECT of its own it is worked out once, and not for each row that is looked at.
QUERY = "(SELECT to_tsquery('simple', article_search_fold(:{name})))"
NEWEST = "SELECT key FROM article_search WHERE {condition} ORDER BY key + 0 DESC LIMIT :most"
WALK = "SELECT key FROM article_search WHERE {condition} ORDER BY key DESC LIMIT :most"
SURVEY = "SELECT count(*), (array_agg(key ORDER BY key DESC))[1:{named}] FROM ({newest}) AS newest"
COUNT = (
    "WITH every AS MATERIALIZED (SELECT 1 FROM article_search WHERE {condition})"
    " SELECT count(*) FROM (SELECT 1 FROM every LIMIT :most) AS few"
)
SCORED = f"SELECT key, CAST(({{points}}) * {SHARPNESS} AS bigint) FROM article_search WHERE key = ANY({{keys}})"  # noqa: S608 - constants.
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


def find_keys(session: AnySession, wanted: Wanted, most: int, *, is_head: bool = False) -> list[int]:
    """Return the keys of the newest *most* that match, newest first; with *is_head* in headline and standfirst."""
    statement, values = newest(session, wanted, is_head=is_head)
    return list(session.scalars(read_statement(statement), {**values, "most": most}))


def count_and_find(session: AnySession, wanted: Wanted, most: int, named: int) -> tuple[int, list[int]]:
    """Return how many match, *most* at most, and the keys of the newest *named* of them, newest first."""
    statement, values = newest(session, wanted)
    survey = read_statement(SURVEY.format(newest=statement, named=named))
    count, keys = session.execute(survey, {**values, "most": most}).one()
    return count, keys or []


def newest(session: AnySession, wanted: Wanted, *, is_head: bool = False) -> tuple[str, dict[str, Any]]:
    """Return what selects the keys of the newest that match, with its values."""
    if is_walked(session, wanted, is_head=is_head):
        # As a function it is no condition that the index of words could answer.
        statement, (condition, values) = WALK, match(wanted, is_head=is_head, sign="ts_match_vq({texts}, {query})")
    else:
        statement, (condition, values) = NEWEST, match(wanted, is_head=is_head)
    return statement.format(condition=condition), values


def is_walked(session: AnySession, wanted: Wanted, *, is_head: bool) -> bool:
    """Return whether what matches is found by looking at one article after the other, the newest first."""
    if wanted.marks or not wanted.asked:
        return not wanted.asked
    texts = "head" if is_head else "words"
    return share_of(session, texts, wanted) >= WALKED[texts]


def score(session: AnySession, wanted: Wanted, keys: Sequence[int]) -> dict[int, int]:
    """Return *keys* with their scores."""
    points, values = rank(wanted, "words")
    statement = read_statement(SCORED.format(points=points, keys=":keys"))
    return read_scores(session, statement, {**values, "keys": list(keys)})


def score_heads(session: AnySession, wanted: Wanted, most: int) -> dict[int, int]:
    """Return the newest *most* with the words in headline and standfirst, and how well they stand there."""
    heads, more = newest(session, wanted, is_head=True)
    points, values = rank(wanted, "head")
    statement = read_statement(SCORED.format(points=points, keys=f"ARRAY({heads})"))
    return read_scores(session, statement, {**values, **more, "most": most})


def rank(wanted: Wanted, texts: str) -> tuple[str, dict[str, str]]:
    """Return what scores *texts*, a column, with its values."""
    queries = {f"sought{place:d}": query for place, query in enumerate(weigh(wanted.asked))}
    return " + ".join(f"ts_rank({texts}, {QUERY.format(name=name)})" for name in queries), queries


def read_scores(session: AnySession, statement: TextClause, values: dict[str, Any]) -> dict[int, int]:
    """Return keys with scores."""
    return {row[0]: row[1] for row in session.execute(statement, values)}


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
