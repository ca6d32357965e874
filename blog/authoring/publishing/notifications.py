"""Notifications of the newsroom: mails to authors about a review, and to the desk when a schedule was not kept."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select

from blog.authoring.publishing.article_history import event_row_options, find_latest_review_event
from blog.database import AnySession
from blog.delivery import outbox
from blog.models import Article, ArticleEvent, EventKind, Person, Role, is_among

ON_TIME = timedelta(minutes=1)
"""Up to this much late counts as on time; after that, the desk is notified."""
PROBLEM_SHOWN_FOR = timedelta(days=3)
"""How long the front page of the desk shows a problem."""
MAX_PROBLEMS = 20


def notify_desk(session: AnySession, event: ArticleEvent, now: datetime) -> None:
    """Enqueue a mail about *event* to its scheduler and the author, or to all editors if neither is at the desk."""
    for person in find_recipients(session, event):
        outbox.enqueue(session, "schedule", event, now, address=person.address)


def find_recipients(session: AnySession, event: ArticleEvent) -> Sequence[Person]:
    """Return the people whom *event* concerns and who can still sign in."""
    article = session.get_one(Article, event.article_id)
    person_ids = {article.author_id, event.details.get("scheduler_id")} - {None}
    at_work = select(Person).where(Person.is_suspended.is_(False), Person.address_key.is_not(None)).order_by(Person.id)
    concerned = session.scalars(at_work.where(Person.id.in_(person_ids))).all()
    return concerned or session.scalars(at_work.where(Person.role.in_((Role.EDITOR, Role.ADMINISTRATOR)))).all()


def list_schedule_problems(session: AnySession, person: Person, now: datetime) -> Sequence[ArticleEvent]:
    """Return recent schedule problems of the articles that *person* may edit, newest first."""
    is_mine = is_among(Article.editable_by(person), ArticleEvent.article_id)
    lately = ArticleEvent.happened_at > now - PROBLEM_SHOWN_FOR
    query = select(ArticleEvent).where(is_schedule_problem(), lately, is_mine)
    query = query.options(*event_row_options())
    return session.scalars(
        query.order_by(ArticleEvent.happened_at.desc(), ArticleEvent.id.desc()).limit(MAX_PROBLEMS)
    ).all()


def is_schedule_problem() -> ColumnElement[bool]:
    """Return the condition for an event of the worker: a time that was missed or could not be kept."""
    by_worker = and_(ArticleEvent.kind == EventKind.UNSCHEDULED, ArticleEvent.person_id.is_(None))
    return or_(ArticleEvent.kind == EventKind.MISSED, by_worker)


def notify_author_of_publication(
    session: AnySession, event: ArticleEvent, now: datetime, *, person_id: int | None
) -> None:
    """Enqueue the mail about the publication *event* to the author of a submitted article. The caller commits.

    *person_id* is who published or scheduled it; authors get no mail about what they did themselves.
    """
    if event.article.author_id != person_id and find_latest_review_event(session, event.article) is not None:
        notify_author(session, event, now)


def notify_author(session: AnySession, event: ArticleEvent, now: datetime) -> None:
    """Enqueue the mail about *event* to the author, or to who submitted a pending version.

    Who did it, or cannot sign in, gets none.
    """
    author = find_submitter(session, event.article) or event.article.author
    if author.id != event.person_id and not author.is_suspended and author.password_hash is not None:
        outbox.enqueue(session, "review", event, now, address=author.address)


def find_submitter(session: AnySession, article: Article) -> Person | None:
    """Return who submitted the pending version *article*, who may be an editor and not its author; else None."""
    submissions = select(ArticleEvent).filter_by(article_id=article.id, kind=EventKind.SUBMITTED)
    if not article.is_pending:
        return None
    event = session.scalars(submissions.order_by(ArticleEvent.id.desc()).limit(1)).first()
    return event.person if event else None
