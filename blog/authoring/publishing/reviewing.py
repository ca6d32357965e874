"""Editorial review: submit, take back, accept, send back; mails are enqueued in the same transaction."""

from datetime import datetime

from sqlalchemy import Select, select

from blog.authoring.drafts.writing import NotReady, require_unchanged
from blog.authoring.publishing.article_history import record_event
from blog.authoring.publishing.notifications import notify_author
from blog.database import AnySession
from blog.delivery import outbox
from blog.models import Article, ArticleState, EventKind, Person, Role

REVIEWERS = (Role.EDITOR, Role.ADMINISTRATOR)


class ReviewConflict(Exception):
    """The state of the article has changed since the page was shown: it was submitted, taken back or decided."""


def submit(session: AnySession, article: Article, person: Person, note: str, now: datetime, *, seen: str) -> None:
    """Submit *article* with a *note* and enqueue a mail to each editor. The caller has locked the row and commits.

    Raises:
        ReviewConflict: it is no draft.
        NotReady: a column that publication requires is empty.
        EditConflict: its current version is not *seen*.
    """
    require_state(article, ArticleState.DRAFT)
    require_unchanged(article, seen)
    if article.missing:
        raise NotReady(article.missing)
    article.state = ArticleState.IN_REVIEW
    event = record_event(session, article, EventKind.SUBMITTED, now, person_id=person.id, note=note)
    for reviewer in session.scalars(select_reviewers(person)):
        outbox.enqueue(session, "review", event, now, address=reviewer.address)


def select_reviewers(submitter: Person) -> Select[Person]:
    """Select the people who may decide and can sign in, except *submitter*."""
    may_decide = (Person.role.in_(REVIEWERS), Person.is_suspended.is_(False), Person.password_hash.is_not(None))
    return select(Person).where(*may_decide, Person.id != submitter.id).order_by(Person.id)


def take_back(session: AnySession, article: Article, person: Person, now: datetime) -> None:
    """Make *article* a draft again for its author. The caller has locked the row and commits.

    Raises:
        ReviewConflict: it is not in review any more.
    """
    require_state(article, ArticleState.IN_REVIEW)
    article.state = ArticleState.DRAFT
    record_event(session, article, EventKind.TAKEN_BACK, now, person_id=person.id)


def accept(session: AnySession, article: Article, editor: Person, note: str, now: datetime, *, seen: str) -> None:
    """Accept *article* for publication and enqueue a mail to its author. The caller has locked the row.

    Raises:
        ReviewConflict: it is not in review any more.
        EditConflict: its current version is not *seen*.
    """
    require_state(article, ArticleState.IN_REVIEW)
    require_unchanged(article, seen)
    article.state = ArticleState.ACCEPTED
    notify_author(session, record_event(session, article, EventKind.ACCEPTED, now, person_id=editor.id, note=note), now)


def send_back(session: AnySession, article: Article, editor: Person, reason: str, now: datetime) -> None:
    """Return *article* to its author and enqueue a mail with the *reason*. The caller has locked the row.

    Raises:
        ReviewConflict: it is neither in review nor accepted any more.
    """
    require_state(article, ArticleState.IN_REVIEW, ArticleState.ACCEPTED)
    article.state = ArticleState.DRAFT
    notify_author(
        session, record_event(session, article, EventKind.RETURNED, now, person_id=editor.id, note=reason), now
    )


def require_state(article: Article, *states: ArticleState) -> None:
    """Check that *article* is in one of *states*.

    Raises:
        ReviewConflict: it is not.
    """
    if article.state not in states:
        raise ReviewConflict(article.slug)
