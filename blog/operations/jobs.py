"""What the worker does besides sending: the duties of the other rooms, put together for one application."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask import Flask

from blog.articles.search.related_articles import relate_next
from blog.authoring.publication_page.site_checks import find_doubts
from blog.authoring.publishing.expiry import end_next
from blog.authoring.publishing.scheduled_publishing import go_live_next
from blog.config.settings import settings_of
from blog.database import AnySession
from blog.delivery.worker.job_runner import Job
from blog.operations.cleanup import delete_old_bounces, delete_unconfirmed_requests, session_cleanup
from blog.pictures.files.renditions import complete_next_picture
from blog.pictures.files.storage import storage
from blog.pictures.library.deletion import delete_next_files

UNHURRIED = timedelta(seconds=2)
"""How long the worker does not look for what nobody waits for, after there was nothing."""


def other_duties(app: Flask) -> Sequence[Job]:
    """Return the duties of other rooms, and what is seldom due, as the settings of *app* want them."""
    idle = timedelta(seconds=settings_of(app).session_idle_seconds)
    lifetime = timedelta(seconds=settings_of(app).session_lifetime_seconds)
    unhurried = (resting(deed, UNHURRIED) for deed in (relate_articles, complete_pictures, remove_pictures))
    sessions = resting(session_cleanup(idle, lifetime), timedelta(minutes=10))
    return (*unhurried, sessions, hourly(delete_old_bounces), hourly(delete_unconfirmed_requests))


def timely_duties(app: Flask) -> Sequence[Job]:
    """Return what is promised for a minute, and so must not wait for a relay or a picture."""
    grace = timedelta(seconds=settings_of(app).alert_grace_seconds)

    def go_live(session: AnySession, now: datetime) -> bool:
        return go_live_next(session, now, grace=grace, find_doubts=find_doubts)

    return (go_live, end_next)


def hourly(deed: Job) -> Job:
    """Return the duty that does *deed* once an hour, and again at once while there is more to do."""
    return resting(deed, timedelta(hours=1))


def resting(deed: Job, rest: timedelta) -> Job:
    """Return the duty that does *deed* again at once while there is more to do, and else after *rest*.

    What nobody waits for is not asked for each time the worker looks whether a message is due.
    """
    done_at: datetime | None = None

    def duty(session: AnySession, now: datetime) -> bool:
        nonlocal done_at
        if done_at is not None and now - done_at < rest:
            return False
        is_more = deed(session, now)
        done_at = None if is_more else now
        return is_more

    return duty


def relate_articles(session: AnySession, _now: datetime) -> bool:
    """Work out what is related to a few articles; return whether it was due for any."""
    return relate_next(session)


def complete_pictures(session: AnySession, _now: datetime) -> bool:
    """Make one missing file of a picture; return whether there was one."""
    return complete_next_picture(session, storage())


def remove_pictures(session: AnySession, now: datetime) -> bool:
    """Remove the files of one picture that was deleted; return whether there was one."""
    return delete_next_files(session, storage(), now)
