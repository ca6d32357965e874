"""Completion of the search index: articles that were saved without their words, by an older edition or by hand."""

from sqlalchemy import exists, select

from blog.database import AnySession, skip_locked
from blog.database.search.index_entries import INDEXED, PARTS, write_entries
from blog.models import Article

BATCH_SIZE = 50
"""Articles in one transaction of the worker, short enough that no writer waits long."""
IS_INDEXED = exists().where(INDEXED.c.article_id == Article.id)


def index_next(session: AnySession) -> bool:
    """Index a few articles that lack their words; return whether there were any. The caller commits."""
    missing = select(Article.id, *(getattr(Article, part) for part in PARTS)).where(~IS_INDEXED)
    rows = session.execute(skip_locked(missing.order_by(Article.id.desc()).limit(BATCH_SIZE))).all()
    write_entries(session.connection(), [(row.id, dict(row._mapping)) for row in rows])
    return bool(rows)
