"""Who has to know what became of an article that was handed in: its author, by a mail."""

from datetime import datetime

from blog.authoring.publishing.article_history import last_step
from blog.database import AnySession
from blog.delivery import outbox
from blog.models import ArticleEvent


def tell_if_handed_in(session: AnySession, event: ArticleEvent, now: datetime, *, person_id: int | None) -> None:
    """Owe the author the mail about the publication *event* if the article was handed in. The caller commits.

    *person_id* is who published or scheduled it; authors are not told what they did themselves.
    """
    if event.article.author_id != person_id and last_step(session, event.article) is not None:
        tell_author(session, event, now)


def tell_author(session: AnySession, event: ArticleEvent, now: datetime) -> None:
    """Owe the author the mail about *event*, unless the author did it or can no longer come in."""
    author = event.article.author
    if author.id != event.person_id and not author.is_suspended and author.password_hash is not None:
        outbox.enqueue(session, "review", event, now, address=author.address)
