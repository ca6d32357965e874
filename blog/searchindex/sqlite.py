"""The index on SQLite: an FTS5 table whose rowid is the key, and whose last column holds topics and authors."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, Float, Integer, Select, cast, column, func, literal_column, select, table

from blog.searchindex.terms import Term
from blog.searchindex.wanted import Wanted

MARK = "\ue000"
EVERY = f'"{MARK}a"'
"""What stands in each entry."""
SHARPNESS = 10**9
"""Scores are whole numbers, so that an address can name them exactly."""

fts = table("article_search", column("rowid", BigInteger), column("article_search"))
vocabulary = table("article_search_vocabulary", column("term"), column("doc", Integer))
key = fts.c.rowid.label("key")
# bm25 is lower for what is better, and counts the columns headline, standfirst, body and marks so much.
rank = func.bm25(literal_column("article_search"), 8.0, 3.0, 1.0, 0.0) * -SHARPNESS
# Two digits, so that of articles that are nearly as good the newer comes first.
score = cast(cast(func.printf("%.1e", rank), Float), BigInteger).label("score")


def keys(wanted: Wanted, *, is_head: bool = False) -> Select[Any]:
    """Select the keys of all that match; with *is_head* in headline and standfirst alone."""
    asked = " AND ".join(map(quote, wanted.asked))
    return matching(select(key), wanted, f"{{headline standfirst}} : ({asked})" if is_head else asked)


def scored(wanted: Wanted, most: int, *, is_head: bool) -> Select[Any]:
    """Select key and score of the newest *most* that match; with *is_head* in headline and standfirst alone."""
    asked = prefer(wanted.asked)
    text = f"{{headline standfirst}} : ({asked})" if is_head else asked
    return matching(select(key, score), wanted, text).order_by(key.desc()).limit(most)


def matching(statement: Select[Any], wanted: Wanted, asked: str) -> Select[Any]:
    """Narrow *statement* to the entries in which *asked* stands and that *wanted* does not leave out."""
    marks = [f'"{MARK}t{wanted.topic_id:d}"'] if wanted.topic_id is not None else []
    marks += [f'"{MARK}p{wanted.author_id:d}"'] if wanted.author_id is not None else []
    all_of = " AND ".join([*([f"({asked})"] if asked else []), *marks]) or EVERY
    none_of = "".join(f" NOT {quote(term)}" for term in wanted.refused)
    statement = statement.where(fts.c.article_search.op("MATCH")(f"({all_of}){none_of}"))
    if wanted.first_key is not None:
        statement = statement.where(key >= wanted.first_key)
    return statement if wanted.end_key is None else statement.where(key < wanted.end_key)


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
