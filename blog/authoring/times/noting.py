"""Writing down what was done to an article, and when."""

from datetime import datetime
from typing import Any

from blog.database import AnySession
from blog.models import Article, ArticleEvent, EventKind


def note(
    session: AnySession, article: Article, kind: EventKind, now: datetime, person_id: int | None = None, **details: Any
) -> ArticleEvent:
    """Add the event and return it, flushed; *person_id* None stands for the worker. The caller commits.

    Moments in *details* are kept as ISO 8601.
    """
    kept = {name: value.isoformat() if isinstance(value, datetime) else value for name, value in details.items()}
    event = ArticleEvent(article_id=article.id, person_id=person_id, kind=kind, happened_at=now, details=kept)
    session.add(event)
    session.flush()
    return event
