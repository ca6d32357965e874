"""Sort keys of names that were written without one, by an older edition or by hand, or for another language."""

from datetime import datetime, timedelta

from sqlalchemy import select

from blog.database import AnySession, content_language_tag
from blog.database.collation import sort_key
from blog.delivery.worker.job_runner import Job
from blog.models import Person, Topic

EVERY = timedelta(hours=1)


def sort_key_job() -> Job:
    """Return the job that renews sort keys once an hour, and at once where the language is another."""
    seen, done_at = "", None

    def renew_when_due(session: AnySession, now: datetime) -> bool:
        nonlocal seen, done_at
        language = content_language_tag(session)
        if language != seen or done_at is None or now - done_at >= EVERY:
            renew_sort_keys(session, language)
            seen, done_at = language, now
        return False

    return renew_when_due


def renew_sort_keys(session: AnySession, language: str) -> None:
    """Set the sort keys of topics and people that are not those of their names in *language*. The caller commits."""
    for row in (*session.scalars(select(Topic)), *session.scalars(select(Person))):
        key = sort_key(row.name, language)
        if row.sort_key != key:
            row.sort_key = key
