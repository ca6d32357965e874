"""The follow by which an alert came: what the reader follows, by its name, and the link that ends it."""

from dataclasses import dataclass

from sqlalchemy import select

from blog.database import AnySession
from blog.models import Article, Person, Topic
from blog.text.cleaning import clean_line

NAMES = {"topic": (Topic.name, Topic.id), "author": (Person.name, Person.id), "article": (Article.slug, Article.id)}
"""By kind: the column that names a target, and its key."""


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
    if name is None:
        return MatchedFollow()
    return MatchedFollow(
        kind, "" if kind == "article" else clean_line(name), f"{preferences_url}/unfollow/{kind}/{target_id}"
    )
