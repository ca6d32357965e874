"""The index on SQLite: an FTS5 table whose rowid is the key, and whose last column holds topics and authors."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Integer, Select, column, select, table

from blog.database import AnySession
from blog.database.search.query import HIGHEST, LOWEST, Bounds, Hit, Ranking, Wanted
from blog.database.search.query_parser import Term
from blog.database.search.statements import read_statement

MARK = "\ue000"
EVERY = f'"{MARK}a"'
"""What stands in each entry."""
CONDITION = "article_search MATCH :asked{mark} AND rowid BETWEEN :first{mark} AND :last{mark}"
NEWEST = "SELECT rowid FROM article_search WHERE {condition} ORDER BY rowid DESC LIMIT :most"
COUNT = "SELECT count(*) FROM (SELECT 1 FROM article_search WHERE {condition} LIMIT :most) AS few"
# bm25 is lower for what is better, and counts the columns headline, standfirst, body and marks so much. Scores are
# whole numbers, so that an address can name them exactly; of two digits, so that of near equals the newer comes first.
SCORED = (
    "SELECT rowid, CAST(CAST(printf('%.1e', bm25(article_search, 8.0, 3.0, 1.0, 0.0) * -1000000000)"
    " AS REAL) AS INTEGER) FROM article_search WHERE {among}"
)
STANDING = "SELECT rowid, 1 FROM article_search WHERE {among}"
# With "+" SQLite does not look for each key by itself, and count all words anew for each.
AMONG = CONDITION.format(mark="") + " AND +rowid IN (SELECT value FROM json_each(:keys))"  # noqa: S608 - constants.
HEAD = "headline standfirst"

vocabulary = table("article_search_vocabulary", column("term"), column("doc", Integer))


def match(wanted: Wanted, *, is_head: bool = False, mark: str = "") -> tuple[str, dict[str, Any]]:
    """Return the condition of all that match, with its values; with *is_head* in headline and standfirst alone.

    Args:
        wanted: what is sought.
        is_head: whether the words must stand in headline and standfirst.
        mark: what the names of the values end in, so that they differ from those of others in the same statement.
    """
    values = bind(wanted, within(HEAD if is_head else "", " AND ".join(map(quote, wanted.asked))))
    return CONDITION.format(mark=mark), {f"{name}{mark}": value for name, value in values.items()}


def find_keys(session: AnySession, wanted: Wanted, most: int, *, is_head: bool = False) -> list[int]:
    """Return the keys of the newest *most* that match, newest first; with *is_head* in headline and standfirst."""
    condition, values = match(wanted, is_head=is_head)
    return list(session.scalars(read_statement(NEWEST.format(condition=condition)), {**values, "most": most}))


def count_and_find(session: AnySession, wanted: Wanted, most: int, named: int) -> tuple[int, Sequence[int]]:
    """Return how many match, *most* at most, and the keys of the newest *named* of them, newest first."""
    keys = find_keys(session, wanted, most)
    return len(keys), keys[:named]


def find_best(session: AnySession, wanted: Wanted, after: Hit | None, most: int, bounds: Bounds) -> Ranking:
    """Return how many match, and the best *most* of them that come after *after*."""
    newest = find_keys(session, wanted, bounds.counted + 1)
    few = newest[: bounds.ranked]
    heads = find_keys(session, wanted, bounds.ranked, is_head=True) if len(newest) > bounds.ranked else []
    if len(newest) > bounds.counted:
        scores = dict.fromkeys(few, 0) | score_heads(session, wanted, heads)
    else:
        scores = score(session, wanted, list({*few, *heads}))
    places = sorted(((points, key) for key, points in scores.items()), reverse=True)
    if after is not None:
        places = [place for place in places if place < (after.score, after.key)]
    return Ranking(len(newest), [Hit(*place) for place in places[:most]])


def score(session: AnySession, wanted: Wanted, keys: Sequence[int]) -> dict[int, int]:
    """Return *keys*, which match, with their scores."""
    # What is refused says nothing about the score, but would be counted in all articles for it.
    return read_among(session, SCORED, join(prefer(wanted.asked), wanted), keys)


def score_heads(session: AnySession, wanted: Wanted, keys: Sequence[int]) -> dict[int, int]:
    """Return *keys*, which match in headline and standfirst, with scores that tell how well the words stand there.

    No matter how rare they are: for that each would be counted in all articles.
    """
    scores = dict.fromkeys(keys, 1)
    for points, expression in enumerate(standings(wanted.asked), 2):
        scores.update(dict.fromkeys(read_among(session, STANDING, expression, keys), points))
    return scores


def standings(asked: Sequence[Term]) -> list[str]:
    """Return expressions for how well *asked* can stand in a headline, the best last."""
    anyhow, whole = (" AND ".join(quote(term) for term in terms) for terms in (asked, [term.whole for term in asked]))
    ways = [anyhow, whole, '"{}"'.format(" ".join(term.text for term in asked))]
    return list(dict.fromkeys(within("headline", way) for way in ways))


def read_among(session: AnySession, statement: str, asked: str, keys: Sequence[int]) -> dict[int, int]:
    """Return those of *keys* that *asked* finds, with what *statement* selects for them."""
    if not keys:
        return {}
    values = {"asked": asked, "first": min(keys), "last": max(keys), "keys": json.dumps(keys)}
    rows = session.execute(read_statement(statement.format(among=AMONG)), values)
    return {row[0]: row[1] for row in rows}


def bind(wanted: Wanted, asked: str) -> dict[str, Any]:
    """Return the values of a condition: *asked* with what else *wanted* says."""
    none_of = "".join(f" NOT {quote(term)}" for term in wanted.refused)
    first, end = wanted.first_key, wanted.end_key
    return {
        "asked": f"({join(asked, wanted)}){none_of}",
        "first": LOWEST if first is None else first,
        "last": HIGHEST if end is None else end - 1,
    }


def join(asked: str, wanted: Wanted) -> str:
    """Return an expression that finds *asked* where topic and author are those that are wanted."""
    marks = [f'"{MARK}t{wanted.topic_id:d}"'] if wanted.topic_id is not None else []
    marks += [f'"{MARK}p{wanted.author_id:d}"'] if wanted.author_id is not None else []
    return " AND ".join([*([f"({asked})"] if asked else []), *marks]) or EVERY


def within(columns: str, asked: str) -> str:
    """Return an expression that finds *asked* in *columns* alone; anywhere when that is empty."""
    return f"{{{columns}}} : ({asked})" if columns and asked else asked


def quote(term: Term) -> str:
    """Return *term* as an FTS5 string, in which nothing has a meaning but the quote, which no term holds."""
    return f'"{term.text}"{"*" if term.is_beginning else ""}'


def prefer(asked: Sequence[Term]) -> str:
    """Return an expression that finds the same as all of *asked*, and scores whole words and their order as well."""
    each = " AND ".join(f'("{term.text}" OR {quote(term)})' if term.is_beginning else quote(term) for term in asked)
    together = '"{}"'.format(" ".join(term.text for term in asked))
    return f"({together} OR ({each}))" if len(asked) > 1 else each


def frequencies(words: Sequence[str]) -> Select[Any]:
    """Select those of *words*, folded, that occur, with the number of articles."""
    return select(vocabulary.c.term, vocabulary.c.doc).where(vocabulary.c.term.in_(words))
