"""The articles at the desk, grouped by state, last saved first; keyset pagination inside a state."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, select, tuple_
from sqlalchemy.orm import defer, joinedload, selectinload

from blog.database import AnySession, UTCDateTime
from blog.models import Article, ArticleState, Person

STATE_ORDER = (
    ArticleState.DRAFT,
    ArticleState.IN_REVIEW,
    ArticleState.ACCEPTED,
    ArticleState.SCHEDULED,
    ArticleState.PUBLISHED,
    ArticleState.ENDED,
    ArticleState.WITHDRAWN,
)
GROUP_LIMIT = 8
"""Articles of each state on the front page."""
PAGE_SIZE = 40
"""Articles on a page of one state."""
CURSOR = re.compile(r"([0-9]{1,17})-([0-9]{1,10})", re.ASCII)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class ArticleGroup:
    """Some articles of one state, of *count* in all; *next_cursor* opens the next page, None on the last."""

    state: ArticleState
    articles: list[Article]
    count: int
    next_cursor: str | None


def list_groups(session: AnySession, person: Person, *, all_authors: bool) -> list[ArticleGroup]:
    """Return the first articles of each state that has any, in the order of the work."""
    counts = count_articles(session, person, all_authors=all_authors)
    return [
        list_group(session, person, state, count=counts[state], limit=GROUP_LIMIT, all_authors=all_authors)
        for state in STATE_ORDER
        if state in counts
    ]


def list_group(
    session: AnySession,
    person: Person,
    state: ArticleState,
    *,
    count: int,
    limit: int = PAGE_SIZE,
    cursor: str | None = None,
    all_authors: bool,
) -> ArticleGroup:
    """Return one page of the articles in *state* after *cursor*; an invalid cursor gives the first page."""
    query = select_articles(person, all_authors=all_authors).where(Article.state == state).limit(limit + 1)
    found = list(session.scalars(query.where(*after_cursor(cursor, state)).order_by(*order_of(state))))
    next_cursor = make_cursor(found[limit - 1]) if len(found) > limit else None
    return ArticleGroup(state, found[:limit], count, next_cursor)


def select_articles(person: Person, *, all_authors: bool) -> Select[Article]:
    """Select what *person* may edit, or only the own articles, without the rendered bodies."""
    query = Article.editable_by(person) if all_authors else select(Article).where(Article.is_work_of(person))
    pending = selectinload(Article.pending_version).load_only(Article.state, Article.scheduled_at, Article.ends_at)
    return query.options(defer(Article.body_html), defer(Article.body_text), joinedload(Article.author), pending)


def order_of(state: ArticleState) -> tuple[ColumnElement[Any], ...]:
    """Return the order of a group: last saved first; of scheduled articles the next one to go live."""
    if state is ArticleState.SCHEDULED:
        return Article.scheduled_at.asc(), Article.id.asc()
    return Article.updated_at.desc(), Article.id.desc()


def count_articles(session: AnySession, person: Person, *, all_authors: bool) -> dict[ArticleState, int]:
    """Return how many articles there are in each state that has any."""
    chosen = Article.editable_by(person) if all_authors else select(Article).where(Article.is_work_of(person))
    query = chosen.with_only_columns(Article.state, func.count()).group_by(Article.state)
    return {row[0]: row[1] for row in session.execute(query)}


def make_cursor(article: Article) -> str:
    """Return the cursor after which the next page starts: microseconds since the epoch, and the id."""
    place = (article.is_scheduled and article.scheduled_at) or article.updated_at
    return f"{(place - EPOCH) // timedelta(microseconds=1)}-{article.id}"


def after_cursor(cursor: str | None, state: ArticleState) -> list[ColumnElement[bool]]:
    """Return the condition for what comes after *cursor* in the group of *state*; none for an invalid cursor."""
    match = CURSOR.fullmatch(cursor or "")
    if match is None:
        return []
    moment, number = EPOCH + timedelta(microseconds=int(match[1])), min(int(match[2]), 2**31 - 1)
    here = tuple_(literal(moment, UTCDateTime), number)
    if state is ArticleState.SCHEDULED:
        return [tuple_(Article.scheduled_at, Article.id) > here]
    return [tuple_(Article.updated_at, Article.id) < here]
