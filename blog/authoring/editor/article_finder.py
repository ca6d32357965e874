"""Finding a public article to link to, from within the editor."""

from collections.abc import Sequence

from sqlalchemy.orm import load_only

from blog.authoring.drafts.picture_markdown import SPECIAL
from blog.database import AnySession
from blog.database.search.index import find_best
from blog.database.search.query import SearchQuery
from blog.database.search.query_parser import parse_terms
from blog.models import Article

MOST_SHOWN = 8
LINKED = (load_only(Article.headline, Article.slug, Article.published_at),)
"""All that a link needs of an article."""
LINKABLE = Article.published().options(*LINKED)


def find_to_link(session: AnySession, query: str) -> Sequence[Article]:
    """Return the public articles that hold every word of *query*, best first; the newest when it has no words."""
    terms = parse_terms(query)
    if terms:
        return find_by_words(session, SearchQuery(terms))
    newest = Article.published().order_by(None).order_by(Article.published_at.desc(), Article.id.desc())
    return session.scalars(newest.options(*LINKED).limit(MOST_SHOWN)).all()


def find_by_words(session: AnySession, wanted: SearchQuery) -> Sequence[Article]:
    """Return the public articles that match, best first."""
    hits = find_best(session, wanted, None, MOST_SHOWN).hits
    ids = [hit.article_id for hit in hits]
    found = {article.id: article for article in session.scalars(LINKABLE.where(Article.id.in_(ids)))}
    return [found[id] for id in ids if id in found]


def write_link(article: Article, path: str) -> str:
    """Return the Markdown of a link to *article*, which stands at *path*."""
    words = SPECIAL.sub(r"\\\1", article.headline)
    return f"[{words}]({path})"
