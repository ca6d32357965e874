"""Search for public articles to link to from the editor."""

from collections.abc import Sequence

from sqlalchemy.orm import load_only

from blog.authoring.drafts.picture_markdown import MARKDOWN_SPECIAL
from blog.database import AnySession
from blog.database.search.index import find_best
from blog.database.search.query import SearchQuery
from blog.database.search.query_parser import parse_terms
from blog.models import Article

MAX_RESULTS = 8
LINKED = (load_only(Article.headline, Article.slug, Article.published_at),)
"""All that a link needs of an article."""
LINKABLE = Article.published().options(*LINKED)


def find_linkable_articles(session: AnySession, query: str) -> Sequence[Article]:
    """Return the public articles that hold every word of *query*, best first; the newest when it has no words."""
    terms = parse_terms(query)
    if terms:
        return search_linkable_articles(session, SearchQuery(terms))
    newest = Article.published().order_by(None).order_by(Article.published_at.desc(), Article.id.desc())
    return session.scalars(newest.options(*LINKED).limit(MAX_RESULTS)).all()


def search_linkable_articles(session: AnySession, wanted: SearchQuery) -> Sequence[Article]:
    """Return the public articles that match, best first."""
    hits = find_best(session, wanted, None, MAX_RESULTS).hits
    ids = [hit.article_id for hit in hits]
    found = {article.id: article for article in session.scalars(LINKABLE.where(Article.id.in_(ids)))}
    return [found[id] for id in ids if id in found]


def make_link_markdown(article: Article, path: str) -> str:
    """Return the Markdown of a link to *article*, which stands at *path*."""
    words = MARKDOWN_SPECIAL.sub(r"\\\1", article.headline)
    return f"[{words}]({path})"
