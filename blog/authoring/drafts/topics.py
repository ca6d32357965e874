"""Assigning topics to an article, and adding new ones."""

from collections.abc import Collection

from sqlalchemy.exc import IntegrityError

from blog.authoring.drafts.slugs import find_free_slug, make_slug
from blog.database import AnySession
from blog.models import Article, Topic


def set_topics(session: AnySession, article: Article, topic_ids: Collection[int], new_topic: str = "") -> None:
    """Set the topics of *article*: those of *topic_ids*, and the one called *new_topic*, added when missing."""
    chosen = list(session.scalars(Topic.by_name().where(Topic.id.in_(topic_ids)))) if topic_ids else []
    if new_topic:
        topic = find_or_add_topic(session, new_topic)
        chosen += [topic] if topic not in chosen else []
    if set(chosen) != set(article.topics):
        article.topics = chosen


def find_or_add_topic(session: AnySession, name: str) -> Topic:
    """Return the topic called *name*, whatever the case of its letters."""
    return find_topic(session, name) or add_topic(session, name)


def find_topic(session: AnySession, name: str) -> Topic | None:
    """Return the topic called *name* or None; Python compares, since SQLite folds the case of ASCII letters only."""
    return next((row for row in session.scalars(Topic.by_name()) if row.name.casefold() == name.casefold()), None)


def add_topic(session: AnySession, name: str) -> Topic:
    """Add the topic *name*; if another transaction has just added it, in whatever case, return that one.

    Where the two share an address alone, such as "Grants" and "Grants!", this one gets the next free address.
    """
    topic = Topic(name=name, slug=find_free_slug(session, Topic, make_slug(name, "topic")), description="")
    try:
        with session.begin_nested():
            session.add(topic)
    except IntegrityError:
        return find_or_add_topic(session, name)
    return topic
