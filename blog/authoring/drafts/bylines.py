"""Bylines: several authors in order, and the person who reviewed an article or checked its facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select

from blog.accounts.audit import record_audit_event
from blog.authoring.drafts.revisions import RevisionMetadata, record_baseline, record_revision
from blog.database import AnySession
from blog.models import Article, AuditKind, Person, ReviewCredit, article_coauthors, select_authors

MAX_COAUTHORS = 12


@dataclass(frozen=True)
class Reviewer:
    """The person who reviewed an article, and the credit that readers see."""

    person_id: int
    credit: ReviewCredit = ReviewCredit.REVIEWED


@dataclass(frozen=True)
class Credits:
    """The people named with an article."""

    coauthor_ids: Sequence[int] = ()
    """In the order of the byline."""
    reviewer: Reviewer | None = None
    change_reviewer: bool = False
    """Whether *reviewer* is applied, None included; otherwise the present one stays."""
    author_id: int | None = None
    """The first author, to whom the article belongs; None leaves it as it is."""


class SelfReview(Exception):
    """The reviewer is one of the authors."""


def list_slugs_with_page(session: AnySession, article: Article) -> set[str]:
    """Return the slugs of those authors of *article* who have a page already; a first article makes it."""
    ids = [person.id for person in article.bylines]
    return set(session.scalars(select_authors().where(Person.id.in_(ids)).with_only_columns(Person.slug)))


def set_first_author(session: AnySession, article: Article, author_id: int, now: datetime, *, person_id: int) -> None:
    """Give *article* and its pending version another first author, with the audit row; an unknown one changes nothing.

    The caller has locked the row and commits.
    """
    author = session.get(Person, author_id)
    if author is None or author.id == article.author_id:
        return
    was = article.author.name
    for one in (article, article.pending_version):
        if one is not None:
            one.author = author
    session.flush()
    by = session.get_one(Person, person_id)
    record_audit_event(
        session, AuditKind.AUTHOR_CHANGED, now, by=by, subject=article.headline, was=was, became=author.name
    )


def set_coauthors(session: AnySession, article: Article, coauthor_ids: Sequence[int]) -> None:
    """Set the authors after the first one, in order and each once; unknown ids are dropped.

    The owner of the article stays its first author. The caller has locked the row and commits.
    """
    existing = set(session.scalars(select(Person.id).where(Person.id.in_(coauthor_ids))))
    allowed = existing - {article.author_id}
    chosen = [person_id for person_id in dict.fromkeys(coauthor_ids) if person_id in allowed][:MAX_COAUTHORS]
    if chosen == [person.id for person in article.coauthors]:
        return
    session.execute(delete(article_coauthors).where(article_coauthors.c.article_id == article.id))
    rows = [
        {"article_id": article.id, "person_id": coauthor_id, "position": place}
        for place, coauthor_id in enumerate(chosen)
    ]
    if rows:
        session.execute(insert(article_coauthors), rows)
    session.expire(article, ["coauthors"])


def set_reviewer(session: AnySession, article: Article, reviewer: Reviewer | None) -> None:
    """Set or clear the reviewer of *article*; the caller has locked the row and commits.

    Raises:
        SelfReview: the reviewer is one of its authors.
    """
    if reviewer is not None and reviewer.person_id in {person.id for person in article.bylines}:
        raise SelfReview(reviewer.person_id)
    found = session.get(Person, reviewer.person_id) if reviewer else None
    article.reviewer, article.reviewer_credit = found, reviewer.credit if reviewer and found else None
    session.flush()


def set_credits(session: AnySession, article: Article, credits: Credits, now: datetime, *, person_id: int) -> None:
    """Set authors and reviewer of *article*, and record a revision.

    Raises:
        SelfReview: the reviewer is one of the authors.
    """
    record_baseline(session, article)
    if credits.author_id is not None:
        set_first_author(session, article, credits.author_id, now, person_id=person_id)
    set_coauthors(session, article, credits.coauthor_ids)
    if credits.change_reviewer:
        set_reviewer(session, article, credits.reviewer)
    elif article.reviewer_id in {person.id for person in article.bylines}:
        set_reviewer(session, article, None)
    record_revision(session, article, now, RevisionMetadata(person_id))
