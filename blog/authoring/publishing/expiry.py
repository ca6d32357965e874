"""The end of an article, after which no list, feed or search shows it: set by a person, applied by the worker."""

from datetime import datetime

from blog.authoring.drafts.revisions import RevisionMetadata, record_baseline, record_revision
from blog.authoring.publishing.article_history import record_event
from blog.authoring.publishing.notifications import ON_TIME, notify_desk
from blog.authoring.publishing.publishing import EndsTooSoon
from blog.authoring.publishing.scheduling import require_future
from blog.database import AnySession, skip_locked
from blog.models import Article, EventKind


def set_end(session: AnySession, article: Article, moment: datetime | None, now: datetime, *, person_id: int) -> None:
    """Set or remove the end of *article*; the caller has locked the row and commits.

    An article that has ended is listed again by that. It keeps its alert:
    deliveries that were not sent before the end stay unsent.

    Raises:
        TooSoon, TooFar: see require_future.
        EndsTooSoon: the article goes live only after it.
    """
    if moment is not None:
        require_future(moment, now)
        if article.scheduled_at is not None and moment <= article.scheduled_at:
            raise EndsTooSoon(article.slug)
    record_baseline(session, article)
    article.ends_at = moment
    if article.is_ended:
        article.come_back()
        record_event(session, article, EventKind.PUBLISHED, now, person_id=person_id, deed="lift")
    session.flush()
    record_revision(session, article, now, RevisionMetadata(person_id))


def end_next(session: AnySession, now: datetime) -> bool:
    """End the article that is due first; return whether there was one.

    Its row is locked, so that one of several workers does it; the caller
    commits. An end that was missed while no worker ran is reported.
    """
    due = skip_locked(Article.due_to_end(now).limit(1)).execution_options(populate_existing=True)
    article = session.scalars(due).first()
    if article is None or article.ends_at is None:
        return False
    due_at = article.ends_at
    is_late = now - due_at > ON_TIME
    article.end(now)
    kind = EventKind.MISSED if is_late else EventKind.ENDED
    event = record_event(session, article, kind, now, person_id=None, due_at=due_at, deed="end")
    if is_late:
        notify_desk(session, event, now)
    return True
