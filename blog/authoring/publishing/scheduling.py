"""Deciding when an article goes live; the worker makes it so (goinglive)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from blog.authoring.publishing.article_history import note_event
from blog.authoring.publishing.publishing import demand_ready
from blog.database import AnySession
from blog.models import AlertLevel, Article, EventKind

FARTHEST = timedelta(days=5 * 366)
"""Whoever means a later time has mistyped the year."""


@dataclass(frozen=True)
class Plan:
    """When an article goes live, whether readers are told then, and who decided so."""

    at: datetime
    person_id: int
    is_announced: bool = True
    level: AlertLevel = AlertLevel.NORMAL


class TooSoon(Exception):
    """The time has passed already."""


class TooFar(Exception):
    """The time is further away than anybody plans."""


class NotScheduled(Exception):
    """The article waits for no time."""


def schedule(session: AnySession, article: Article, plan: Plan, now: datetime) -> None:
    """Let *article* go live as *plan* says, whatever was planned before; the caller has locked the row and commits.

    Raises:
        TooSoon, TooFar: the time is none that lies ahead.
        AlreadyPublished, NotReady, EndsTooSoon: it could not be published then.
    """
    demand_ahead(plan.at, now)
    demand_ready(article, plan.at)
    article.schedule(plan.at, plan.person_id)
    article.is_alert_wanted, article.alert_level = plan.is_announced, plan.level
    details: dict[str, Any] = {"due_at": plan.at, "is_announced": plan.is_announced, "level": plan.level.value}
    note_event(session, article, EventKind.SCHEDULED, now, person_id=plan.person_id, **details)


def demand_ahead(moment: datetime, now: datetime) -> None:
    """Do nothing if *moment* lies ahead, and not too far.

    Raises:
        TooSoon, TooFar: it does not.
    """
    if moment <= now:
        raise TooSoon(moment)
    if moment - now > FARTHEST:
        raise TooFar(moment)


def unschedule(session: AnySession, article: Article, now: datetime, *, person_id: int) -> None:
    """Take *article* off the schedule; the caller has locked the row and commits.

    Raises:
        NotScheduled: it is not on it.
    """
    if not article.is_scheduled:
        raise NotScheduled(article.slug)
    due_at = article.scheduled_at
    article.unschedule()
    note_event(session, article, EventKind.UNSCHEDULED, now, person_id=person_id, due_at=due_at)
