"""What happened since yesterday: acts of the newsroom, remarks of guests, readers who came and left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from blog.database import AnySession
from blog.models import Article, ArticleEvent, Person, Remark, Subscriber, is_among

MAX_SHOWN = 12
MAX_COUNTED = 1_000
"""Readers are counted up to here: an import brings a million at once."""
LIGHT = (Article.id, Article.headline, Article.state)


@dataclass(frozen=True)
class Activity:
    """One act about an article: by a person, by the worker, or by a guest, whose *remark* it then is."""

    at: datetime
    article: Article
    event: ArticleEvent | None = None
    remark: Remark | None = None


@dataclass(frozen=True)
class ReaderChanges:
    """How many readers confirmed and how many left; at most one above MAX_COUNTED each."""

    confirmed: int
    left: int


def list_activity(session: AnySession, person: Person, since: datetime) -> list[Activity]:
    """Return what happened *since* to the articles that *person* may see, the latest first, at most MAX_SHOWN."""
    events, remarks = list_events_since(session, person, since), list_remarks_since(session, person, since)
    found = [Activity(event.happened_at, event.article, event=event) for event in events]
    found += [Activity(remark.written_at, remark.article, remark=remark) for remark in remarks]
    return sorted(found, key=lambda one: one.at, reverse=True)[:MAX_SHOWN]


def list_events_since(session: AnySession, person: Person, since: datetime) -> Sequence[ArticleEvent]:
    """Return the acts *since*, the latest first."""
    seen = is_among(Article.visible_to(person), ArticleEvent.article_id)
    query = select(ArticleEvent).where(ArticleEvent.happened_at >= since, seen)
    query = query.options(joinedload(ArticleEvent.article).load_only(*LIGHT), joinedload(ArticleEvent.person))
    return session.scalars(query.order_by(ArticleEvent.happened_at.desc()).limit(MAX_SHOWN)).all()


def list_remarks_since(session: AnySession, person: Person, since: datetime) -> Sequence[Remark]:
    """Return the remarks of guests *since*, the latest first."""
    seen = is_among(Article.visible_to(person), Remark.article_id)
    query = select(Remark).where(Remark.written_at >= since, seen)
    query = query.options(joinedload(Remark.article).load_only(*LIGHT))
    return session.scalars(query.order_by(Remark.written_at.desc()).limit(MAX_SHOWN)).all()


def count_reader_changes(session: AnySession, since: datetime) -> ReaderChanges:
    """Return how many readers confirmed and left *since*."""
    confirmed, left = Subscriber.confirmed_at >= since, Subscriber.left_at >= since
    return ReaderChanges(count_up_to(session, confirmed), count_up_to(session, left))


def count_up_to(session: AnySession, condition: ColumnElement[bool]) -> int:
    """Return how many readers are under *condition*, at most one above MAX_COUNTED."""
    ids = select(Subscriber.id).where(condition).limit(MAX_COUNTED + 1)
    return session.scalar(select(func.count()).select_from(ids.subquery())) or 0
