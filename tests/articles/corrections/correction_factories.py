"""Corrections and revisions of an article, saved."""

from datetime import timedelta

from blog.models import Article, Correction, CorrectionKind, Revision, RevisionKind
from tests.factories import NOW, save

HOUR = timedelta(hours=1)


def make_correction(article: Article, hours: float = 1, **more: object) -> Correction:
    """Save a correction made *hours* after publication."""
    values = {"kind": CorrectionKind.CORRECTION, "old_wording": "on Tuesday", "new_wording": "on Monday"}
    return save(Correction(article=article, corrected_at=NOW + hours * HOUR, **{**values, **more}))


def make_revision(article: Article, number: int, body: str, **more: object) -> Revision:
    """Save a public revision *number* hours after publication."""
    values = {"kind": RevisionKind.SAVE, "saved_at": NOW + number * HOUR, "headline": article.headline}
    values |= {"standfirst": "", "is_public": True, "body_markdown": body}
    return save(Revision(article_id=article.id, number=number, **{**values, **more}))
