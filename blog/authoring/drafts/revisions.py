"""Revisions: a snapshot of an article for each save that changed it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from blog.database import AnySession
from blog.models import Article, Revision, RevisionKind, record_search_entry
from blog.models.page_metadata import PageMetadata
from blog.pictures.files.references import record_picture_uses


@dataclass(frozen=True)
class RevisionMetadata:
    """Author, kind and change note of a revision."""

    person_id: int | None = None
    kind: RevisionKind = RevisionKind.SAVE
    note: str = ""
    is_minor: bool = False
    restored_from: int | None = None
    """Number of the revision that is brought back."""


def select_revisions(article_id: int) -> Select[Revision]:
    """Select the revisions of an article, newest first."""
    return select(Revision).where(Revision.article_id == article_id).order_by(Revision.number.desc())


def find_latest_revision(session: AnySession, article: Article) -> Revision | None:
    """Return the newest revision of *article*, or None for an article last saved before revisions existed."""
    return session.scalar(select_revisions(article.id).limit(1))


def record_revision(session: AnySession, article: Article, now: datetime, metadata: RevisionMetadata) -> Revision:
    """Record *article* as it is now and return its newest revision; the caller has locked the row and commits.

    A save that changed nothing adds no revision: the newest one is returned.
    The picture references of the article and its words for the search are
    written in any case.
    """
    record_picture_uses(session, article)
    record_search_entry(session, article)
    newest = find_latest_revision(session, article)
    if newest is not None and metadata.kind is RevisionKind.SAVE and is_same(newest, article):
        return newest
    revision = make_revision(article, now, metadata, number=newest.number + 1 if newest else 1)
    session.add(revision)
    session.flush()
    return revision


def record_baseline(session: AnySession, article: Article) -> None:
    """Record *article* as revision 1, by an unknown person, if it was last saved before revisions existed."""
    if find_latest_revision(session, article) is None:
        record_text(session, article, None)


def has_text_of(session: AnySession, article: Article) -> bool:
    """Return whether the newest revision holds the text of *article*; once it was public, whether there is any.

    There may be none for what was autosaved only, or saved before revisions existed.
    """
    newest = find_latest_revision(session, article)
    if newest is None or article.was_public:
        return newest is not None
    texts = (newest.headline, newest.standfirst, newest.body_markdown)
    return texts == (article.headline, article.standfirst, article.body_markdown)


def record_text(session: AnySession, article: Article, person_id: int | None) -> None:
    """Record the version of *article* that is there, of *person_id* or an unknown person, as its newest revision."""
    newest = find_latest_revision(session, article)
    number = newest.number + 1 if newest else 1
    session.add(make_revision(article, article.updated_at, RevisionMetadata(person_id), number=number))
    session.flush()


def make_revision(article: Article, now: datetime, metadata: RevisionMetadata, *, number: int) -> Revision:
    """Return the revision of *article* as it is now."""
    return Revision(
        article_id=article.id,
        number=number,
        kind=metadata.kind,
        person_id=metadata.person_id,
        saved_at=now,
        headline=article.headline,
        standfirst=article.standfirst,
        body_markdown=article.body_markdown,
        details=read_details(article),
        is_public=article.is_public,
        is_minor=metadata.is_minor,
        note=metadata.note,
        restored_from=metadata.restored_from,
    )


def read_details(article: Article) -> dict[str, Any]:
    """Return the other fields: slug, topics, lead picture and its texts, bylines; what is rare if it is set."""
    return {
        **read_credits(article),
        **PageMetadata.of(article).details(),
        **({"ends_at": article.ends_at.isoformat()} if article.ends_at else {}),
        **({"language": article.language} if article.language else {}),
        **({"kind": article.kind.key} if article.kind else {}),
        "slug": article.address_slug,
        "topics": sorted(topic.name for topic in article.topics),
        "lead_picture": article.lead_picture.key if article.lead_picture else "",
        "lead_alt": article.lead_alt,
        "lead_caption": article.lead_caption,
        "lead_credit": article.lead_credit,
        "bylines": [person.name for person in article.bylines],
    }


def read_credits(article: Article) -> dict[str, Any]:
    """Return the co-authors and the reviewer of an article; absent ones have no entry."""
    coauthors = [person.id for person in article.coauthors]
    reviewer = article.reviewer
    review = {"reviewer": reviewer.name, "reviewer_id": reviewer.id} if reviewer else {}
    credit = {"reviewer_credit": article.reviewer_credit.value} if reviewer and article.reviewer_credit else {}
    return {**({"coauthors": coauthors} if coauthors else {}), **review, **credit}


def is_same(revision: Revision, article: Article) -> bool:
    """Return whether *article* equals *revision*, visibility included."""
    return (
        revision.headline,
        revision.standfirst,
        revision.body_markdown,
        revision.details,
        revision.is_public,
    ) == (article.headline, article.standfirst, article.body_markdown, read_details(article), article.is_public)
