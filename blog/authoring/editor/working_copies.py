"""Keeping what is typed beside the article, never in it, until a save ends it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import joinedload

from blog.authoring.drafts.writing import TICK, Manuscript, create_draft
from blog.authoring.editor.form_values import Typed, make_key
from blog.database import AnySession
from blog.models import Article, Person, Revision, WorkingCopy
from blog.text.markdown import MAX_LENGTH as MAX_BODY_LENGTH

LONGEST_HEADLINE = 200
LONGEST_STAMP = 40
REMEMBERED = timedelta(days=60)
"""How far back a text that comes late is looked for among what was saved."""


def select_copies(article_id: int, person_id: int) -> Select[WorkingCopy]:
    """Select the copies that a person has of an article, newest first."""
    query = select(WorkingCopy).order_by(WorkingCopy.saved_at.desc(), WorkingCopy.id.desc())
    return query.where(WorkingCopy.article_id == article_id, WorkingCopy.person_id == person_id)


def list_all_copies(session: AnySession, person_id: int) -> Sequence[WorkingCopy]:
    """Return every copy of a person with its article, newest first."""
    query = select(WorkingCopy).where(WorkingCopy.person_id == person_id).options(joinedload(WorkingCopy.article))
    return session.scalars(query.order_by(WorkingCopy.saved_at.desc())).all()


def find_copy(session: AnySession, article_id: int, person_id: int, key: str) -> WorkingCopy | None:
    """Return the copy of one page, or None."""
    return session.scalar(select_copies(article_id, person_id).where(WorkingCopy.key == key))


def keep_copy(session: AnySession, article: Article, person_id: int, typed: Typed, now: datetime) -> WorkingCopy:
    """Keep what was typed and return its copy; the caller commits.

    If the copy of this page is not the one that the page knows of, another
    page has gone on with it: both are kept, this one under a key of its own.
    """
    query = select_copies(article.id, person_id).where(WorkingCopy.key == typed.key)
    copy = session.scalar(query.with_for_update())
    if copy is not None and copy.fields == typed.fields:
        return copy
    key = typed.key
    if copy is not None and copy.stamp != typed.base:
        copy, key = None, make_key()
    if copy is None:
        copy = WorkingCopy(article_id=article.id, person_id=person_id, key=key, saved_at=now - TICK)
        session.add(copy)
    copy.seen, copy.fields = typed.seen[:LONGEST_STAMP], typed.fields
    copy.saved_at = max(now, copy.saved_at + TICK)
    session.flush()
    return copy


def end_copy(session: AnySession, article_id: int, person_id: int, key: str) -> None:
    """Forget the copy of one page; the caller commits."""
    ended = delete(WorkingCopy).where(WorkingCopy.article_id == article_id, WorkingCopy.person_id == person_id)
    session.execute(ended.where(WorkingCopy.key == key))


def found_draft(session: AnySession, person: Person, typed: Typed, untitled: str, now: datetime) -> Article:
    """Return a new draft with what was typed, called *untitled* while it has no headline; the caller commits."""
    body = typed.body if len(typed.body) <= MAX_BODY_LENGTH else ""
    headline = typed.headline[:LONGEST_HEADLINE].strip() or untitled
    return create_draft(session, person, Manuscript(headline, typed.standfirst, body), now)


def is_saved(session: AnySession, article_id: int | None, person_id: int, typed: Typed, now: datetime) -> bool:
    """Return whether the words of *typed* stand in a revision: of this article, or lately of any that the person began.

    A browser that kept a text cannot know whether the save that it sent arrived.
    """
    texts = (Revision.headline == typed.headline, Revision.body_markdown == typed.body)
    query = select(Revision.id).where(*texts, Revision.standfirst == typed.standfirst).limit(1)
    if article_id is not None:
        return session.scalar(query.where(Revision.article_id == article_id)) is not None
    own = query.join(Article, Article.id == Revision.article_id).where(Article.author_id == person_id)
    return session.scalar(own.where(Article.created_at > now - REMEMBERED)) is not None
