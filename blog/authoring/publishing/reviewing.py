"""Handing an article in, and what an editor decides; who has to know is owed a mail in the same transaction."""

from datetime import datetime

from sqlalchemy import Select, select

from blog.authoring.drafts.writing import NotReady, demand_unchanged
from blog.authoring.publishing.article_history import note_event
from blog.authoring.publishing.notifications import tell_author
from blog.database import AnySession
from blog.delivery import outbox
from blog.models import Article, ArticleState, EventKind, Person, Role

REVIEWERS = (Role.EDITOR, Role.ADMINISTRATOR)


class DecidedMeanwhile(Exception):
    """The article is not where the person thinks: somebody has handed it in, taken it back or decided."""


def submit(session: AnySession, article: Article, person: Person, note: str, now: datetime, *, seen: str) -> None:
    """Hand *article* in with a *note* for the editors, who are owed a mail. The caller has locked the row and commits.

    Raises:
        DecidedMeanwhile: it is no draft.
        NotReady: something that readers need is missing.
        Overwritten: its version is not the one whose stamp is *seen*.
    """
    demand_state(article, ArticleState.DRAFT)
    demand_unchanged(article, seen)
    if article.missing:
        raise NotReady(article.missing)
    article.state = ArticleState.IN_REVIEW
    event = note_event(session, article, EventKind.SUBMITTED, now, person_id=person.id, note=note)
    for reviewer in session.scalars(select_reviewers(person)):
        outbox.enqueue(session, "review", event, now, address=reviewer.address)


def select_reviewers(but: Person) -> Select[Person]:
    """Select everybody who may decide and can come in, but the one who hands in."""
    may_decide = (Person.role.in_(REVIEWERS), Person.is_suspended.is_(False), Person.password_hash.is_not(None))
    return select(Person).where(*may_decide, Person.id != but.id).order_by(Person.id)


def take_back(session: AnySession, article: Article, person: Person, now: datetime) -> None:
    """Let the author of *article* go on writing. The caller has locked the row and commits.

    Raises:
        DecidedMeanwhile: it is not in review any more.
    """
    demand_state(article, ArticleState.IN_REVIEW)
    article.state = ArticleState.DRAFT
    note_event(session, article, EventKind.TAKEN_BACK, now, person_id=person.id)


def accept(session: AnySession, article: Article, editor: Person, note: str, now: datetime, *, seen: str) -> None:
    """Accept *article*, which then waits for its publication; its author is owed a mail. The caller has locked the row.

    Raises:
        DecidedMeanwhile: it is not in review any more.
        Overwritten: its version is not the one whose stamp is *seen*.
    """
    demand_state(article, ArticleState.IN_REVIEW)
    demand_unchanged(article, seen)
    article.state = ArticleState.ACCEPTED
    tell_author(session, note_event(session, article, EventKind.ACCEPTED, now, person_id=editor.id, note=note), now)


def send_back(session: AnySession, article: Article, editor: Person, reason: str, now: datetime) -> None:
    """Give *article* back to its author, who is owed a mail with the *reason*. The caller has locked the row.

    Raises:
        DecidedMeanwhile: it is neither in review nor accepted any more.
    """
    demand_state(article, ArticleState.IN_REVIEW, ArticleState.ACCEPTED)
    article.state = ArticleState.DRAFT
    tell_author(session, note_event(session, article, EventKind.RETURNED, now, person_id=editor.id, note=reason), now)


def demand_state(article: Article, *states: ArticleState) -> None:
    """Do nothing if *article* is in one of *states*.

    Raises:
        DecidedMeanwhile: it is not.
    """
    if article.state not in states:
        raise DecidedMeanwhile(article.slug)
