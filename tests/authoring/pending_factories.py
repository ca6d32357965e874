"""A pending version of a public article, as the editor keeps one."""

from typing import Any

from blog.authoring.drafts.pending_versions import keep_for_later
from blog.authoring.drafts.revisions import RevisionMetadata
from blog.authoring.drafts.writing import Manuscript
from blog.database import db
from blog.models import Article, ArticleState
from tests.factories import NOW

NEW_TEXT = "The zebrafinch paragraph waits."


def make_pending(article: Article, state: ArticleState = ArticleState.DRAFT, **changed: Any) -> Article:
    """Keep a version of *article* with another body, and with what else is *changed*."""
    same = {
        "headline": article.headline,
        "standfirst": article.standfirst,
        "body": NEW_TEXT,
        "topic_ids": [topic.id for topic in article.topics],
    }
    manuscript = Manuscript(**{**same, **changed})
    metadata = RevisionMetadata(article.author_id, note="Adds a paragraph.")
    pending = keep_for_later(db.session, article, manuscript, NOW, seen=article.revision, metadata=metadata)
    pending.state = state
    db.session.commit()
    return pending
