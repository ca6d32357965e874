"""Deleting drafts; what was ever public is withdrawn instead."""

from blog.database import AnySession
from blog.models import Article


class WasPublic(Exception):
    """Readers have seen the article, so it cannot be deleted."""


def delete_draft(session: AnySession, article: Article) -> None:
    """Delete *article*, which was never public; its pictures stay; the caller commits.

    Raises:
        WasPublic: readers have seen it.
    """
    if article.was_public:
        raise WasPublic(article.slug)
    session.delete(article)
    session.flush()
