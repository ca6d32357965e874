"""Restoring an old revision, which is saved as a new one."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from blog.authoring.drafts.bylines import Reviewer, SelfReview, set_coauthors, set_reviewer
from blog.authoring.drafts.revisions import RevisionMetadata
from blog.authoring.drafts.writing import Manuscript, NotReady, require_unchanged, save_draft
from blog.database import AnySession
from blog.models import Article, ArticleKind, Person, Picture, ReviewCredit, Revision, RevisionKind, Role
from blog.models.page_metadata import PageMetadata
from blog.web.addresses.topic_slugs import find_topic_ids


def restore(
    session: AnySession, article: Article, revision: Revision, now: datetime, *, person_id: int, seen: str
) -> None:
    """Save *revision* over the version *seen* of *article*; the slug stays.

    Deleted topics and pictures are left out, and an end that has passed is
    not set again. The caller has locked the row and commits.

    Raises:
        EditConflict: the article has a newer version.
        NotReady: the article is public, and the revision lacks what readers need.
    """
    require_unchanged(article, seen)
    article.ends_at = choose_end(article, revision, now)
    restore_credits(session, article, revision, person_id)
    metadata = RevisionMetadata(person_id, RevisionKind.RESTORE, restored_from=revision.number)
    save_draft(session, article, to_manuscript(session, article, revision), now, seen=seen, metadata=metadata)
    if article.is_public and article.missing:
        raise NotReady(article.missing)


def choose_end(article: Article, revision: Revision, now: datetime) -> datetime | None:
    """Return the end of *revision*, or the present one where that is not possible any more."""
    stored = revision.details.get("ends_at")
    end = datetime.fromisoformat(stored) if stored else None
    is_possible = end is None or end > max(now, article.scheduled_at or now)
    return end if is_possible and not article.is_ended else article.ends_at


def restore_credits(session: AnySession, article: Article, revision: Revision, person_id: int) -> None:
    """Restore the co-authors of *revision*, and for editors its reviewer, unless that would be a self-review."""
    details = revision.details
    set_coauthors(session, article, details.get("coauthors", []))
    if session.get_one(Person, person_id).may(Role.EDITOR):
        key, word = details.get("reviewer_id"), details.get("reviewer_credit")
        with suppress(SelfReview):
            set_reviewer(session, article, Reviewer(key, ReviewCredit(word)) if key and word else None)


def to_manuscript(session: AnySession, article: Article, revision: Revision) -> Manuscript:
    """Return the content of *revision* with the present slug of *article*."""
    details = revision.details
    kind = select(ArticleKind.id).where(ArticleKind.key == details.get("kind", ""))
    return Manuscript(
        headline=revision.headline,
        standfirst=revision.standfirst,
        body=revision.body_markdown,
        slug=article.address_slug,
        topic_ids=tuple(find_topic_ids(session, details.get("topics", []))),
        lead_picture=session.scalar(select(Picture).where(Picture.key == details.get("lead_picture", ""))),
        lead_alt=details.get("lead_alt", ""),
        lead_caption=details.get("lead_caption", ""),
        lead_credit=details.get("lead_credit", ""),
        language=details.get("language", ""),
        kind_id=session.scalar(kind),
        page_metadata=read_page_metadata(session, details),
    )


def read_page_metadata(session: AnySession, details: Mapping[str, Any]) -> PageMetadata:
    """Return what *details* say of the page, without the picture of shared links where that was deleted."""
    metadata = PageMetadata.read(details)
    stands = (
        select(Picture.key).where(Picture.key == metadata.social_picture).with_for_update(read=True, key_share=True)
    )
    is_gone = metadata.social_picture and session.scalar(stands) is None
    return replace(metadata, social_picture="") if is_gone else metadata
