"""Publishing scheduled articles when they are due, by the worker.

Reading compares no dates: an article becomes visible by this write alone.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError

from blog.authoring.drafts.pending_versions import PublicTextChanged
from blog.authoring.drafts.slugs import SlugTaken
from blog.authoring.drafts.writing import NotReady
from blog.authoring.publishing.article_history import record_event
from blog.authoring.publishing.notifications import notify_desk
from blog.authoring.publishing.prepublication_checks import find_not_overruled
from blog.authoring.publishing.publishing import (
    AlertOptions,
    EndsTooSoon,
    NotPublished,
    publish,
    require_publishable,
)
from blog.authoring.publishing.text_checks import Finding
from blog.database import AnySession, skip_locked
from blog.models import Article, ArticleEvent, EventKind, Person, Role
from blog.pictures.files.article_bodies import render_ahead

log = structlog.get_logger()
RunChecks = Callable[[Article], Sequence[Finding]]
"""Returns the findings of the pre-publication checks for an article."""


class Obstacle(StrEnum):
    """Why a scheduled article was not published."""

    NO_SCHEDULER = "nobody"
    """The account of its scheduler was deleted."""
    SUSPENDED = "suspended"
    RIGHTS = "rights"
    """Its scheduler may not publish it any more."""
    MISSING = "missing"
    """A column that publication requires is empty."""
    DOUBTS = "doubts"
    """An edit after the scheduling brought in findings of the checks that were not overruled."""
    OVER = "over"
    """Its end has passed too."""
    WITHDRAWN = "withdrawn"
    """It is a pending version, and its article is not public any more."""
    CHANGED = "changed"
    """It is a pending version, and would undo a later change of the public text."""
    ADDRESS = "address"
    """It is a pending version, and another article has taken the address that it plans."""
    FAILED = "failed"
    """Publishing it raised an error, which is in the log."""


OBSTACLES: dict[type[Exception], Obstacle] = {
    NotReady: Obstacle.MISSING,
    EndsTooSoon: Obstacle.OVER,
    NotPublished: Obstacle.WITHDRAWN,
    PublicTextChanged: Obstacle.CHANGED,
    SlugTaken: Obstacle.ADDRESS,
}
"""What stands in the way, by the error with which publishing would refuse."""


def publish_next_due(
    session: AnySession, now: datetime, *, grace: timedelta = timedelta(), run_checks: RunChecks = lambda _: ()
) -> bool:
    """Publish the scheduled article that has waited longest past its time; return whether there was one.

    A long text is rendered first, which rolls the session back. Then its row
    is locked, so that one of several workers does it. The caller commits
    article, revision, event and alert together; after a kill the article is
    due as before.
    """
    due = Article.due_to_go_live(now).limit(1)
    body = session.execute(due.with_only_columns(Article.body_markdown, Article.language)).first()
    if body is None:
        return False
    render_ahead(session, *body)
    article = session.scalars(skip_locked(due).execution_options(populate_existing=True)).first()
    if article is None:
        return False
    scheduler = session.get(Person, article.scheduled_by_id) if article.scheduled_by_id else None
    obstacle = find_obstacle(session, article, scheduler, now)
    if obstacle is None and find_not_overruled(session, article, run_checks(article)):
        obstacle = Obstacle.DOUBTS
    if obstacle is None and scheduler is not None:
        obstacle = try_to_publish(session, article, scheduler, now, grace)
    if obstacle is not None:
        unschedule_because(session, article, obstacle, now)
    return True


def find_obstacle(session: AnySession, article: Article, scheduler: Person | None, now: datetime) -> Obstacle | None:
    """Return why *article* must not be published for *scheduler*, or None."""
    if scheduler is None:
        return Obstacle.NO_SCHEDULER
    if not scheduler.is_active:
        return Obstacle.SUSPENDED
    mine = Article.editable_by(scheduler).with_only_columns(Article.id).where(Article.id == article.id)
    if not scheduler.may(Role.AUTHOR) or session.scalar(mine) is None:
        return Obstacle.RIGHTS
    try:
        require_publishable(article, now)
    except tuple(OBSTACLES) as refusal:
        return OBSTACLES[type(refusal)]
    return None


def try_to_publish(
    session: AnySession, article: Article, scheduler: Person, now: datetime, grace: timedelta
) -> Obstacle | None:
    """Publish *article*; return FAILED on an error, so that one broken article does not block the others."""
    slug, due_at = article.slug, article.scheduled_at
    options = AlertOptions(article.alert_level, grace, scheduler.id)
    try:
        with session.begin_nested():
            publish(session, article, now, send_alert=article.is_alert_wanted, options=options, due_at=due_at)
    except SQLAlchemyError:
        raise
    except tuple(OBSTACLES) as refusal:
        return OBSTACLES[type(refusal)]
    except Exception:
        log.exception("scheduled article could not be published", article=slug)
        return Obstacle.FAILED
    return None


def unschedule_because(session: AnySession, article: Article, obstacle: Obstacle, now: datetime) -> ArticleEvent:
    """Unschedule *article*, record the obstacle, and notify the desk."""
    due_at, scheduler_id = article.scheduled_at, article.scheduled_by_id
    article.unschedule()
    details: dict[str, Any] = {"due_at": due_at, "scheduler_id": scheduler_id, "obstacle": obstacle.value}
    event = record_event(session, article, EventKind.UNSCHEDULED, now, person_id=None, **details)
    notify_desk(session, event, now)
    return event
