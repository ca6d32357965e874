"""Publishing and withdrawing: article, revision, history, audit trail, alert and mails in one transaction.

Each function writes all of it, so that every caller leaves the same rows.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from blog.accounts.audit import record_audit_event
from blog.authoring.drafts.pending_versions import (
    lock_public_article,
    replace_public_text,
    require_public_text_unchanged,
)
from blog.authoring.drafts.revisions import RevisionMetadata, record_revision
from blog.authoring.drafts.writing import NotReady, set_body
from blog.authoring.publishing.article_history import record_event
from blog.authoring.publishing.notifications import ON_TIME, notify_author_of_publication, notify_desk
from blog.database import AnySession
from blog.delivery import outbox
from blog.models import Alert, AlertLevel, Article, AuditKind, EventKind, Person, RevisionKind


@dataclass(frozen=True)
class AlertOptions:
    """Level, grace time and announcer of an alert."""

    level: AlertLevel = AlertLevel.NORMAL
    grace: timedelta = timedelta()
    """Time in which the alert can still be cancelled."""
    person_id: int | None = None
    includes_told: bool = False
    """Whether readers who were told of the article in another language are told again."""


class AlreadyPublished(Exception):
    """The article is public already."""


class EndsTooSoon(Exception):
    """The end of the article is before its publication."""


class NotPublished(Exception):
    """The article is not public, so it can be neither withdrawn nor announced."""


class UpdateConflict(Exception):
    """Another update was announced since the page was shown."""


def publish(
    session: AnySession,
    article: Article,
    now: datetime,
    *,
    send_alert: bool,
    options: AlertOptions | None = None,
    due_at: datetime | None = None,
    published_at: datetime | None = None,
) -> Alert | None:
    """Make *article* public and, if *send_alert*, enqueue the alert with *options*.

    Writes revision, event and audit row, and a mail to the author of a submitted
    article. The caller has locked the row and commits. An article that was
    announced before keeps its one alert, which is returned. *due_at* is the time
    for which the person of *options* scheduled it, and becomes its date unless it
    is late, of which the desk is notified; None when that person publishes it
    now. *published_at* is the date of an older article.

    A pending version replaces the text of its article and is gone; nobody is alerted.

    Raises:
        AlreadyPublished: it is public.
        NotReady: headline, body or the photo's description is missing.
        EndsTooSoon: its end has passed.
        NotPublished: it is the pending version of an article that is not public any more.
        PublicTextChanged, SlugTaken: it is one, and would undo a later change, or its new address was taken.
    """
    options = options or AlertOptions()
    if article.is_pending:
        publish_pending(session, article, now, person_id=options.person_id, due_at=due_at)
        return None
    require_publishable(article, now)
    # Rendered again, since better formats of the pictures may have been made after the last save.
    set_body(session, article, article.body_markdown)
    article.publish(published_at or (now if due_at is None or is_late(due_at, now) else due_at))
    session.flush()
    record_revision(session, article, now, RevisionMetadata(options.person_id, RevisionKind.PUBLICATION))
    alert = announce(session, article, now, options) if send_alert else None
    record_publication(session, article, now, options.person_id, due_at)
    return alert


def publish_pending(
    session: AnySession, pending: Article, now: datetime, *, person_id: int | None, due_at: datetime | None
) -> None:
    """Let *pending* replace the text of its article; arguments, rows and errors as of publish."""
    article = lock_public_article(session, pending)
    require_publishable(pending, now)
    replace_public_text(session, pending, article, now, person_id=person_id)
    record_publication(session, article, now, person_id, due_at, pending)


def record_publication(
    session: AnySession,
    article: Article,
    now: datetime,
    person_id: int | None,
    due_at: datetime | None,
    pending: Article | None = None,
) -> None:
    """Add the event and the audit row of a publication, and enqueue the mails about it; arguments as of publish.

    *pending* is the version that replaced the text of *article*, None if the article itself became public.
    """
    kind, done = (EventKind.UPDATED, AuditKind.UPDATED) if pending else (EventKind.PUBLISHED, AuditKind.PUBLISHED)
    details: dict[str, Any] = {"pending_id": pending.id} if pending else {}
    if due_at is None:
        event = record_event(session, article, kind, now, person_id=person_id, **details)
    else:
        met = EventKind.MISSED if is_late(due_at, now) else kind
        details |= {"due_at": due_at, "scheduler_id": person_id, "deed": kind.value}
        event = record_event(session, article, met, now, person_id=None, **details)
    record_audit_event(session, done, now, by=find_person(session, person_id), subject=article.headline)
    notify_author_of_publication(session, event, now, person_id=person_id)
    if event.kind is EventKind.MISSED:
        notify_desk(session, event, now)


def is_late(due_at: datetime, now: datetime) -> bool:
    """Return whether *now* is too long after *due_at* to count as on time."""
    return now - due_at > ON_TIME


def find_person(session: AnySession, person_id: int | None) -> Person | None:
    """Return the person with this id; None stands for the command line or the worker."""
    return session.get(Person, person_id) if person_id is not None else None


def require_publishable(article: Article, starts_at: datetime) -> None:
    """Check that *article* can become public at *starts_at*.

    Raises:
        AlreadyPublished, NotReady, EndsTooSoon, NotPublished, PublicTextChanged: see publish.
    """
    if article.is_public:
        raise AlreadyPublished(article.slug)
    if article.missing:
        raise NotReady(article.missing)
    if article.ends_at is not None and article.ends_at <= starts_at:
        raise EndsTooSoon(article.slug)
    if article.pending_for is not None:
        require_public(article.pending_for)
        require_public_text_unchanged(article, article.pending_for)


def announce(session: AnySession, article: Article, now: datetime, options: AlertOptions) -> Alert:
    """Enqueue the alert about a public *article*; a second call changes nothing. The caller commits.

    Raises:
        NotPublished: it is not public, or has ended.
    """
    require_listed(article)
    level, grace, who, told = options.level, options.grace, options.person_id, options.includes_told
    return outbox.announce(session, article, now, level=level, grace=grace, announced_by_id=who, includes_told=told)


def announce_update(
    session: AnySession, article: Article, note: str, now: datetime, options: AlertOptions, *, seen: int
) -> Alert:
    """Enqueue an alert with *note* to the followers of *article*; the caller has locked the row.

    *seen* is how many updates the page showed, so that a form that is sent
    twice announces once.

    Raises:
        NotPublished: the article is not public, or has ended.
        UpdateConflict: there are more updates than *seen*.
    """
    require_listed(article)
    if outbox.count_updates(session, article) != seen:
        raise UpdateConflict(article.slug)
    return outbox.announce_update(
        session, article, note, now, level=options.level, grace=options.grace, announced_by_id=options.person_id
    )


def require_public(article: Article) -> None:
    """Check that readers can open *article*.

    Raises:
        NotPublished: it is not public.
    """
    if not article.is_public:
        raise NotPublished(article.slug)


def require_listed(article: Article) -> None:
    """Check that *article* is listed: one that has ended is announced no more, except for corrections.

    Raises:
        NotPublished: it is not public, or has ended.
    """
    if not article.is_listed:
        raise NotPublished(article.slug)


def withdraw(session: AnySession, article: Article, now: datetime, person_id: int | None = None) -> None:
    """Withdraw *article*, with event and audit row; it can be published again; the caller commits.

    Raises:
        NotPublished: it is not public.
    """
    if not article.is_public:
        raise NotPublished(article.slug)
    article.withdraw(now)
    record_event(session, article, EventKind.WITHDRAWN, now, person_id=person_id)
    record_audit_event(session, AuditKind.WITHDRAWN, now, by=find_person(session, person_id), subject=article.headline)
