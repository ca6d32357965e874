"""Notifications of the newsroom: mails to authors about a review, and to the desk when a schedule was not kept."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import joinedload

from blog.authoring.publishing.article_history import last_step
from blog.database import AnySession
from blog.delivery import outbox
from blog.models import Article, ArticleEvent, EventKind, Person, Role

PUNCTUAL = timedelta(minutes=1)
"""Up to this much later, a deed counts as done at the time that was promised; after that, the desk is told."""
SHOWN_FOR = timedelta(days=3)
"""How long the desk's first page says it."""
MOST = 20


def tell_desk(session: AnySession, event: ArticleEvent, now: datetime) -> None:
    """Owe a message about *event* to who planned it and to the authors; to the editors where nobody is left."""
    for person in find_people(session, event):
        outbox.enqueue(session, "schedule", event, now, address=person.address)


def find_people(session: AnySession, event: ArticleEvent) -> Sequence[Person]:
    """Return whom it concerns and who is still at the desk."""
    article = session.get_one(Article, event.article_id)
    keys = {article.author_id, event.details.get("scheduler_id")} - {None}
    at_work = select(Person).where(Person.is_suspended.is_(False)).order_by(Person.id)
    concerned = session.scalars(at_work.where(Person.id.in_(keys))).all()
    return concerned or session.scalars(at_work.where(Person.role.in_((Role.EDITOR, Role.ADMINISTRATOR)))).all()


def list_surprises(session: AnySession, person: Person, now: datetime) -> Sequence[ArticleEvent]:
    """Return what the worker did lately otherwise than planned with what *person* may edit, newest first."""
    mine = Article.editable_by(person).with_only_columns(Article.id)
    lately = ArticleEvent.happened_at > now - SHOWN_FOR
    query = select(ArticleEvent).where(is_surprise(), lately, ArticleEvent.article_id.in_(mine))
    whole = query.options(joinedload(ArticleEvent.article).load_only(Article.id, Article.headline, Article.state))
    return session.scalars(whole.order_by(ArticleEvent.happened_at.desc(), ArticleEvent.id.desc()).limit(MOST)).all()


def is_surprise() -> ColumnElement[bool]:
    """Return whether an event is one that nobody at the desk did: a time that was missed or could not be kept."""
    by_worker = and_(ArticleEvent.kind == EventKind.UNSCHEDULED, ArticleEvent.person_id.is_(None))
    return or_(ArticleEvent.kind == EventKind.MISSED, by_worker)


def tell_if_handed_in(session: AnySession, event: ArticleEvent, now: datetime, *, person_id: int | None) -> None:
    """Owe the author the mail about the publication *event* if the article was handed in. The caller commits.

    *person_id* is who published or scheduled it; authors are not told what they did themselves.
    """
    if event.article.author_id != person_id and last_step(session, event.article) is not None:
        tell_author(session, event, now)


def tell_author(session: AnySession, event: ArticleEvent, now: datetime) -> None:
    """Owe the author the mail about *event*, unless the author did it or can no longer come in."""
    author = event.article.author
    if author.id != event.person_id and not author.is_suspended and author.password_hash is not None:
        outbox.enqueue(session, "review", event, now, address=author.address)
