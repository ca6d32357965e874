"""Keeping what readers saw: each state of a public article that a correction makes is a version of its own."""

from sqlalchemy import func, select

from blog.database import AnySession
from blog.models import Article, Revision, RevisionKind


def keep_version(
    session: AnySession, article: Article, kind: RevisionKind, *, person_id: int | None, note: str = ""
) -> Revision:
    """Keep *article* as it stands now as its next version; the caller has locked the row and commits."""
    last = session.scalar(select(func.max(Revision.number)).where(Revision.article_id == article.id)) or 0
    revision = Revision(
        article_id=article.id,
        number=last + 1,
        kind=kind,
        person_id=person_id,
        saved_at=article.updated_at,
        headline=article.headline,
        standfirst=article.standfirst,
        body_markdown=article.body_markdown,
        details={},
        is_public=article.is_public,
        note=note[:300],
    )
    session.add(revision)
    session.flush()
    return revision
