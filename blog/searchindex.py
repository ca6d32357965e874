"""Search over SQLite's FTS5 and Postgres' tsvector; beside blog.database the only file that knows they differ.

Both find words whatever their case and whatever the accents of Latin letters;
Postgres also those of other alphabets, which FTS5's tokenizer keeps apart.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, column, func, literal, literal_column, table
from sqlalchemy.sql.base import ExecutableOption

from blog.database import AnySession, is_sqlite
from blog.models import Article

TERM = re.compile(r"""(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))""")
MOST_TERMS = 12
SHORTEST_BEGINNING = 3
"""Characters; fewer would find nearly every article."""
MOST_RANKED = 20_000
"""Above this many hits ranking costs more than it tells: the newest come first."""

fts = table("article_search", column("rowid"), column("article_search"))
words: ColumnElement[str] = literal_column("articles.article_search")


@dataclass(frozen=True)
class Term:
    """One thing sought: a word or a phrase; *is_beginning* also finds words that start so."""

    text: str
    is_excluded: bool = False
    is_beginning: bool = False


@dataclass(frozen=True)
class Found:
    """The best articles and the number of all."""

    articles: Sequence[Article]
    count: int


def read_terms(query: str) -> list[Term]:
    """Return what *query* asks for: words, "phrases" and -exclusions; [] when nothing."""
    terms = [read_term(match) for match in TERM.finditer(query)]
    sought = [term for term in terms if any(character.isalnum() for character in term.text)][:MOST_TERMS]
    return sought if any(not term.is_excluded for term in sought) else []


def read_term(match: re.Match[str]) -> Term:
    """Return the term at *match*; a word of three letters or more also finds what begins with it: "heron", "herons"."""
    word = match["word"] or ""
    is_beginning = len(word) >= SHORTEST_BEGINNING and not match["minus"]
    return Term(word or match["phrase"] or "", bool(match["minus"]), is_beginning)


def find(session: AnySession, terms: Sequence[Term], most: int, options: Sequence[ExecutableOption] = ()) -> Found:
    """Return the published articles that match every term, best first, at most *most* of them.

    *options* say what is loaded with each article.
    """
    statement, rank = (match_sqlite if is_sqlite(session.get_bind()) else match_postgres)(terms)
    count = session.scalar(statement.with_only_columns(func.count()).order_by(None)) or 0
    if count <= MOST_RANKED:
        statement = statement.order_by(None).order_by(rank, Article.published_at.desc(), Article.id.desc())
    return Found(session.scalars(statement.options(*options).limit(most)).all(), count)


def match_sqlite(terms: Sequence[Term]) -> tuple[Select[Article], ColumnElement[float]]:
    """Return the matching articles and their rank, lower is better (FTS5's bm25)."""
    asked = " AND ".join(quote_sqlite(term) for term in terms if not term.is_excluded)
    refused = "".join(f" NOT {quote_sqlite(term)}" for term in terms if term.is_excluded)
    statement = Article.published().join(fts, fts.c.rowid == Article.id)
    rank = func.bm25(literal_column("article_search"), 8.0, 3.0, 1.0)
    return statement.where(fts.c.article_search.op("MATCH")(f"({asked}){refused}")), rank


def quote_sqlite(term: Term) -> str:
    """Return *term* as an FTS5 string, in which nothing has a meaning but the quote, which no term holds."""
    return f'"{term.text}"{"*" if term.is_beginning else ""}'


def match_postgres(terms: Sequence[Term]) -> tuple[Select[Article], ColumnElement[float]]:
    """Return the matching articles and their rank, lower is better (ts_rank_cd, turned round)."""
    asked = " & ".join(quote_postgres(term) for term in terms)
    query = func.to_tsquery("simple", func.article_search_fold(asked))
    return Article.published().where(words.op("@@")(query)), func.ts_rank_cd(words, query) * literal(-1)


def quote_postgres(term: Term) -> str:
    """Return *term* as a quoted tsquery operand; quotes and backslashes in it become spaces."""
    bare = term.text.replace("'", " ").replace("\\", " ")
    return f"{'!' if term.is_excluded else ''}'{bare}'{':*' if term.is_beginning else ''}"
