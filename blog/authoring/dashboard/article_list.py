"""The articles at the desk, a shelf for each state, last saved first."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, select, tuple_
from sqlalchemy.orm import defer, joinedload

from blog.database import AnySession, UTCDateTime
from blog.models import Article, ArticleState, Person

ORDER = (
    ArticleState.DRAFT,
    ArticleState.IN_REVIEW,
    ArticleState.ACCEPTED,
    ArticleState.SCHEDULED,
    ArticleState.PUBLISHED,
    ArticleState.ENDED,
    ArticleState.WITHDRAWN,
)
SHORT = 8
"""Articles of a shelf among others."""
LONG = 40
"""Articles on a page of one shelf."""
KEY = re.compile(r"([0-9]{1,17})-([0-9]{1,10})", re.ASCII)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Shelf:
    """Some articles of one state, of *count* in all; *before* is the key of the next page or None."""

    state: ArticleState
    articles: list[Article]
    count: int
    before: str | None


def read_shelves(session: AnySession, person: Person, *, is_everyone: bool) -> list[Shelf]:
    """Return the start of each shelf that holds anything, in the order of the work."""
    counts = count_articles(session, person, is_everyone=is_everyone)
    return [
        read_shelf(session, person, state, count=counts[state], most=SHORT, is_everyone=is_everyone)
        for state in ORDER
        if state in counts
    ]


def read_shelf(
    session: AnySession,
    person: Person,
    state: ArticleState,
    *,
    count: int,
    most: int = LONG,
    before: str | None = None,
    is_everyone: bool,
) -> Shelf:
    """Return one page of a shelf, from the key *before* on; a key that is none gives the first page."""
    query = select_articles(person, is_everyone=is_everyone).where(Article.state == state).limit(most + 1)
    found = list(session.scalars(query.where(*after_key(before, state)).order_by(*order_of(state))))
    rest = write_key(found[most - 1]) if len(found) > most else None
    return Shelf(state, found[:most], count, rest)


def select_articles(person: Person, *, is_everyone: bool) -> Select[Article]:
    """Select what *person* may edit, or only the own articles, without the forms made for readers."""
    query = Article.editable_by(person) if is_everyone else select(Article).where(Article.is_work_of(person))
    return query.options(defer(Article.body_html), defer(Article.body_text), joinedload(Article.author))


def order_of(state: ArticleState) -> tuple[ColumnElement[Any], ...]:
    """Return what comes first on a shelf: the last saved, and of what is scheduled the next to go live."""
    if state is ArticleState.SCHEDULED:
        return Article.scheduled_at.asc(), Article.id.asc()
    return Article.updated_at.desc(), Article.id.desc()


def count_articles(session: AnySession, person: Person, *, is_everyone: bool) -> dict[ArticleState, int]:
    """Return how many articles there are in each state that has any."""
    chosen = Article.editable_by(person) if is_everyone else select(Article).where(Article.is_work_of(person))
    query = chosen.with_only_columns(Article.state, func.count()).group_by(Article.state)
    return {row[0]: row[1] for row in session.execute(query)}


def write_key(article: Article) -> str:
    """Return the key after which the next page starts."""
    place = (article.is_scheduled and article.scheduled_at) or article.updated_at
    return f"{(place - EPOCH) // timedelta(microseconds=1)}-{article.id}"


def after_key(key: str | None, state: ArticleState) -> list[ColumnElement[bool]]:
    """Return the condition for what comes after *key* on the shelf of *state*; none when it is no key."""
    match = KEY.fullmatch(key or "")
    if match is None:
        return []
    moment, number = EPOCH + timedelta(microseconds=int(match[1])), min(int(match[2]), 2**31 - 1)
    here = tuple_(literal(moment, UTCDateTime), number)
    if state is ArticleState.SCHEDULED:
        return [tuple_(Article.scheduled_at, Article.id) > here]
    return [tuple_(Article.updated_at, Article.id) < here]
