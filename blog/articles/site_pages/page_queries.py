"""Named queries for readers of pages without date; none returns an article."""

from collections.abc import Sequence

from sqlalchemy import and_, not_, select
from sqlalchemy.orm import defer, joinedload

from blog.database import AnySession
from blog.database.search.index import with_stems
from blog.database.search.index_entries import INDEXED
from blog.database.search.query import SearchQuery
from blog.database.search.query_parser import Term
from blog.database.search.term_conditions import holds
from blog.models import Article, ArticleState, SitePage, SlugRedirect
from blog.models.article_state import PAGE_MARK

MAX_FOUND = 5
"""Pages that a search shows."""


def find_page(session: AnySession, slug: str) -> SitePage | None:
    """Return the public page at /*slug*, with its text and lead picture loaded, or None."""
    shown = joinedload(SitePage.article)
    options = (shown.joinedload(Article.lead_picture), shown.options(defer(Article.body_text)))
    return session.scalar(SitePage.published().where(Article.slug == PAGE_MARK + slug).options(*options))


def find_moved_page(session: AnySession, slug: str) -> str | None:
    """Return the present slug of the public page that once stood at /*slug*, or None."""
    former = select(SlugRedirect.article_id).where(SlugRedirect.slug == PAGE_MARK + slug).scalar_subquery()
    present = select(Article.slug).where(Article.id == former, Article.state == ArticleState.PAGE_PUBLISHED)
    found = session.scalar(present)
    return found.removeprefix(PAGE_MARK) if found else None


def search_pages(session: AnySession, terms: Sequence[Term]) -> Sequence[SitePage]:
    """Return the first public pages with all *terms*; they are few, so that no index has to find them."""
    query = with_stems(session, SearchQuery(terms))
    if not query.required:
        return ()
    is_found = and_(*(holds(term) for term in query.required), *(not_(holds(term)) for term in query.excluded))
    joined = SitePage.published().join(INDEXED, INDEXED.c.article_id == SitePage.article_id)
    return session.scalars(joined.where(is_found).limit(MAX_FOUND)).all()
