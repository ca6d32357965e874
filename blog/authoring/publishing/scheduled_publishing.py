"""The worker's deed at the time of an article: what was scheduled becomes public, and its alert is owed.

Nothing becomes visible by comparing dates while reading: it is this write that counts.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError

from blog.authoring.publishing.article_history import note_event
from blog.authoring.publishing.notifications import tell_desk
from blog.authoring.publishing.prepublication_checks import Finding, find_unanswered
from blog.authoring.publishing.publishing import Announcing, publish
from blog.database import AnySession, skip_locked
from blog.models import Article, ArticleEvent, EventKind, Person, Role

log = structlog.get_logger()
FindDoubts = Callable[[Article], Sequence[Finding]]
"""Says what the checks find in an article."""


class Obstacle(StrEnum):
    """Why a scheduled article was not published."""

    NOBODY = "nobody"
    """Who scheduled it is not at the desk any more."""
    SUSPENDED = "suspended"
    RIGHTS = "rights"
    """Who scheduled it may not publish it any more."""
    MISSING = "missing"
    """Something that readers need is empty."""
    DOUBTS = "doubts"
    """An edit after the scheduling brought in what the checks find, and nobody has said why it does not matter."""
    OVER = "over"
    """Its end has passed too."""
    FAILED = "failed"
    """Publishing it broke down; the log says how."""


def go_live_next(
    session: AnySession, now: datetime, *, grace: timedelta = timedelta(), find_doubts: FindDoubts = lambda _: ()
) -> bool:
    """Publish the scheduled article that has waited longest past its time; return whether there was one.

    Its row is locked, so that of several workers one does it. The caller
    commits: article, revision, event and the alert that is owed stand or fall
    together, and after a kill the article is due as before.
    """
    due = skip_locked(Article.due_to_go_live(now).limit(1)).execution_options(populate_existing=True)
    article = session.scalars(due).first()
    if article is None:
        return False
    scheduler = session.get(Person, article.scheduled_by_id) if article.scheduled_by_id else None
    obstacle = find_obstacle(session, article, scheduler, now)
    if obstacle is None and find_unanswered(session, article, find_doubts(article)):
        obstacle = Obstacle.DOUBTS
    if obstacle is None and scheduler is not None:
        obstacle = try_to_publish(session, article, scheduler, now, grace)
    if obstacle is not None:
        put_back(session, article, obstacle, now)
    return True


def find_obstacle(session: AnySession, article: Article, scheduler: Person | None, now: datetime) -> Obstacle | None:
    """Return why *article* must not be published as *scheduler* wanted, or None."""
    if scheduler is None:
        return Obstacle.NOBODY
    if not scheduler.is_active:
        return Obstacle.SUSPENDED
    mine = Article.editable_by(scheduler).with_only_columns(Article.id).where(Article.id == article.id)
    if not scheduler.may(Role.AUTHOR) or session.scalar(mine) is None:
        return Obstacle.RIGHTS
    if article.missing:
        return Obstacle.MISSING
    return Obstacle.OVER if article.ends_at is not None and article.ends_at <= now else None


def try_to_publish(
    session: AnySession, article: Article, scheduler: Person, now: datetime, grace: timedelta
) -> Obstacle | None:
    """Publish *article*, and return None or why it could not be: one that breaks must not keep the others waiting."""
    slug, due_at = article.slug, article.scheduled_at
    how = Announcing(article.alert_level, grace, scheduler.id)
    try:
        with session.begin_nested():
            publish(session, article, now, is_announced=article.is_alert_wanted, how=how, due_at=due_at)
    except SQLAlchemyError:
        raise
    except Exception:
        log.exception("scheduled article could not be published", article=slug)
        return Obstacle.FAILED
    return None


def put_back(session: AnySession, article: Article, obstacle: Obstacle, now: datetime) -> ArticleEvent:
    """Take *article* off the schedule instead of publishing it, and say why."""
    due_at, scheduler_id = article.scheduled_at, article.scheduled_by_id
    article.unschedule()
    details: dict[str, Any] = {"due_at": due_at, "scheduler_id": scheduler_id, "obstacle": obstacle.value}
    event = note_event(session, article, EventKind.UNSCHEDULED, now, person_id=None, **details)
    tell_desk(session, event, now)
    return event
