"""When an article leaves the lists: set and lifted by a person, done by the worker."""

from datetime import datetime

from blog.authoring.drafts.revisions import Occasion, record, record_before
from blog.authoring.publishing.article_history import note_event
from blog.authoring.publishing.notifications import PUNCTUAL, tell_desk
from blog.authoring.publishing.publishing import EndsTooSoon
from blog.authoring.publishing.scheduling import demand_ahead
from blog.database import AnySession, skip_locked
from blog.models import Article, EventKind


def set_end(session: AnySession, article: Article, moment: datetime | None, now: datetime, *, person_id: int) -> None:
    """Let *article* leave the lists at *moment*, or never; the caller has locked the row and commits.

    One that has ended comes back to the lists by that. It has the alert that
    it had: what was not sent before the end stays unsent.

    Raises:
        TooSoon, TooFar: the moment is none that lies ahead.
        EndsTooSoon: the article goes live only after it.
    """
    if moment is not None:
        demand_ahead(moment, now)
        if article.scheduled_at is not None and moment <= article.scheduled_at:
            raise EndsTooSoon(article.slug)
    record_before(session, article)
    article.ends_at = moment
    if article.is_ended:
        article.come_back()
        note_event(session, article, EventKind.PUBLISHED, now, person_id=person_id, deed="lift")
    session.flush()
    record(session, article, now, Occasion(person_id))


def end_next(session: AnySession, now: datetime) -> bool:
    """Take the article from the lists whose end has come first; return whether there was one.

    Its row is locked, so that of several workers one does it; the caller
    commits. An end that was missed while no worker ran is reported.
    """
    due = skip_locked(Article.due_to_end(now).limit(1)).execution_options(populate_existing=True)
    article = session.scalars(due).first()
    if article is None or article.ends_at is None:
        return False
    due_at = article.ends_at
    is_late = now - due_at > PUNCTUAL
    article.end(now)
    kind = EventKind.MISSED if is_late else EventKind.ENDED
    event = note_event(session, article, kind, now, person_id=None, due_at=due_at, deed="end")
    if is_late:
        tell_desk(session, event, now)
    return True
