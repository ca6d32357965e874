"""Publishing and withdrawing: article, revision, history, audit trail, alert and mails in one transaction.

Each deed writes all of it, so that the desk, the worker and any later caller leave the same rows.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from blog.accounts.audit import record_audit_event
from blog.authoring.drafts.revisions import Occasion, record
from blog.authoring.drafts.writing import NotReady, set_body
from blog.authoring.publishing.article_history import note_event
from blog.authoring.publishing.notifications import PUNCTUAL, tell_desk, tell_if_handed_in
from blog.database import AnySession
from blog.delivery import outbox
from blog.models import Alert, AlertLevel, Article, AuditKind, EventKind, Person, RevisionKind


@dataclass(frozen=True)
class Announcing:
    """How readers are told, and by whom."""

    level: AlertLevel = AlertLevel.NORMAL
    grace: timedelta = timedelta()
    """Time in which the alert can still be stopped."""
    person_id: int | None = None


class AlreadyPublished(Exception):
    """The article is public already."""


class EndsTooSoon(Exception):
    """The end of the article comes before it could begin."""


class NotPublished(Exception):
    """The article is not public, so it can be neither withdrawn nor announced."""


class UpdatedMeanwhile(Exception):
    """Somebody else has announced an update since the page was shown."""


def publish(
    session: AnySession,
    article: Article,
    now: datetime,
    *,
    is_announced: bool,
    how: Announcing | None = None,
    due_at: datetime | None = None,
) -> Alert | None:
    """Make *article* public and, if *is_announced*, owe the readers their alert as *how* says.

    Writes the revision, the event of the history and the audit row as well, and
    owes a mail to the author of an article that was handed in. The caller has
    locked the row and commits all together. An article that was announced
    before keeps its one alert, which is returned. *due_at* is the time for
    which the person of *how* had scheduled it, and its date unless it comes
    late, which the desk is told; None when that person publishes it now.

    Raises:
        AlreadyPublished: somebody was quicker.
        NotReady: headline, body or the photo's description is missing.
        EndsTooSoon: its end has passed.
    """
    demand_ready(article, now)
    # Rendered anew, since better formats of the pictures may have been made after the last save.
    set_body(session, article, article.body_markdown)
    article.publish(now if due_at is None or is_late(due_at, now) else due_at)
    session.flush()
    how = how or Announcing()
    record(session, article, now, Occasion(how.person_id, RevisionKind.PUBLICATION))
    alert = announce(session, article, now, how) if is_announced else None
    keep_publication(session, article, now, how.person_id, due_at)
    return alert


def keep_publication(
    session: AnySession, article: Article, now: datetime, person_id: int | None, due_at: datetime | None
) -> None:
    """Add the event and the audit row of a publication, and owe the mails about it; arguments as of publish."""
    if due_at is None:
        event = note_event(session, article, EventKind.PUBLISHED, now, person_id=person_id)
    else:
        kind = EventKind.MISSED if is_late(due_at, now) else EventKind.PUBLISHED
        event = note_event(session, article, kind, now, person_id=None, due_at=due_at, scheduler_id=person_id)
    record_audit_event(session, AuditKind.PUBLISHED, now, by=find_person(session, person_id), subject=article.headline)
    tell_if_handed_in(session, event, now, person_id=person_id)
    if event.kind is EventKind.MISSED:
        tell_desk(session, event, now)


def is_late(due_at: datetime, now: datetime) -> bool:
    """Return whether *now* is too long after *due_at* to count as on time."""
    return now - due_at > PUNCTUAL


def find_person(session: AnySession, person_id: int | None) -> Person | None:
    """Return the person with this id; None stands for the command line or the worker."""
    return session.get(Person, person_id) if person_id is not None else None


def demand_ready(article: Article, starts_at: datetime) -> None:
    """Do nothing if *article* can become public at *starts_at*.

    Raises:
        AlreadyPublished, NotReady, EndsTooSoon: see publish.
    """
    if article.is_public:
        raise AlreadyPublished(article.slug)
    if article.missing:
        raise NotReady(article.missing)
    if article.ends_at is not None and article.ends_at <= starts_at:
        raise EndsTooSoon(article.slug)


def announce(session: AnySession, article: Article, now: datetime, how: Announcing) -> Alert:
    """Owe the readers the alert about *article*, which is public; twice is once. The caller commits.

    Raises:
        NotPublished: there is nothing that readers could find.
    """
    demand_listed(article)
    return outbox.announce(session, article, now, level=how.level, grace=how.grace, announced_by_id=how.person_id)


def announce_update(
    session: AnySession, article: Article, note: str, now: datetime, how: Announcing, *, seen: int
) -> Alert:
    """Owe those who follow *article* an alert that says in *note* what is new; the caller has locked the row.

    *seen* is how many updates the page showed, so that a form that is sent
    twice announces once.

    Raises:
        NotPublished: the article is not public, or has ended.
        UpdatedMeanwhile: there are more updates than *seen*.
    """
    demand_listed(article)
    if outbox.count_updates(session, article) != seen:
        raise UpdatedMeanwhile(article.slug)
    return outbox.announce_update(
        session, article, note, now, level=how.level, grace=how.grace, announced_by_id=how.person_id
    )


def demand_public(article: Article) -> None:
    """Do nothing if readers can open *article*.

    Raises:
        NotPublished: they cannot.
    """
    if not article.is_public:
        raise NotPublished(article.slug)


def demand_listed(article: Article) -> None:
    """Do nothing if the lists show *article*: of one that has ended, readers are told corrections alone.

    Raises:
        NotPublished: they do not.
    """
    if not article.is_listed:
        raise NotPublished(article.slug)


def withdraw(session: AnySession, article: Article, now: datetime, person_id: int | None = None) -> None:
    """Take *article* from the readers, with event and audit row; it can be published again; the caller commits.

    Raises:
        NotPublished: it is not public.
    """
    if not article.is_public:
        raise NotPublished(article.slug)
    article.withdraw(now)
    note_event(session, article, EventKind.WITHDRAWN, now, person_id=person_id)
    record_audit_event(session, AuditKind.WITHDRAWN, now, by=find_person(session, person_id), subject=article.headline)
