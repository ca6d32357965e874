"""Completion of the search index: articles whose words are missing, or were made by an older edition or otherwise."""

from sqlalchemy import case, exists, select

from blog.database import AnySession, content_language_tag, skip_locked
from blog.database.search.index_entries import INDEXED, PARTS, IndexedText, form_of, write_entries
from blog.models import Article

BATCH_SIZE = 50
"""Articles in one transaction of the worker, short enough that no writer waits long."""


def index_next(session: AnySession) -> bool:
    """Index a few articles whose words are missing or outdated; return whether there were any. The caller commits."""
    default = content_language_tag(session)
    form = case((Article.language == "", form_of(default)), else_=form_of("") + Article.language)
    is_indexed = exists().where(INDEXED.c.article_id == Article.id, INDEXED.c.form == form)
    missing = select(Article.id, Article.language, *(getattr(Article, part) for part in PARTS)).where(~is_indexed)
    rows = session.execute(skip_locked(missing.order_by(Article.id.desc()).limit(BATCH_SIZE))).all()
    write_entries(session, (IndexedText(row.id, dict(row._mapping), row.language or default) for row in rows))
    return bool(rows)
