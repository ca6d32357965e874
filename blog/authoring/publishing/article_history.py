"""Event history of an article, append-only; the review queue is read from it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, ScalarSelect, func, select
from sqlalchemy.orm import defer, joinedload
from sqlalchemy.sql.base import ExecutableOption

from blog.database import AnySession
from blog.models import Article, ArticleEvent, ArticleState, EventKind, Person

REVIEW_EVENTS = (EventKind.SUBMITTED, EventKind.TAKEN_BACK, EventKind.ACCEPTED, EventKind.RETURNED)
TEXTS = (Article.body_markdown, Article.body_html, Article.body_text)
"""Columns that no list shows."""


def record_event(
    session: AnySession,
    article: Article,
    kind: EventKind,
    now: datetime,
    *,
    person_id: int | None,
    note: str = "",
    **details: Any,
) -> ArticleEvent:
    """Add an event to the history of *article* and return it, flushed; the caller commits.

    *person_id* None stands for the worker. Times in *details* are kept as ISO 8601.
    """
    kept = {name: value.isoformat() if isinstance(value, datetime) else value for name, value in details.items()}
    event = ArticleEvent(article=article, kind=kind, happened_at=now, person_id=person_id, note=note, details=kept)
    session.add(event)
    session.flush()
    return event


def list_events(session: AnySession, article: Article) -> Sequence[ArticleEvent]:
    """Return the events of *article*, latest first."""
    query = select(ArticleEvent).where(ArticleEvent.article_id == article.id).options(joinedload(ArticleEvent.person))
    return session.scalars(query.order_by(ArticleEvent.id.desc())).all()


def find_successor(session: AnySession, gone_id: int, person: Person) -> Article | None:
    """Return the article whose pending version had the key *gone_id* and was published or deleted, None for none.

    None as well if *person* may not see it.
    """
    ended = ArticleEvent.details["pending_id"].as_integer() == gone_id
    latest = select(ArticleEvent.article_id).where(ended).order_by(ArticleEvent.id.desc()).limit(1)
    return session.scalar(Article.visible_to(person).where(Article.id == latest.scalar_subquery()))


def find_latest_review_event(session: AnySession, article: Article) -> ArticleEvent | None:
    """Return the latest review event of *article*, None if it was never submitted."""
    steps = select(ArticleEvent).where(ArticleEvent.article_id == article.id, ArticleEvent.kind.in_(REVIEW_EVENTS))
    return session.scalars(steps.order_by(ArticleEvent.id.desc()).limit(1)).one_or_none()


def select_latest_review_event_id() -> ScalarSelect[int]:
    """Select the id of the latest review event of the article in the enclosing query."""
    steps = (ArticleEvent.article_id == Article.id, ArticleEvent.kind.in_(REVIEW_EVENTS))
    return select(func.max(ArticleEvent.id)).where(*steps).correlate(Article).scalar_subquery()


def list_returned(session: AnySession, person: Person) -> Sequence[ArticleEvent]:
    """Return the events that returned an article to *person*, which was not submitted again, latest first."""
    mine = (Article.author_id == person.id, Article.state == ArticleState.DRAFT)
    returned = select(ArticleEvent).join(Article).where(*mine, ArticleEvent.id == select_latest_review_event_id())
    returned = returned.where(ArticleEvent.kind == EventKind.RETURNED).options(*event_row_options())
    return session.scalars(returned.order_by(ArticleEvent.id.desc())).all()


def list_review_queue(session: AnySession, limit: int) -> Sequence[Row[Article, ArticleEvent]]:
    """Return up to *limit* articles that wait for an editor, each with its latest review event or None.

    Articles in review come before accepted ones, the longest waiting first.
    """
    waiting = Article.state.in_((ArticleState.IN_REVIEW, ArticleState.ACCEPTED))
    queue = (
        select(Article, ArticleEvent)
        .outerjoin(ArticleEvent, ArticleEvent.id == select_latest_review_event_id())
        .where(waiting)
    )
    light = (*(defer(text) for text in TEXTS), joinedload(Article.lead_picture), joinedload(Article.author))
    return session.execute(queue.options(*light).order_by(Article.state.desc(), ArticleEvent.id).limit(limit)).all()


def event_row_options() -> tuple[ExecutableOption, ...]:
    """Return what a row about an event loads: who did it, and the article with its lead photo and without texts."""
    article = joinedload(ArticleEvent.article)
    without = (article.defer(text) for text in TEXTS)
    return joinedload(ArticleEvent.person), article.joinedload(Article.lead_picture), *without
