"""Finding a public article to link to, from within the editor."""

from collections.abc import Sequence

from sqlalchemy.orm import load_only

from blog.authoring.illustrating import SPECIAL
from blog.database import AnySession
from blog.models import Article
from blog.searchindex import find, read_terms

MOST_SHOWN = 8
LINKED = (load_only(Article.headline, Article.slug, Article.published_at),)
"""All that a link needs of an article."""


def find_to_link(session: AnySession, query: str) -> Sequence[Article]:
    """Return the public articles that hold every word of *query*, best first; the newest when it has no words."""
    terms = read_terms(query)
    if terms:
        return find(session, terms, MOST_SHOWN, LINKED).articles
    newest = Article.published().order_by(None).order_by(Article.published_at.desc(), Article.id.desc())
    return session.scalars(newest.options(*LINKED).limit(MOST_SHOWN)).all()


def write_link(article: Article, path: str) -> str:
    """Return the Markdown of a link to *article*, which stands at *path*."""
    words = SPECIAL.sub(r"\\\1", article.headline)
    return f"[{words}]({path})"
