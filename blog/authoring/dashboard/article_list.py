"""The articles on the front page of the desk, grouped by state, last saved first; keys of keyset pagination."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, literal, select, tuple_
from sqlalchemy.orm import defer, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from blog.database import AnySession, UTCDateTime
from blog.database.statements import without_index
from blog.models import Article, ArticleState, Person, Role, article_coauthors, read_counts

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
CURSOR = re.compile(r"([0-9]{1,17})-([0-9]{1,10})", re.ASCII)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class ArticleGroup:
    """The first articles of one state, of *count* in all."""

    state: ArticleState
    articles: list[Article]
    count: int


class ArticlePart(NamedTuple):
    """A part of the articles of a list."""

    query: Select[Article]
    is_ordered: bool = True
    """Whether an index holds it by state and date; else it is found by other means, and sorted."""


def list_groups(session: AnySession, person: Person, *, all_authors: bool) -> list[ArticleGroup]:
    """Return the first articles of each state that has any, in the order of the work."""
    parts = select_articles(person, all_authors=all_authors)
    counts = [count_articles(session, person, part, all_authors=all_authors) for part in parts]
    return [
        ArticleGroup(
            state,
            find_first(session, [part for part, count in zip(parts, counts, strict=True) if count[state]], state),
            sum(count[state] for count in counts),
        )
        for state in STATE_ORDER
        if any(count[state] for count in counts)
    ]


def find_first(session: AnySession, parts: Sequence[ArticlePart], state: ArticleState) -> list[Article]:
    """Return the first of the articles of all *parts* that are in *state*."""
    found = list[Article]()
    for part in parts:
        stands = Article.state if part.is_ordered else without_index(Article.state)
        query = part.query.options(*row_options()).where(stands == state)
        found += session.scalars(query.order_by(*order_of(state)).limit(GROUP_LIMIT))
    if state is ArticleState.SCHEDULED:
        found.sort(key=lambda article: (article.scheduled_at or EPOCH, article.id))
    else:
        found.sort(key=lambda article: (article.updated_at, article.id), reverse=True)
    return found[:GROUP_LIMIT]


def row_options() -> tuple[ExecutableOption, ...]:
    """Return what is loaded for a row of a list: author and pending version, and no rendered bodies."""
    pending = selectinload(Article.pending_version).load_only(Article.state, Article.scheduled_at, Article.ends_at)
    return defer(Article.body_html), defer(Article.body_text), joinedload(Article.author), pending


def select_articles(person: Person, *, all_authors: bool) -> list[ArticlePart]:
    """Return what *person* may edit, or only the own articles, in parts of which no two have an article in common.

    Articles of one's own and those shared with another first author are each
    found by an index, and both in one condition by none.
    """
    if all_authors:
        return [ArticlePart(Article.editable_by(person))]
    is_left, is_first = Article.state != ArticleState.DELETED, Article.author_id == person.id
    shared = select(article_coauthors.c.article_id).where(article_coauthors.c.person_id == person.id)
    is_shared = (Article.id.in_(shared), Article.published_at.is_(None), ~is_first)
    mine, others = select(Article).where(is_first, is_left), select(Article).where(*is_shared, is_left)
    return [ArticlePart(mine), ArticlePart(others, is_ordered=False)]


def order_of(state: ArticleState | None) -> tuple[ColumnElement[Any], ...]:
    """Return the order of articles in *state*: last saved first; of scheduled ones the next one to go live."""
    if state is ArticleState.SCHEDULED:
        return Article.scheduled_at.asc(), Article.id.asc()
    return Article.updated_at.desc(), Article.id.desc()


def count_articles(
    session: AnySession, person: Person, part: ArticlePart, *, all_authors: bool
) -> Counter[ArticleState]:
    """Return how many articles of *part* there are in each state that has any."""
    if all_authors and person.may(Role.EDITOR):
        kept = read_counts(session, "articles").items()
        return Counter({ArticleState(state): count for (state, _), count in kept if state != ArticleState.DELETED})
    query = part.query.with_only_columns(Article.state, func.count()).group_by(Article.state)
    return Counter({row[0]: row[1] for row in session.execute(query)})


def make_cursor(article: Article, state: ArticleState | None) -> str:
    """Return the cursor after *article* in a list of *state*, None for all: microseconds since 1970, and the id."""
    place = (state is ArticleState.SCHEDULED and article.scheduled_at) or article.updated_at
    return f"{(place - EPOCH) // timedelta(microseconds=1)}-{article.id}"


def after_cursor(cursor: str | None, state: ArticleState | None) -> list[ColumnElement[bool]]:
    """Return the condition for what comes after *cursor* in a list of *state*; none for an invalid cursor."""
    match = CURSOR.fullmatch(cursor or "")
    if match is None:
        return []
    moment, number = EPOCH + timedelta(microseconds=int(match[1])), min(int(match[2]), 2**31 - 1)
    here = tuple_(literal(moment, UTCDateTime), number)
    if state is ArticleState.SCHEDULED:
        return [tuple_(Article.scheduled_at, Article.id) > here]
    return [tuple_(Article.updated_at, Article.id) < here]
