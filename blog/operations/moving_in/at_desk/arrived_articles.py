"""What an import brought: its first articles and pages, with the links to them."""

from collections.abc import Sequence

from sqlalchemy import select

from blog.database import AnySession
from blog.models import Article, ImportOrigin, OriginKind, SiteImport

SHOWN = 25


def list_arrived(session: AnySession, one: SiteImport) -> Sequence[Article]:
    """Return the articles that *one* brought, the newest of them first, as far as a page shows them."""
    newest = (Article.published_at.desc(), Article.id.desc())
    if one.started_at is None:
        return ()
    if one.is_whole:
        mine = select(Article).where(Article.created_at <= one.started_at, Article.pending_for_id.is_(None))
        return session.scalars(mine.order_by(*newest).limit(SHOWN)).all()
    came = select(Article).join(ImportOrigin, ImportOrigin.article_id == Article.id)
    mine = came.where(
        ImportOrigin.source == one.source,
        ImportOrigin.kind == OriginKind.ARTICLE,
        ImportOrigin.imported_at == one.started_at,
    )
    return session.scalars(mine.order_by(*newest).limit(SHOWN)).all()
