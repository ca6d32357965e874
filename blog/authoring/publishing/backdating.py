"""Publishing an older article with its own date, which lies in the past."""

from datetime import datetime

from blog.authoring.publishing.publishing import AlertOptions, publish
from blog.database import AnySession
from blog.models import Article


class NotPast(Exception):
    """The date has not come yet."""


class HasDate(Exception):
    """The article was public before, and keeps the date of its first publication."""


def publish_with_date(
    session: AnySession, article: Article, published_at: datetime, now: datetime, *, person_id: int
) -> None:
    """Make *article* public at its old place in lists and archive, by *published_at*; nobody is alerted.

    History and audit trail say when it was done. The caller has locked the
    row and commits.

    Raises:
        NotPast: *published_at* is not before *now*.
        HasDate: it was public before.
        AlreadyPublished, NotReady, EndsTooSoon: see publish.
    """
    if published_at >= now:
        raise NotPast(published_at)
    if article.was_public and not article.is_public:
        raise HasDate(article.slug)
    publish(
        session, article, now, send_alert=False, options=AlertOptions(person_id=person_id), published_at=published_at
    )
