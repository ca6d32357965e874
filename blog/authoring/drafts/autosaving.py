"""Autosave of a draft that only its authors see: it is written into the draft itself, without a revision."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import exists, select

from blog.authoring.drafts.last_writer import EditorPage, keep_unrevised_text, record_last_writer
from blog.authoring.drafts.revisions import find_latest_revision
from blog.authoring.drafts.slugs import SlugTaken
from blog.authoring.drafts.writing import Manuscript, write_manuscript
from blog.database import AnySession
from blog.models import Article, ArticleState, PreviewLink, WorkingCopy
from blog.pictures.files.references import record_picture_uses


def is_private_draft(session: AnySession, article: Article, now: datetime) -> bool:
    """Return whether nobody but its authors and the editors sees *article*: a draft without an open preview link."""
    if article.state not in {ArticleState.DRAFT, ArticleState.PAGE_DRAFT} or article.was_public:
        return False
    links = exists().where(PreviewLink.article_id == article.id, PreviewLink.revoked_at.is_(None))
    return not session.scalar(select(links.where(PreviewLink.expires_at > now)))


def autosave_draft(
    session: AnySession, article: Article, manuscript: Manuscript, now: datetime, page: EditorPage
) -> WorkingCopy | None:
    """Write *manuscript* into a private draft and return the row of its page; None if its address is taken.

    The caller has locked the row, checked the version, and commits.
    """
    keep_unrevised_text(session, article, manuscript.body, page)
    try:
        with session.begin_nested():
            write_manuscript(session, article, replace(manuscript, new_topic=""), now)
    except SlugTaken:
        return None
    record_picture_uses(session, article)
    return record_last_writer(session, article, page, now)


def delete_blank_draft(session: AnySession, article: Article) -> bool:
    """Delete *article* and return True if nothing of it was ever saved by hand or is kept; the caller commits."""
    beside = select(WorkingCopy.id).where(WorkingCopy.article_id == article.id, WorkingCopy.applied_at.is_(None))
    is_kept = article.lead_picture_id or find_latest_revision(session, article) or session.scalar(beside.limit(1))
    if is_kept:
        return False
    session.delete(article)
    session.flush()
    return True
