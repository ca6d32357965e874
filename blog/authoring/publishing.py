"""Making an article public and taking it back; what it owes readers is written in the same transaction."""

from datetime import datetime

from blog.authoring.writing import set_body
from blog.database import AnySession
from blog.delivery import outbox
from blog.models import Alert, Article


class AlreadyPublished(Exception):
    """The article is public already."""


class NotReady(Exception):
    """Something that readers need is missing; *missing* names the columns."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


class NotPublished(Exception):
    """The article is not public, so it cannot be withdrawn."""


def publish(session: AnySession, article: Article, now: datetime, *, is_announced: bool) -> Alert | None:
    """Make *article* public and, if *is_announced*, owe the readers their alert.

    The caller has locked the row and commits both together. An article that
    was announced before keeps its one alert, which is returned.

    Raises:
        AlreadyPublished: somebody was quicker.
        NotReady: headline, body or the photo's description is missing.
    """
    if article.is_public:
        raise AlreadyPublished(article.slug)
    if article.missing:
        raise NotReady(article.missing)
    # Rendered anew, since better formats of the pictures may have been made after the last save.
    set_body(session, article, article.body_markdown)
    article.publish(now)
    session.flush()
    return outbox.announce(session, article, now) if is_announced else None


def withdraw(session: AnySession, article: Article, now: datetime) -> None:
    """Take *article* from the readers; it can be published again; the caller commits.

    Raises:
        NotPublished: it is not public.
    """
    if not article.is_public:
        raise NotPublished(article.slug)
    article.withdraw(now)
    session.flush()
