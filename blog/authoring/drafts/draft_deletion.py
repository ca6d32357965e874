"""Deleting drafts; what was ever public is withdrawn instead."""

from datetime import datetime

from blog.accounts.audit import note
from blog.database import AnySession
from blog.models import Article, AuditKind, Person


class WasPublic(Exception):
    """Readers have seen the article, so it cannot be deleted."""


def delete_draft(session: AnySession, article: Article, now: datetime, *, by: Person | None) -> None:
    """Delete *article*, which was never public, and add the audit row; its pictures stay; the caller commits.

    Raises:
        WasPublic: readers have seen it.
    """
    if article.was_public:
        raise WasPublic(article.slug)
    session.delete(article)
    note(session, AuditKind.DELETED, now, by=by, subject=article.headline)
