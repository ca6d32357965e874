"""The own articles of a person by state, for the front page of the desk; order and cursors of lists of articles."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, literal, select, tuple_
from sqlalchemy.orm import defer, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from blog.database import AnySession, UTCDateTime
from blog.database.statements import without_index
from blog.models import UNLISTED, Article, ArticleState, Person, article_coauthors

STATE_ORDER = (
    ArticleState.DRAFT,
    ArticleState.IN_REVIEW,
    ArticleState.ACCEPTED,
    ArticleState.SCHEDULED,
    ArticleState.PUBLISHED,
    ArticleState.ENDED,
    ArticleState.WITHDRAWN,
)
MAX_DRAFTS = 5
"""Drafts on the front page."""
CURSOR = re.compile(r"(-[0-9]{1,16}|[0-9]{1,17})-([0-9]{1,10})", re.ASCII)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class OwnArticles:
    """The last drafts of a person, and how many articles there are in each state that has any."""

    drafts: list[Article]
    counts: Counter[ArticleState]


class ArticlePart(NamedTuple):
    """A part of the articles of a list."""

    query: Select[Article]
    is_ordered: bool = True
    """Whether an index holds it by state and date; else it is found by other means, and sorted."""


def list_own(session: AnySession, person: Person, *, without: Collection[int] = ()) -> OwnArticles:
    """Return the last drafts of *person*, who may be a further author of them, and the counts of all own articles.

    Drafts whose ids are in *without* stand elsewhere on the page.
    """
    parts = select_own(person)
    counts = [count_states(session, part) for part in parts]
    drafts = [part for part, count in zip(parts, counts, strict=True) if count[ArticleState.DRAFT]]
    return OwnArticles(find_first(session, drafts, ArticleState.DRAFT, without), sum(counts, Counter()))


def find_first(
    session: AnySession, parts: Sequence[ArticlePart], state: ArticleState, without: Collection[int]
) -> list[Article]:
    """Return the first of the articles of all *parts* that are in *state*, but those with the ids *without*."""
    found = list[Article]()
    for part in parts:
        stands = Article.state if part.is_ordered else without_index(Article.state)
        query = part.query.options(*row_options()).where(stands == state, Article.id.not_in(without))
        found += session.scalars(query.order_by(*order_of(state)).limit(MAX_DRAFTS))
    found.sort(key=lambda article: (article.updated_at, article.id), reverse=True)
    return found[:MAX_DRAFTS]


def row_options() -> tuple[ExecutableOption, ...]:
    """Return what is loaded for a row of a list: people, topics, lead photo and pending version, no rendered bodies."""
    pending = selectinload(Article.pending_version).load_only(Article.state, Article.scheduled_at, Article.ends_at)
    original = joinedload(Article.pending_for).load_only(Article.id, Article.author_id)
    return (
        defer(Article.body_html),
        defer(Article.body_text),
        joinedload(Article.author),
        joinedload(Article.lead_picture),
        selectinload(Article.coauthors),
        selectinload(Article.topics),
        original.joinedload(Article.author),
        original.selectinload(Article.coauthors),
        pending,
    )


def select_own(person: Person) -> list[ArticlePart]:
    """Return the own articles of *person* in parts of which no two have an article in common.

    Articles of one's own and those shared with another first author are each
    found by an index, and both in one condition by none.
    """
    is_left, is_first = Article.state.not_in(UNLISTED), Article.author_id == person.id
    shared = select(article_coauthors.c.article_id).where(article_coauthors.c.person_id == person.id)
    is_shared = (Article.id.in_(shared), Article.published_at.is_(None), ~is_first)
    mine, others = select(Article).where(is_first, is_left), select(Article).where(*is_shared, is_left)
    return [ArticlePart(mine), ArticlePart(others, is_ordered=False)]


def order_of(state: ArticleState | None) -> tuple[ColumnElement[Any], ...]:
    """Return the order of articles in *state*: last saved first; of scheduled ones the next one to go live."""
    if state is ArticleState.SCHEDULED:
        return Article.scheduled_at.asc(), Article.id.asc()
    return Article.updated_at.desc(), Article.id.desc()


def count_states(session: AnySession, part: ArticlePart) -> Counter[ArticleState]:
    """Return how many articles of *part* there are in each state that has any."""
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
