"""Which editor page wrote the present version of an article: that page may go on, whatever it was told of it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from blog.authoring.drafts.revisions import has_text_of, record_text
from blog.database import AnySession
from blog.models import Article, Person, WorkingCopy

MIN_KEPT_SHARE, MIN_KEPT_LENGTH = 0.5, 100
"""Where less than this share of a body of so many characters is left, it becomes a revision, also within one page."""


@dataclass(frozen=True)
class EditorPage:
    """The editor page that writes: whose it is, and its key."""

    person_id: int
    key: str


def find_last_writer(session: AnySession, article: Article) -> WorkingCopy | None:
    """Return the row of the page that wrote the present version of *article*, or None if no page did."""
    query = select(WorkingCopy).where(WorkingCopy.article_id == article.id)
    return session.scalar(query.where(WorkingCopy.applied_at == article.updated_at).limit(1))


def is_last_writer(session: AnySession, article: Article, page: EditorPage | None) -> bool:
    """Return whether *page* wrote the present version of *article*."""
    writer = find_last_writer(session, article)
    return writer is not None and page == EditorPage(writer.person_id, writer.key)


def record_last_writer(session: AnySession, article: Article, page: EditorPage, now: datetime) -> WorkingCopy:
    """Record that *page* wrote the present version of *article*, and return its row; the caller commits.

    Nothing of the page is kept beside the article any more.
    """
    marks = delete(WorkingCopy).where(WorkingCopy.article_id == article.id, WorkingCopy.applied_at.is_not(None))
    session.execute(marks.where((WorkingCopy.key != page.key) | (WorkingCopy.person_id != page.person_id)))
    own = select(WorkingCopy).where(WorkingCopy.article_id == article.id, WorkingCopy.person_id == page.person_id)
    row = session.scalar(own.where(WorkingCopy.key == page.key))
    if row is None:
        row = WorkingCopy(article_id=article.id, person_id=page.person_id, key=page.key)
        session.add(row)
    row.fields, row.seen = {}, article.revision
    row.saved_at, row.applied_at = now, article.updated_at
    session.flush()
    return row


def keep_unrevised_text(session: AnySession, article: Article, new_body: str, page: EditorPage | None) -> None:
    """Record the present text of *article* as a revision if none holds it and *page* did not write it itself.

    So what was autosaved in one page outlives what is written in another, and
    a page that drops most of its own text drops it from no revision.
    """
    if has_text_of(session, article):
        return
    writer, is_own = find_last_writer(session, article), is_last_writer(session, article, page)
    length = len(article.body_markdown)
    is_dropped = length >= MIN_KEPT_LENGTH and len(new_body) < MIN_KEPT_SHARE * length
    if is_dropped or not is_own:
        record_text(session, article, writer.person_id if writer else None)


def find_article_of_page(session: AnySession, person: Person, key: str) -> Article | None:
    """Return the article that the page *key* has founded and that *person* may edit, or None.

    A page whose answer was lost sends its new article once more.
    """
    if not key:
        return None
    query = Article.editable_by(person).join(WorkingCopy, WorkingCopy.article_id == Article.id)
    return session.scalar(query.where(WorkingCopy.person_id == person.id, WorkingCopy.key == key).limit(1))
