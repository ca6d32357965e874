"""Crediting people: several authors in order, and who reviewed an article or checked its facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select

from blog.authoring.drafts.revisions import Occasion, record, record_before
from blog.database import AnySession
from blog.models import Article, Person, ReviewCredit, article_coauthors

MOST_COAUTHORS = 12


@dataclass(frozen=True)
class Review:
    """Who looked an article over, and what that person did."""

    reviewer_id: int
    credit: ReviewCredit = ReviewCredit.REVIEWED


@dataclass(frozen=True)
class Crediting:
    """Who is named with an article besides its first author."""

    keys: Sequence[int] = ()
    """Of the further authors, in order."""
    review: Review | None = None
    is_reviewed_too: bool = False
    """Whether the review is set as well; otherwise it stays."""


class OwnReviewer(Exception):
    """Who wrote an article does not review it."""


def set_coauthors(session: AnySession, article: Article, keys: Sequence[int]) -> None:
    """Name the people with *keys* after the first author, in that order, each once; who is gone is left out.

    The first author is whose article it is and stays the first. The caller has locked the row and commits.
    """
    there = set(session.scalars(select(Person.id).where(Person.id.in_(keys))))
    chosen = [key for key in dict.fromkeys(keys) if key in there and key != article.author_id][:MOST_COAUTHORS]
    if chosen == [person.id for person in article.coauthors]:
        return
    session.execute(delete(article_coauthors).where(article_coauthors.c.article_id == article.id))
    rows = [{"article_id": article.id, "person_id": key, "position": place} for place, key in enumerate(chosen)]
    if rows:
        session.execute(insert(article_coauthors), rows)
    session.expire(article, ["coauthors"])


def set_review(session: AnySession, article: Article, review: Review | None) -> None:
    """Name who looked *article* over, or nobody; the caller has locked the row and commits.

    Raises:
        OwnReviewer: it is one of its authors.
    """
    if review is not None and review.reviewer_id in {person.id for person in article.bylines}:
        raise OwnReviewer(review.reviewer_id)
    found = session.get(Person, review.reviewer_id) if review else None
    article.reviewer, article.reviewer_credit = found, review.credit if review and found else None
    session.flush()


def credit(session: AnySession, article: Article, crediting: Crediting, now: datetime, *, person_id: int) -> None:
    """Name with *article* whom *crediting* names, and keep that as a revision.

    Raises:
        OwnReviewer: the reviewer is one of the authors.
    """
    record_before(session, article)
    set_coauthors(session, article, crediting.keys)
    if crediting.is_reviewed_too:
        set_review(session, article, crediting.review)
    elif article.reviewer_id in {person.id for person in article.bylines}:
        set_review(session, article, None)
    record(session, article, now, Occasion(person_id))
