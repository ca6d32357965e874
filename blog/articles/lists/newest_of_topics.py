"""The newest articles of several topics, for the page that lists them."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, literal, select, union_all

from blog.articles.pages.article_queries import select_by_topic
from blog.articles.pages.list_items import ListItem, find_list_items
from blog.database import AnySession
from blog.models import Article, Topic

PER_TOPIC = 3
MOST_TOPICS = 40
"""So many topics show articles; those after them their names alone, since each is a part of the query."""


def find_newest(session: AnySession, topics: Sequence[Topic]) -> Mapping[int, Sequence[ListItem]]:
    """Return the newest articles of each of *topics* by its id, with pictures; none of them twice."""
    found = {topic.id: list[int]() for topic in topics[:MOST_TOPICS]}
    shown = set[int]()
    parts = [select_newest(place, topic) for place, topic in enumerate(topics[:MOST_TOPICS])]
    rows = session.execute(union_all(*parts)).all() if parts else []
    # A query of several parts has no order of its own: topics in theirs, newest first.
    for row in sorted(rows, key=lambda row: (-row.place, row.published_at, row.id), reverse=True):
        if row.id not in shown and len(found[row.topic_id]) < PER_TOPIC:
            found[row.topic_id].append(row.id)
            shown.add(row.id)
    items = {item.id: item for item in find_list_items(session, sorted(shown), with_pictures=True)}
    return {topic: [items[id] for id in ids if id in items] for topic, ids in found.items()}


def select_newest(place: int, topic: Topic) -> Select[Any]:
    """Select the newest articles of *topic*, twice as many as are shown, since others may show some of them."""
    columns = (Article.id, Article.published_at)
    newest = select_by_topic(topic).with_only_columns(*columns).limit(2 * PER_TOPIC).subquery()
    return select(literal(place).label("place"), literal(topic.id).label("topic_id"), newest)
