"""Working copies: autosaved form values of one editor page, kept beside the article until a save deletes them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, or_, select
from sqlalchemy.orm import joinedload

from blog.authoring.drafts.writing import TICK, Manuscript, create_draft
from blog.authoring.editor.form_values import EditorValues, is_copy_unchanged, make_page_key
from blog.database import AnySession
from blog.models import Article, Person, Revision, WorkingCopy
from blog.text.markdown import MAX_LENGTH as MAX_BODY_LENGTH

MAX_HEADLINE_LENGTH = 200
MAX_STAMP_LENGTH = 40
SAVED_LOOKBACK = timedelta(days=60)
"""How far back a late autosave is compared with saved revisions."""


def select_copies(article_id: int, person_id: int) -> Select[WorkingCopy]:
    """Select the copies that a person has of an article, newest first."""
    return select_pages(article_id, person_id).where(WorkingCopy.applied_at.is_(None))


def select_pages(article_id: int, person_id: int) -> Select[WorkingCopy]:
    """Select the copies, and the marks of pages whose text is in the article."""
    query = select(WorkingCopy).order_by(WorkingCopy.saved_at.desc(), WorkingCopy.id.desc())
    return query.where(WorkingCopy.article_id == article_id, WorkingCopy.person_id == person_id)


def list_copies(session: AnySession, person_id: int) -> Sequence[WorkingCopy]:
    """Return every copy of a person that differs from its article, with it, newest first."""
    query = select(WorkingCopy).where(WorkingCopy.person_id == person_id, WorkingCopy.applied_at.is_(None))
    with_article = joinedload(WorkingCopy.article).selectinload(Article.topics)
    copies = session.scalars(query.order_by(WorkingCopy.saved_at.desc()).options(with_article)).all()
    return [copy for copy in copies if not is_copy_unchanged(copy, copy.article)]


def discard_copies(session: AnySession, person_id: int, until: str) -> int:
    """Delete every copy of a person whose stamp is *until* or an earlier one; return how many; the caller commits."""
    copies = [copy for copy in list_copies(session, person_id) if copy.stamp <= until]
    for copy in copies:
        session.delete(copy)
    return len(copies)


def find_copy(session: AnySession, article_id: int, person_id: int, key: str) -> WorkingCopy | None:
    """Return the copy of one editor page, or None."""
    return session.scalar(select_copies(article_id, person_id).where(WorkingCopy.key == key))


class ArticleGone(Exception):
    """The article was deleted while its text was on the way."""


def save_copy(
    session: AnySession, article: Article, person_id: int, values: EditorValues, now: datetime
) -> WorkingCopy:
    """Save *values* as a working copy and return it; the caller commits.

    If the stored copy is not the one that the page knows of, another page has
    gone on with it: both are kept, this one under a new key.

    Raises:
        ArticleGone: the article was deleted at this moment.
    """
    kept = select(Article.id).where(Article.id == article.id).with_for_update(read=True, key_share=True)
    if session.scalar(kept) is None:
        raise ArticleGone
    query = select_pages(article.id, person_id).where(WorkingCopy.key == values.key)
    copy = session.scalar(query.with_for_update())
    if copy is not None and copy.applied_at is None and copy.fields == values.fields:
        return copy
    key = values.key
    if copy is not None and copy.stamp != values.base:
        copy, key = None, make_page_key()
    if copy is None:
        copy = WorkingCopy(article_id=article.id, person_id=person_id, key=key, saved_at=now - TICK)
        session.add(copy)
    copy.seen, copy.fields, copy.applied_at = values.seen[:MAX_STAMP_LENGTH], values.fields, None
    copy.saved_at = max(now, copy.saved_at + TICK)
    session.flush()
    return copy


def delete_copy(session: AnySession, article_id: int, person_id: int, key: str) -> None:
    """Delete the copy of one editor page; the caller commits."""
    ended = delete(WorkingCopy).where(WorkingCopy.article_id == article_id, WorkingCopy.person_id == person_id)
    session.execute(ended.where(WorkingCopy.key == key, WorkingCopy.applied_at.is_(None)))


def create_draft_from_values(
    session: AnySession, person: Person, values: EditorValues, untitled: str, now: datetime
) -> Article:
    """Create a draft from *values*, with the headline *untitled* if they have none; the caller commits."""
    body = values.body if len(values.body) <= MAX_BODY_LENGTH else ""
    headline = values.headline[:MAX_HEADLINE_LENGTH].strip() or untitled
    return create_draft(session, person, Manuscript(headline, values.standfirst, body), now, is_autosave=True)


def is_saved(session: AnySession, article_id: int | None, person_id: int, values: EditorValues, now: datetime) -> bool:
    """Return whether *values* equal a revision of this article, or of any recent article of the person for None.

    The present text counts too, which may be autosaved only.

    A browser that kept a text cannot know whether the save that it sent
    arrived, in the article or in its pending version.
    """
    texts = (Revision.headline == values.headline, Revision.body_markdown == values.body)
    query = select(Revision.id).where(*texts, Revision.standfirst == values.standfirst).limit(1)
    present = (Article.headline == values.headline, Article.body_markdown == values.body)
    drafts = select(Article.id).where(*present, Article.standfirst == values.standfirst).limit(1)
    if article_id is not None:
        own = select(Article.id).where(or_(Article.id == article_id, Article.pending_for_id == article_id))
        saved = query.where(Revision.article_id.in_(own))
        return (session.scalar(saved) or session.scalar(drafts.where(Article.id.in_(own)))) is not None
    recent = (Article.author_id == person_id, Article.created_at > now - SAVED_LOOKBACK)
    saved = query.join(Article, Article.id == Revision.article_id).where(*recent)
    return (session.scalar(saved) or session.scalar(drafts.where(*recent))) is not None
