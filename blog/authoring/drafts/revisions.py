"""Keeping each saved state of an article, so that no save takes a word away for good."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from blog.database import AnySession
from blog.models import Article, Revision, RevisionKind
from blog.pictures.files.references import record_picture_uses


@dataclass(frozen=True)
class Occasion:
    """What made a revision: by whom, and what its author says about it."""

    person_id: int | None = None
    kind: RevisionKind = RevisionKind.SAVE
    note: str = ""
    is_minor: bool = False
    restored_from: int | None = None
    """Number of the revision that is brought back."""


def select_newest(article_id: int) -> Select[Revision]:
    """Select the revisions of an article, newest first."""
    return select(Revision).where(Revision.article_id == article_id).order_by(Revision.number.desc())


def find_newest(session: AnySession, article: Article) -> Revision | None:
    """Return the newest revision of *article*, or None for one that was last saved before revisions were kept."""
    return session.scalar(select_newest(article.id).limit(1))


def record(session: AnySession, article: Article, now: datetime, occasion: Occasion) -> Revision:
    """Keep *article* as it is now and return its newest revision; the caller has locked the row and commits.

    A save that changed nothing keeps nothing: the newest revision is returned as it is.
    What pictures the article shows is written in any case.
    """
    record_picture_uses(session, article)
    newest = find_newest(session, article)
    if newest is not None and occasion.kind is RevisionKind.SAVE and is_same(newest, article):
        return newest
    revision = describe(article, now, occasion, number=newest.number + 1 if newest else 1)
    session.add(revision)
    session.flush()
    return revision


def record_before(session: AnySession, article: Article) -> None:
    """Keep what stands in *article* before its first save since revisions are kept; nobody knows who wrote it."""
    if find_newest(session, article) is None:
        session.add(describe(article, article.updated_at, Occasion(), number=1))
        session.flush()


def describe(article: Article, now: datetime, occasion: Occasion, *, number: int) -> Revision:
    """Return the revision of *article* as it is now."""
    return Revision(
        article_id=article.id,
        number=number,
        kind=occasion.kind,
        person_id=occasion.person_id,
        saved_at=now,
        headline=article.headline,
        standfirst=article.standfirst,
        body_markdown=article.body_markdown,
        details=read_details(article),
        is_public=article.is_public,
        is_minor=occasion.is_minor,
        note=occasion.note,
        restored_from=occasion.restored_from,
    )


def read_details(article: Article) -> dict[str, Any]:
    """Return the rest: address, topics, lead picture and its words, bylines, and the end where there is one."""
    return {
        **read_credits(article),
        **({"ends_at": article.ends_at.isoformat()} if article.ends_at else {}),
        "slug": article.slug,
        "topics": sorted(topic.name for topic in article.topics),
        "lead_picture": article.lead_picture.key if article.lead_picture else "",
        "lead_alt": article.lead_alt,
        "lead_caption": article.lead_caption,
        "lead_credit": article.lead_credit,
        "bylines": [person.name for person in article.bylines],
    }


def read_credits(article: Article) -> dict[str, Any]:
    """Return by whom an article is besides its first author, and who looked it over; nothing where nobody is."""
    coauthors = [person.id for person in article.coauthors]
    reviewer = article.reviewer
    review = {"reviewer": reviewer.name, "reviewer_id": reviewer.id} if reviewer else {}
    credit = {"reviewer_credit": article.reviewer_credit.value} if reviewer and article.reviewer_credit else {}
    return {**({"coauthors": coauthors} if coauthors else {}), **review, **credit}


def is_same(revision: Revision, article: Article) -> bool:
    """Return whether *article* is what *revision* says, seen by the same readers."""
    return (
        revision.headline,
        revision.standfirst,
        revision.body_markdown,
        revision.details,
        revision.is_public,
    ) == (article.headline, article.standfirst, article.body_markdown, read_details(article), article.is_public)
