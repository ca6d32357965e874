"""Publishing, withdrawing and deleting pages without date: revision and audit row in one transaction, and no alert."""

from datetime import datetime

from blog.accounts.audit import record_audit_event
from blog.authoring.drafts.revisions import RevisionMetadata, record_revision
from blog.authoring.drafts.writing import NotReady, require_unchanged, set_body
from blog.database import AnySession
from blog.models import Article, ArticleState, AuditKind, Person, RevisionKind, SitePage
from blog.text.markdown.as_written.gaps import find_gaps


class GapsLeft(Exception):
    """The text has *gaps* that nobody has said may stay."""

    def __init__(self, gaps: list[str]) -> None:
        super().__init__(", ".join(gaps))
        self.gaps = gaps


def publish_page(
    session: AnySession, article: Article, now: datetime, *, by: Person, seen: str, has_gaps_allowed: bool
) -> None:
    """Show the version *seen* of the page to readers; nobody is alerted. A public page stays as it is.

    The caller has locked the row and commits.

    Raises:
        EditConflict: the page has a newer version.
        NotReady: it has no text, or the description of its photo is missing.
        GapsLeft: its text has gaps, and *has_gaps_allowed* is False.
    """
    if article.state is ArticleState.PAGE_PUBLISHED:
        return
    require_unchanged(article, seen)
    if article.missing:
        raise NotReady(article.missing)
    gaps = find_gaps(article.body_markdown)
    if gaps and not has_gaps_allowed:
        raise GapsLeft(gaps)
    # Rendered again, since better formats of the pictures may have been made after the last save.
    set_body(session, article, article.body_markdown)
    article.state, article.withdrawn_at = ArticleState.PAGE_PUBLISHED, None
    session.flush()
    record_revision(session, article, now, RevisionMetadata(by.id, RevisionKind.PUBLICATION))
    record_audit_event(session, AuditKind.PUBLISHED, now, by=by, subject=article.headline)


def withdraw_page(session: AnySession, article: Article, now: datetime, *, by: Person) -> None:
    """Take a public page from readers; its address stays its own. The caller has locked the row and commits."""
    if article.state is ArticleState.PAGE_PUBLISHED:
        article.state, article.withdrawn_at = ArticleState.PAGE_WITHDRAWN, now
        record_audit_event(session, AuditKind.WITHDRAWN, now, by=by, subject=article.headline)


def delete_page(session: AnySession, page: SitePage, now: datetime, *, by: Person) -> None:
    """Delete *page* with its text and revisions for good; its addresses are free again. The caller commits."""
    article = page.article
    record_audit_event(session, AuditKind.DELETED, now, by=by, subject=article.headline)
    session.delete(page)
    session.flush()
    session.delete(article)
