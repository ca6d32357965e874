"""Scheduling an article; the worker publishes it (see scheduled_publishing)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from blog.authoring.publishing.article_history import record_event
from blog.authoring.publishing.publishing import require_publishable
from blog.database import AnySession
from blog.models import AlertLevel, Article, EventKind

MAX_AHEAD = timedelta(days=5 * 366)
"""A later time is taken for a mistyped year."""


@dataclass(frozen=True)
class SchedulePlan:
    """When an article goes live, with or without alert, and who scheduled it."""

    at: datetime
    person_id: int
    send_alert: bool = True
    level: AlertLevel = AlertLevel.NORMAL


class TooSoon(Exception):
    """The time has passed already."""


class TooFar(Exception):
    """The time is more than MAX_AHEAD away."""


class NotScheduled(Exception):
    """The article is not scheduled."""


def schedule(session: AnySession, article: Article, plan: SchedulePlan, now: datetime) -> None:
    """Schedule *article*, in place of an earlier schedule; the caller has locked the row and commits.

    Raises:
        TooSoon, TooFar: see require_future.
        AlreadyPublished, NotReady, EndsTooSoon, NotPublished, PublicTextChanged: it could not be published then.
    """
    require_future(plan.at, now)
    require_publishable(article, plan.at)
    article.schedule(plan.at, plan.person_id)
    article.is_alert_wanted, article.alert_level = plan.send_alert, plan.level
    details: dict[str, Any] = {"due_at": plan.at, "is_announced": plan.send_alert, "level": plan.level.value}
    record_event(session, article, EventKind.SCHEDULED, now, person_id=plan.person_id, **details)


def require_future(moment: datetime, now: datetime) -> None:
    """Check that *moment* is in the future.

    Raises:
        TooSoon: it has passed.
        TooFar: it is more than MAX_AHEAD away.
    """
    if moment <= now:
        raise TooSoon(moment)
    if moment - now > MAX_AHEAD:
        raise TooFar(moment)


def unschedule(session: AnySession, article: Article, now: datetime, *, person_id: int) -> None:
    """Take *article* off the schedule; the caller has locked the row and commits.

    Raises:
        NotScheduled: it is not scheduled.
    """
    if not article.is_scheduled:
        raise NotScheduled(article.slug)
    due_at = article.scheduled_at
    article.unschedule()
    record_event(session, article, EventKind.UNSCHEDULED, now, person_id=person_id, due_at=due_at)
