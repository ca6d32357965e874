"""Bringing back what an article once was; that is a new revision, and the one that it replaces stays."""

from contextlib import suppress
from datetime import datetime

from sqlalchemy import select

from blog.authoring.drafts.bylines import OwnReviewer, Review, set_coauthors, set_review
from blog.authoring.drafts.revisions import Occasion
from blog.authoring.drafts.writing import Manuscript, NotReady, demand_unchanged, save_draft
from blog.database import AnySession
from blog.models import Article, Person, Picture, ReviewCredit, Revision, RevisionKind, Role, Topic


def restore(
    session: AnySession, article: Article, revision: Revision, now: datetime, *, person_id: int, seen: str
) -> None:
    """Save what *revision* holds over the version of *article* whose stamp is *seen*; the address stays as it is.

    A topic or a picture that is gone stays gone, and an end that has passed
    is not set again. The caller has locked the row and commits.

    Raises:
        Overwritten: the article has a newer version.
        NotReady: the article is public, and the revision lacks what readers need.
    """
    demand_unchanged(article, seen)
    article.ends_at = choose_end(article, revision, now)
    bring_back_credits(session, article, revision, person_id)
    occasion = Occasion(person_id, RevisionKind.RESTORE, restored_from=revision.number)
    save_draft(session, article, to_manuscript(session, article, revision), now, seen=seen, occasion=occasion)
    if article.is_public and article.missing:
        raise NotReady(article.missing)


def choose_end(article: Article, revision: Revision, now: datetime) -> datetime | None:
    """Return the end that *revision* had, or the present one where that could not be."""
    said = revision.details.get("ends_at")
    end = datetime.fromisoformat(said) if said else None
    is_possible = end is None or end > max(now, article.scheduled_at or now)
    return end if is_possible and not article.is_ended else article.ends_at


def bring_back_credits(session: AnySession, article: Article, revision: Revision, person_id: int) -> None:
    """Name who was named in *revision*; a review is an editor's to bring back, and none of an own article."""
    details = revision.details
    set_coauthors(session, article, details.get("coauthors", []))
    if session.get_one(Person, person_id).may(Role.EDITOR):
        key, word = details.get("reviewer_id"), details.get("reviewer_credit")
        with suppress(OwnReviewer):
            set_review(session, article, Review(key, ReviewCredit(word)) if key and word else None)


def to_manuscript(session: AnySession, article: Article, revision: Revision) -> Manuscript:
    """Return what *revision* holds, under the present address of *article*."""
    details = revision.details
    topics = select(Topic.id).where(Topic.name.in_(details.get("topics", [])))
    return Manuscript(
        headline=revision.headline,
        standfirst=revision.standfirst,
        body=revision.body_markdown,
        slug=article.slug,
        topic_ids=tuple(session.scalars(topics)),
        lead_picture=session.scalar(select(Picture).where(Picture.key == details.get("lead_picture", ""))),
        lead_alt=details.get("lead_alt", ""),
        lead_caption=details.get("lead_caption", ""),
        lead_credit=details.get("lead_credit", ""),
    )
