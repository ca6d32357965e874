"""The front page of the desk: what waits, own drafts, what happened since yesterday, what goes out next."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby

from flask import g, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from blog.authoring.blueprint import blueprint
from blog.authoring.dashboard.article_list import list_own
from blog.authoring.dashboard.article_pages import DeskLink, list_article_pages, may_change, publication_page
from blog.authoring.dashboard.forms import STATE_LABELS
from blog.authoring.dashboard.overview.activity import count_reader_changes, list_activity
from blog.authoring.dashboard.overview.alert_figures import find_latest_alert
from blog.authoring.dashboard.overview.upcoming import UpcomingItem, list_upcoming
from blog.authoring.dashboard.overview.waiting import WaitingItem, WaitingKind, list_waiting
from blog.authoring.drafts.time_formats import format_ago, format_clock, format_day, format_weekday, format_zone
from blog.authoring.editor.working_copies import list_copies
from blog.database import db
from blog.models import Article, Role
from blog.text.language import site_language
from blog.web.access.policy import staff
from blog.web.clock import read_clock

WORKING_DAYS = timedelta(days=1)
"""How far back the front page tells what happened, counted from this midnight."""


@blueprint.app_template_global()
def article_pages(article: Article) -> list[DeskLink]:
    """Return the pages of *article* that the signed-in person may open, without that of publication."""
    return list_article_pages(article, current_user)


@blueprint.app_template_global()
def is_article_changeable(article: Article) -> bool:
    """Return whether the signed-in person, who can see *article*, may change it."""
    return may_change(article, current_user)


@blueprint.app_template_global()
def page_of_publication(article: Article) -> DeskLink | None:
    """Return the page that publishes *article*, or shows its alert and dates; None who may not publish."""
    return publication_page(article, current_user)


@blueprint.app_template_filter("ago")
def ago(moment: datetime) -> str:
    """Return how long ago *moment* was, or when it comes."""
    return format_ago(moment, read_clock())


blueprint.add_app_template_filter(format_weekday, "weekday")
blueprint.add_app_template_filter(format_clock, "timeofday")


@blueprint.app_template_filter("initials")
def initials(name: str) -> str:
    """Return the first letters of the first and the last word of *name*."""
    words = name.split()
    return "".join(word[0] for word in [*words[:1], *words[1:][-1:]]).upper()


@blueprint.app_template_global()
def site_zone() -> str:
    """Return the name of the site's time zone."""
    return format_zone(site_language().zone)


@blueprint.app_template_filter("groupby_day")
def group_by_day(items: Sequence[UpcomingItem]) -> list[tuple[str, list[UpcomingItem]]]:
    """Return *items*, which stand in order, under the names of their days."""
    now = read_clock()
    return [(day, list(group)) for day, group in groupby(items, key=lambda item: format_day(item.at, now))]


@blueprint.get("/desk/")
@staff(Role.CONTRIBUTOR)
def desk() -> ResponseReturnValue:
    """Show what waits for the person, the own drafts, what happened since yesterday, and what goes out next."""
    now = read_clock()
    since = start_of_day(now) - WORKING_DAYS
    waiting = list_waiting(db.session, current_user, now)
    g.waiting_count = len(waiting)
    values = {
        "now": now,
        "waiting": waiting,
        "own": list_own(db.session, current_user, without=list_returned_ids(waiting)),
        "copies": list_copies(db.session, current_user.id),
        "activity": list_activity(db.session, current_user, since),
        "reader_changes": count_reader_changes(db.session, since) if current_user.may(Role.ADMINISTRATOR) else None,
        "upcoming": list_upcoming(db.session, current_user, now),
        "latest": find_latest_alert(db.session, current_user) if current_user.may(Role.AUTHOR) else None,
        "state_labels": STATE_LABELS,
    }
    return render_template("authoring/dashboard/desk.html", **values)


def list_returned_ids(waiting: Sequence[WaitingItem]) -> list[int]:
    """Return the ids of the own drafts that stand among what waits, since they were sent back."""
    return [item.article.id for item in waiting if item.kind is WaitingKind.RETURNED]


def start_of_day(now: datetime) -> datetime:
    """Return the last midnight in the site's time zone."""
    return now.astimezone(site_language().zone).replace(hour=0, minute=0, second=0, microsecond=0)
