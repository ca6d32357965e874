"""Follows of a subscriber: add, list, change the frequency, end."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import joinedload, load_only, undefer
from sqlalchemy.sql.base import ExecutableOption

from blog.database import AnySession
from blog.models import Article, AuthorRedirect, Follow, FollowRequest, Frequency, Subscriber, TopicRedirect
from blog.subscriptions.targets import Target

MAX_FOLLOWS = 200
ARTICLE_NAME = (
    load_only(Article.slug, Article.headline, Article.language, Article.state),
    undefer(Article.is_retracted),
)
"""Of an article what makes its public headline."""
MERGED = {
    "topic": select(TopicRedirect.topic_id).where(TopicRedirect.former_id == bindparam("former")),
    "author": select(AuthorRedirect.person_id).where(AuthorRedirect.former_id == bindparam("former")),
}
"""By kind: the key of what a target that was merged is now."""


class TooManyFollows(Exception):
    """The subscriber has MAX_FOLLOWS follows."""


def list_follows(session: AnySession, subscriber: Subscriber) -> Sequence[Follow]:
    """Return what *subscriber* follows besides the site, oldest first."""
    mine = select(Follow).where(Follow.subscriber_id == subscriber.id).order_by(Follow.id)
    return session.scalars(mine.options(*with_targets(Follow))).all()


def with_targets(model: type[Follow] | type[FollowRequest]) -> Sequence[ExecutableOption]:
    """Return the options that load the targets of rows of *model* with the rows, as far as their names need."""
    return joinedload(model.topic), joinedload(model.author), joinedload(model.article).options(*ARTICLE_NAME)


def find_follow(session: AnySession, subscriber: Subscriber, column: str, target_id: int) -> Follow | None:
    """Return the row by which *subscriber* follows a target, named by *column* of Follow and its id; or None."""
    return session.scalars(select(Follow).filter_by(subscriber_id=subscriber.id, **{column: target_id})).first()


def find_follow_of_mail(session: AnySession, subscriber: Subscriber, kind: str, target_id: int) -> Follow | None:
    """Return the follow that a link in a mail names by kind and id; what was merged is what it is now."""
    found = find_follow(session, subscriber, f"{kind}_id", target_id)
    if found is None and kind in MERGED:
        present = session.scalar(MERGED[kind], {"former": target_id})
        found = find_follow(session, subscriber, f"{kind}_id", present) if present else None
    return found


def find_frequency(session: AnySession, subscriber: Subscriber, target: Target | None) -> Frequency | None:
    """Return how often *subscriber* is told about *target*, the site when None; None when it is not followed."""
    if target is None:
        return subscriber.site_frequency
    found = find_follow(session, subscriber, target.column, target.id)
    return found.frequency if found else None


def is_following(session: AnySession, subscriber: Subscriber, target: Target | None) -> bool:
    """Return whether *subscriber* follows *target*; None means the site."""
    return find_frequency(session, subscriber, target) is not None


def follow(
    session: AnySession, subscriber: Subscriber, target: Target | None, frequency: Frequency, now: datetime
) -> None:
    """Add a follow of *target*, or set its frequency; the caller has locked the row of *subscriber*.

    Raises:
        TooManyFollows: it would be one more than MAX_FOLLOWS.
    """
    if target is None:
        subscriber.site_frequency = frequency
    elif found := find_follow(session, subscriber, target.column, target.id):
        found.frequency = frequency
    else:
        require_below_limit(session, subscriber)
        new = Follow(subscriber_id=subscriber.id, frequency=frequency, created_at=now, **{target.column: target.id})
        session.add(new)
    session.flush()


def end_follow(session: AnySession, follow: Follow) -> None:
    """End *follow*, so that nothing is sent because of it; the caller commits."""
    session.delete(follow)
    session.flush()


def require_below_limit(session: AnySession, subscriber: Subscriber) -> None:
    """Raise TooManyFollows when *subscriber* has MAX_FOLLOWS follows."""
    mine = select(func.count()).select_from(Follow).where(Follow.subscriber_id == subscriber.id)
    if (session.scalar(mine) or 0) >= MAX_FOLLOWS:
        raise TooManyFollows


def update_frequencies(session: AnySession, subscriber: Subscriber, chosen: Mapping[int, Frequency | None]) -> None:
    """Set frequencies by the ids of follows; None ends a follow, and unknown ids are ignored."""
    for row in list_follows(session, subscriber):
        frequency = chosen.get(row.id, row.frequency)
        if frequency is None:
            end_follow(session, row)
        else:
            row.frequency = frequency
    session.flush()
