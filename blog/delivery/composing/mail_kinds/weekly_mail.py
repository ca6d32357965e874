"""The figures of one week for editors who wish them: readers who came, left or bounced, and what was followed most."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from flask_babel import format_date
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import InstrumentedAttribute

from blog.database import AnySession
from blog.delivery.composing.mail_kinds.mail_kind import MailContext, MailKind, declare
from blog.delivery.composing.mail_rendering import MailContent, render_mail
from blog.models import (
    Article,
    Delivery,
    Follow,
    Person,
    Role,
    SkipReason,
    Subscriber,
    SubscriberState,
    Suppression,
    Topic,
    read_kept_counts,
)
from blog.models.page_views import list_most_viewed, sum_by_day
from blog.text.cleaning import clean_line
from blog.text.language import site_language

WEEK = timedelta(days=7)
MOST_FOLLOWED = 3
MOST_VIEWED = 5


class Week(NamedTuple):
    """A week from Monday to Sunday: its first day, and the moments at which it begins and ends in the site's zone."""

    monday: date
    start: datetime
    end: datetime


def last_week(now: datetime) -> Week:
    """Return the week that was over last at *now*, in the zone of the site."""
    zone = site_language().zone
    today = now.astimezone(zone).date()
    monday = today - timedelta(days=today.weekday()) - WEEK
    start, end = (datetime.combine(day, time(), zone) for day in (monday, monday + WEEK))
    return Week(monday, start, end)


def count_week(session: AnySession, week: Week) -> Mapping[str, Any]:
    """Return the figures of *week*: numbers by name, and topics with how many began to follow them."""
    is_bounce = Subscriber.suppression.in_((Suppression.HARD_BOUNCE, Suppression.SOFT_BOUNCES))
    conditions = {
        "joined": is_within(Subscriber.confirmed_at, week),
        "left": is_within(Subscriber.left_at, week),
        "bounced": and_(is_bounce, is_within(Subscriber.suppressed_at, week)),
    }
    counted = {
        name: session.scalar(select(func.count()).select_from(Subscriber).where(condition)) or 0
        for name, condition in conditions.items()
    }
    published = select(func.count()).select_from(Article).where(is_within(Article.published_at, week))
    kept = read_kept_counts(session, "subscribers")
    total = (
        sum(number for (state, _detail), number in kept.items() if state == SubscriberState.CONFIRMED) if kept else 0
    )
    return {
        **counted,
        "published": session.scalar(published) or 0,
        "total": total,
        "topics": list_topics(session, week),
        **count_views(session, week),
    }


def count_views(session: AnySession, week: Week) -> Mapping[str, Any]:
    """Return the page views of *week*, and the articles that were viewed most, with how often."""
    sunday = week.monday + WEEK - timedelta(days=1)
    most = list_most_viewed(session, week.monday, sunday, MOST_VIEWED)
    return {
        "views": sum(sum_by_day(session, week.monday, sunday).values()),
        "most_viewed": [(clean_line(one.headline), one.views) for one in most],
    }


def is_within(column: ColumnElement[Any] | InstrumentedAttribute[Any], week: Week) -> ColumnElement[bool]:
    """Return whether the moment in *column* lies in *week*."""
    return and_(column >= week.start, column < week.end)


def list_topics(session: AnySession, week: Week) -> list[tuple[str, int]]:
    """Return the topics that most readers began to follow in *week*, with how many."""
    number = func.count(Follow.id)
    followed = (
        select(Topic.name, number)
        .join(Follow, Follow.topic_id == Topic.id)
        .where(is_within(Follow.created_at, week))
        .group_by(Topic.id, Topic.name)
        .order_by(number.desc(), Topic.name)
    )
    return [(clean_line(name), count) for name, count in session.execute(followed.limit(MOST_FOLLOWED))]


def write_weekly(person: Person, context: MailContext) -> MailContent:
    """Return the figures of the week before the message was owed."""
    owed_at = context.session.scalar(select(Delivery.owed_at).where(Delivery.id == context.delivery_id))
    return render_week(last_week(owed_at or context.now), context)


def render_week(week: Week, context: MailContext) -> MailContent:
    """Return the figures of *week*."""
    values = {
        **count_week(context.session, week),
        "first_day": format_date(week.monday, "long"),
        "last_day": format_date(week.monday + WEEK - timedelta(days=1), "long"),
        "desk_url": context.links.absolute("/desk/"),
        "profile_url": context.links.absolute("/account"),
    }
    return render_mail("weekly", values, is_list=False)


def skip_weekly(person: Person, now: datetime) -> SkipReason | None:
    """Return LEFT if *person* does not want the figures any more, or may not see them."""
    return None if person.has_weekly_figures and person.may(Role.EDITOR) else SkipReason.LEFT


WEEKLY = declare(
    MailKind("weekly", title=_l("Figures of the week"), reference="person", write=write_weekly, skip_reason=skip_weekly)
)
