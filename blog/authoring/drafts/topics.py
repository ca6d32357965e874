"""Assigning topics to an article, and adding new ones."""

from collections.abc import Collection

from blog.database import AnySession
from blog.models import Article, Topic
from blog.web.addresses.topic_slugs import find_or_add_topic, find_present_ids


def set_topics(session: AnySession, article: Article, topic_ids: Collection[int], new_topics: str = "") -> None:
    """Set the topics of *article*: those of *topic_ids*, and those that *new_topics* names, added when missing."""
    chosen = lock_topics(session, find_present_ids(session, topic_ids))
    for name in split_names(new_topics):
        topic = find_or_add_topic(session, name)
        chosen += [topic] if topic not in chosen else []
    if set(chosen) != set(article.topics):
        article.topics = chosen


def lock_topics(session: AnySession, ids: Collection[int]) -> list[Topic]:
    """Return the topics with *ids*, locked so that none is merged or deleted until the caller commits."""
    if not ids:
        return []
    chosen = Topic.by_name().where(Topic.id.in_(ids)).with_for_update(read=True, key_share=True, of=Topic)
    return list(session.scalars(chosen))


def split_names(text: str) -> list[str]:
    """Return the names of topics in *text*, which are parted by commas, each once."""
    parts = (part.strip() for mark in (text.replace("،", ",").replace("、", ","),) for part in mark.split(","))
    return list(dict.fromkeys(part for part in parts if part))
