"""Background jobs of all rooms, assembled for the worker: which run, how often, and with what settings."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog
from flask import Flask

from blog.articles.search.index_completion import index_next
from blog.articles.search.related_articles import relate_next
from blog.authoring.publishing.expiry import end_next
from blog.authoring.publishing.scheduled_publishing import publish_next_due
from blog.authoring.publishing.site_checks import run_checks
from blog.config.settings import settings_of
from blog.database import AnySession
from blog.database.faults.repeated_log import repeated_log
from blog.delivery.devmail.views import mail_folder
from blog.delivery.worker.job_runner import Job
from blog.models import merge_shards, recount_next
from blog.operations.backup.backup_schedule import backup_job
from blog.operations.doctor.resolver import DnsRecords
from blog.operations.doctor.shared_media import leave_mark, machine_name
from blog.operations.jobs.names_watch import names_watch
from blog.operations.jobs.sort_keys import sort_key_job
from blog.operations.moving_in.at_desk.import_job import import_job, imports_folder, old_imports_job
from blog.operations.retention.chosen_ages import retention_jobs
from blog.operations.retention.cleanup import (
    delete_old_bounces,
    delete_old_unmatched_reports,
    delete_unconfirmed_requests,
    session_cleanup,
    unconfirmed_cleanup,
)
from blog.operations.upgrading.backfills import fill_next
from blog.pictures.files.rendition_retries import RenditionRetries
from blog.pictures.files.renditions import complete_next_picture
from blog.pictures.files.storage import FolderStorage, StorageFailed, storage
from blog.pictures.library.deletion import delete_next_files
from blog.subscriptions.admin.list_uploads import delete_old_uploads

log = structlog.get_logger()

NAMES_WAIT = timedelta(seconds=3)
"""After which a look at the DNS begins that was asked for at the desk."""
IDLE_WAIT = timedelta(seconds=2)
"""Pause of a job that is not urgent after it found nothing to do."""


def background_jobs(app: Flask) -> Sequence[Job]:
    """Return the jobs of other rooms, and what is seldom due, as the settings of *app* want them."""
    idle = timedelta(seconds=settings_of(app).session_idle_seconds)
    lifetime = timedelta(seconds=settings_of(app).session_lifetime_seconds)
    unhurried = (with_rest(deed, IDLE_WAIT) for deed in (relate_articles, picture_completion(), remove_pictures))
    sessions = with_rest(session_cleanup(idle, lifetime), timedelta(minutes=10))
    index = with_rest(complete_index, timedelta(minutes=1))
    return (
        *unhurried,
        sessions,
        index,
        with_rest(fill_next, timedelta(minutes=1)),
        with_rest(backup_job(settings_of(app)), timedelta(minutes=1)),
        with_rest(import_job(imports_folder(app.instance_path)), IDLE_WAIT),
        hourly(old_imports_job(imports_folder(app.instance_path))),
        hourly(delete_old_bounces),
        hourly(delete_old_unmatched_reports),
        hourly(delete_unconfirmed_requests),
        hourly(delete_old_uploads),
        with_rest(unconfirmed_cleanup(*signup_lifetimes(app)), timedelta(days=1)),
        with_rest(sort_key_job(), timedelta(seconds=30)),
        hourly(count_rows),
        hourly(merge_counts),
        hourly(mark_media),
        *([] if settings_of(app).development else [with_rest(names_watch(settings_of(app), DnsRecords()), NAMES_WAIT)]),
        *map(hourly, retention_jobs(settings_of(app), mail_folder(app.instance_path))),
    )


def signup_lifetimes(app: Flask) -> tuple[timedelta, timedelta]:
    """Return how long an unconfirmed sign-up is kept, and how long its link works."""
    settings = settings_of(app)
    return timedelta(seconds=settings.unconfirmed_seconds), timedelta(seconds=settings.confirmation_seconds)


def time_critical_jobs(app: Flask) -> Sequence[Job]:
    """Return the jobs of scheduled publishing, which must not wait for a slow relay or a picture."""
    grace = timedelta(seconds=settings_of(app).alert_grace_seconds)

    def go_live(session: AnySession, now: datetime) -> bool:
        return publish_next_due(session, now, grace=grace, run_checks=run_checks)

    return (go_live, end_next)


def hourly(job: Job) -> Job:
    """Return a job that runs *job* once an hour, and again at once while there is more to do."""
    return with_rest(job, timedelta(hours=1))


def with_rest(job: Job, rest: timedelta) -> Job:
    """Return a job that runs *job* again at once while there is more to do, and else after *rest*.

    Jobs that are not urgent need not run each time the worker polls for messages.
    """
    done_at: datetime | None = None

    def rested_job(session: AnySession, now: datetime) -> bool:
        nonlocal done_at
        if done_at is not None and now - done_at < rest:
            return False
        is_more = job(session, now)
        done_at = None if is_more else now
        return is_more

    return rested_job


def count_rows(session: AnySession, _now: datetime) -> bool:
    """Count the rows of one alert, or of a table, from before counts were kept; return whether there were any."""
    return recount_next(session)


def merge_counts(session: AnySession, _now: datetime) -> bool:
    """Add up what connections counted each for itself; return whether there is more."""
    return merge_shards(session)


def complete_index(session: AnySession, _now: datetime) -> bool:
    """Index a few articles that the search lacks; return whether there were any."""
    return index_next(session)


def relate_articles(session: AnySession, _now: datetime) -> bool:
    """Work out what is related to a few articles; return whether it was due for any."""
    return relate_next(session)


def picture_completion() -> Job:
    """Return the job that makes one missing file of a picture; what fails for a passing reason waits in it."""
    retries = RenditionRetries()

    def complete_pictures(session: AnySession, _now: datetime) -> bool:
        return complete_next_picture(session, storage(), retries)

    return complete_pictures


def mark_media(_session: AnySession, now: datetime) -> bool:
    """Leave the mark of this machine in the folder of pictures, for the doctor; return False: it is done at once."""
    kept = storage()
    if isinstance(kept, FolderStorage):
        leave_mark(kept.root, machine_name(), now)
    return False


def remove_pictures(session: AnySession, now: datetime) -> bool:
    """Remove the files of one picture that was deleted; return whether there was one. A storage that is away waits."""
    try:
        return delete_next_files(session, storage(), now)
    except StorageFailed as error:
        if times := repeated_log.count("deleted picture stays"):
            log.warning("deleted picture stays", reason=str(error), times=times)
        return False
