"""Queries of topics at the desk: the masthead in its order, tags by name in pages, each with what hangs on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from blog.database import AnySession
from blog.models import Article, ArticleState, Follow, Topic, article_topics, topic_key

PAGE_SIZE = 50
"""Tags on a page."""
MAX_SUGGESTIONS = 12


@dataclass(frozen=True)
class TopicRow:
    """A topic with the number of its articles, drafts included, and of its followers."""

    topic: Topic
    article_count: int
    follower_count: int

    @property
    def is_used(self) -> bool:
        """Return whether an article or a reader needs it."""
        return bool(self.article_count or self.follower_count)


@dataclass(frozen=True)
class TopicPage:
    """What the list shows: topics of the masthead, one page of tags, and the number of all that were found."""

    shown: Sequence[TopicRow]
    tags: Sequence[TopicRow]
    total: int
    is_first: bool
    next_after: int | None
    """Id of the last tag of this page, after which the next one begins; None on the last."""


def find_topics(session: AnySession, query: str, after: int = 0) -> TopicPage:
    """Return the topics whose names hold *query*, case and accents aside; tags after the one with id *after*."""
    found = select(Topic).where(holds(query)).options(joinedload(Topic.picture))
    in_masthead = found.where(Topic.masthead_position.is_not(None))
    shown = session.scalars(in_masthead.order_by(Topic.masthead_position, Topic.sort_key)).all()
    tags = found.where(Topic.masthead_position.is_(None)).order_by(Topic.sort_key)
    if after:
        tags = tags.where(Topic.sort_key > select(Topic.sort_key).where(Topic.id == after).scalar_subquery())
    page = session.scalars(tags.limit(PAGE_SIZE + 1)).all()
    total = session.scalar(select(func.count()).select_from(Topic).where(holds(query))) or 0
    listed = page[:PAGE_SIZE]
    rows = {row.topic.id: row for row in count_uses(session, [*shown, *listed])}
    return TopicPage(
        [rows[topic.id] for topic in shown],
        [rows[topic.id] for topic in listed],
        total,
        not after,
        listed[-1].id if len(page) > PAGE_SIZE else None,
    )


def holds(query: str) -> ColumnElement[bool]:
    """Return the condition that a topic's name holds *query*."""
    return Topic.name_key.contains(topic_key(query), autoescape=True)


def count_uses(session: AnySession, topics: Iterable[Topic]) -> list[TopicRow]:
    """Return *topics* with their numbers; what was deleted for good does not count."""
    by_id = {topic.id: topic for topic in topics}
    links = article_topics.c
    articles = (
        select(links.topic_id, func.count())
        .join(Article, Article.id == links.article_id)
        .where(links.topic_id.in_(by_id), Article.state != ArticleState.DELETED)
        .group_by(links.topic_id)
    )
    followers = select(Follow.topic_id, func.count()).where(Follow.topic_id.in_(by_id)).group_by(Follow.topic_id)
    filed: dict[int, int] = {row[0]: row[1] for row in session.execute(articles)}
    followed: dict[int | None, int] = {row[0]: row[1] for row in session.execute(followers)}
    return [TopicRow(topic, filed.get(key, 0), followed.get(key, 0)) for key, topic in by_id.items()]


def suggest_topics(session: AnySession, query: str) -> Sequence[Topic]:
    """Return up to MAX_SUGGESTIONS topics whose names hold *query*, first those that begin with it."""
    key = topic_key(query)
    begins = Topic.name_key.startswith(key, autoescape=True)
    found = select(Topic).where(holds(query)).order_by(begins.desc(), *Topic.by_weight())
    return session.scalars(found.limit(MAX_SUGGESTIONS)).all()
