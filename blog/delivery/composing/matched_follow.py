"""The follow by which an alert came: what the reader follows, by its name, and the link that ends it."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select

from blog.database import AnySession
from blog.models import Article, AuthorRedirect, Person, Topic, TopicRedirect
from blog.text.cleaning import clean_line

NAMES = {"topic": (Topic.name, Topic.id), "author": (Person.name, Person.id), "article": (Article.slug, Article.id)}
"""By kind: the column that names a target, and its key."""
FORMER = {
    "topic": select(Topic.name, Topic.id)
    .join(TopicRedirect, TopicRedirect.topic_id == Topic.id)
    .where(TopicRedirect.former_id == bindparam("former")),
    "author": select(Person.name, Person.id)
    .join(AuthorRedirect, AuthorRedirect.person_id == Person.id)
    .where(AuthorRedirect.former_id == bindparam("former")),
}
"""By kind: what a target that was merged is now."""


@dataclass(frozen=True)
class MatchedFollow:
    """What a reader follows, as the foot of an alert names it."""

    kind: str = ""
    """site, topic, author, article, or empty where it is unknown."""
    name: str = ""
    """Of the topic or author, otherwise empty."""
    unfollow_url: str = ""
    """Empty for the site, which one unsubscribes from."""


def find_matched_follow(session: AnySession, followed: str | None, preferences_url: str) -> MatchedFollow:
    """Return the follow that *followed* holds, as in Delivery; without a kind when its target is gone."""
    kind, _, target_id = (followed or "").partition(":")
    if kind not in NAMES:
        return MatchedFollow(kind)
    column, key = NAMES[kind]
    name = session.scalar(select(column).where(key == int(target_id)))
    if name is None and kind in FORMER:
        present = session.execute(FORMER[kind], {"former": int(target_id)}).first()
        name, target_id = (present[0], str(present[1])) if present else (None, target_id)
    if name is None:
        return MatchedFollow()
    return MatchedFollow(
        kind, "" if kind == "article" else clean_line(name), f"{preferences_url}/unfollow/{kind}/{target_id}"
    )
