"""What was done to an article, by whom and why; the list only grows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, ScalarSelect, func, select
from sqlalchemy.orm import defer, joinedload

from blog.database import AnySession
from blog.models import Article, ArticleEvent, ArticleState, EventKind, Person

OF_REVIEW = (EventKind.SUBMITTED, EventKind.TAKEN_BACK, EventKind.ACCEPTED, EventKind.RETURNED)


def note_event(
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
    """Return all that was done to *article*, the latest first."""
    whole = select(ArticleEvent).where(ArticleEvent.article_id == article.id).options(joinedload(ArticleEvent.person))
    return session.scalars(whole.order_by(ArticleEvent.id.desc())).all()


def last_step(session: AnySession, article: Article) -> ArticleEvent | None:
    """Return the latest step of review of *article*, None if it was never handed in."""
    steps = select(ArticleEvent).where(ArticleEvent.article_id == article.id, ArticleEvent.kind.in_(OF_REVIEW))
    return session.scalars(steps.order_by(ArticleEvent.id.desc()).limit(1)).one_or_none()


def last_step_of() -> ScalarSelect[int]:
    """Return the key of the latest step of review of the article in the surrounding query."""
    steps = (ArticleEvent.article_id == Article.id, ArticleEvent.kind.in_(OF_REVIEW))
    return select(func.max(ArticleEvent.id)).where(*steps).correlate(Article).scalar_subquery()


def list_returned(session: AnySession, person: Person) -> Sequence[ArticleEvent]:
    """Return what was sent back to *person* and not handed in again, with its article, the latest first."""
    mine = (Article.author_id == person.id, Article.state == ArticleState.DRAFT)
    back = select(ArticleEvent).join(Article).where(*mine, ArticleEvent.id == last_step_of())
    back = back.where(ArticleEvent.kind == EventKind.RETURNED).options(joinedload(ArticleEvent.article))
    return session.scalars(back.order_by(ArticleEvent.id.desc())).all()


def read_queue(session: AnySession, most: int) -> Sequence[Row[Article, ArticleEvent]]:
    """Return what waits for an editor, with its latest step or None: first what is in review, then what is accepted.

    What has waited longest comes first.
    """
    waiting = Article.state.in_((ArticleState.IN_REVIEW, ArticleState.ACCEPTED))
    queue = select(Article, ArticleEvent).outerjoin(ArticleEvent, ArticleEvent.id == last_step_of()).where(waiting)
    light = (defer(Article.body_html), defer(Article.body_text), joinedload(Article.author))
    return session.execute(queue.options(*light).order_by(Article.state.desc(), ArticleEvent.id).limit(most)).all()
