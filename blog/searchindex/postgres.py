"""The index on Postgres: a slim table with what is sought as tsvectors, and topics and authors as numbers."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Executable,
    Integer,
    Select,
    cast,
    column,
    func,
    select,
    table,
    text,
)

from blog.searchindex.terms import Term
from blog.searchindex.wanted import Wanted

SHARPNESS = 10**6
"""Scores are whole numbers, so that an address can name them exactly."""
MOST_SEEN = 1_000
"""Articles up to which a word is counted."""

entries = table(
    "article_search",
    column("key", BigInteger),
    column("marks", ARRAY(Integer)),
    column("head"),
    column("words"),
)
key = entries.c.key
FREQUENCIES = text(
    "SELECT term, (SELECT count(*) FROM (SELECT 1 FROM article_search"
    " WHERE words @@ plainto_tsquery('simple', term) LIMIT :most) AS seen) AS doc"
    " FROM unnest(CAST(:words AS text[])) AS term"
)


def keys(wanted: Wanted, *, is_head: bool = False) -> Select[Any]:
    """Select the keys of all that match; with *is_head* in headline and standfirst alone."""
    return matching(select(key), wanted, entries.c.head if is_head else entries.c.words)


def scored(wanted: Wanted, most: int, *, is_head: bool) -> Select[Any]:
    """Select key and score of the newest *most* that match; with *is_head* in headline and standfirst alone."""
    texts = entries.c.head if is_head else entries.c.words
    # For whole texts only a few match, and "+ 0" keeps the planner from walking along all keys to find them.
    order = key if is_head else key + 0
    newest = matching(select(key, entries.c.words), wanted, texts).order_by(order.desc()).limit(most).subquery()
    rank = func.ts_rank(newest.c.words, read(wanted.asked)) + func.ts_rank(newest.c.words, prefer(wanted.asked)) * 3
    return select(newest.c.key, cast(rank * SHARPNESS, BigInteger).label("score"))


def matching(statement: Select[Any], wanted: Wanted, texts: ColumnElement[Any]) -> Select[Any]:
    """Narrow *statement* to the entries that match in *texts* and that *wanted* does not leave out."""
    marks = [] if wanted.topic_id is None else [wanted.topic_id * 2]
    marks += [] if wanted.author_id is None else [wanted.author_id * 2 + 1]
    if wanted.asked:
        statement = statement.where(texts.op("@@")(read(wanted.asked)))
    if wanted.refused:
        statement = statement.where(entries.c.words.op("@@")(refuse(wanted.refused)))
    if marks:
        statement = statement.where(entries.c.marks.op("@>")(marks))
    if wanted.first_key is not None:
        statement = statement.where(key >= wanted.first_key)
    return statement if wanted.end_key is None else statement.where(key < wanted.end_key)


def read(asked: Sequence[Term]) -> ColumnElement[Any]:
    """Return the tsquery that finds all of *asked*."""
    return to_query(" & ".join(map(quote, asked)))


def refuse(refused: Sequence[Term]) -> ColumnElement[Any]:
    """Return the tsquery that finds what holds none of *refused*."""
    return to_query(" & ".join(f"!{quote(term)}" for term in refused))


def prefer(asked: Sequence[Term]) -> ColumnElement[Any]:
    """Return a tsquery that scores whole words, and words that stand together as they were typed."""
    words = [f"'{bare(term.text)}'" for term in asked]
    return to_query(" | ".join([*words, *([f"({' <-> '.join(words)})"] if len(words) > 1 else [])]))


def quote(term: Term) -> str:
    """Return *term* as a quoted operand of a tsquery."""
    return f"'{bare(term.text)}'{':*' if term.is_beginning else ''}"


def bare(text: str) -> str:
    """Return *text* without what ends or escapes a quoted operand."""
    return text.replace("'", " ").replace("\\", " ")


def to_query(text: str) -> ColumnElement[Any]:
    """Return the tsquery that *text* spells, folded as the index is."""
    return func.to_tsquery("simple", func.article_search_fold(text))


def frequencies(words: Sequence[str]) -> Executable:
    """Select those of *words*, folded, with the number of articles in which each occurs, MOST_SEEN at most."""
    return FREQUENCIES.bindparams(words=list(words), most=MOST_SEEN)
