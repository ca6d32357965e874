"""Conditions by which articles hold a term: what is public by the search index, the rest by its indexed texts."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, Integer, TextualSelect, func, literal, or_

from blog.database import AnySession
from blog.database.raw_sql import cached_text
from blog.database.search.index import backend_of
from blog.database.search.index_entries import INDEXED, PARTS
from blog.database.search.query import SearchQuery
from blog.database.search.query_parser import Spelling, Term
from blog.database.search.tokenizer import index_text

BETWEEN_PARTS = " | "
"""Stands between the parts of a text, so that no phrase goes from one into the next; no token holds it."""


def select_public(session: AnySession, term: Term, number: int, *, in_head: bool = False) -> TextualSelect:
    """Select the ids of the public articles that hold *term* or a word of its stems, whether it is excluded or not.

    Args:
        session: its engine has the index.
        term: the term.
        number: tells the parameters of several terms in one statement apart.
        in_head: whether the term must stand in headline or standfirst.
    """
    backend = backend_of(session)
    required = SearchQuery([replace(term, is_excluded=False)])
    condition, values = backend.match(required, in_head=in_head, suffix=f"_{number}")
    statement = cached_text(f"SELECT {backend.ARTICLE_ID} AS id FROM article_search WHERE {condition}")  # noqa: S608 - constants.
    return statement.bindparams(**values).columns(id=Integer)


def holds(term: Term, parts: Sequence[str] = PARTS) -> ColumnElement[bool]:
    """Return whether the indexed texts that are joined to an article hold *term* in one of *parts*."""
    padded: ColumnElement[str] = literal(" ")
    for part in parts:
        padded = padded + func.coalesce(INDEXED.c[part], "") + literal(BETWEEN_PARTS)
    return or_(*(padded.like(f"%{pattern_of(spelling)}%") for spelling in term.forms))


def is_held_by(term: Term, written: str) -> bool:
    """Return whether *written*, a short text that is in no index, holds *term*."""
    padded = f" {index_text(written)} "
    return any(pattern_of(spelling) in padded for spelling in term.spellings)


def pattern_of(spelling: Spelling) -> str:
    """Return *spelling* as it stands among tokens; they are letters and digits, so none is a wildcard."""
    return f" {spelling}" if spelling.is_prefix else f" {spelling} "
