"""What a reader asks the newsroom for; whatever is not published is not in any of these queries."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import joinedload, selectinload

from blog.articles.paging import LISTED
from blog.database import AnySession
from blog.models import Article, ArticleState, Person, Topic, article_topics

RELATED = 3


def find_article(session: AnySession, slug: str) -> Article | None:
    """Return the published article with this slug and all that its page shows."""
    whole = (joinedload(Article.author), joinedload(Article.lead_picture), selectinload(Article.topics))
    return session.scalar(Article.published().where(Article.slug == slug).options(*whole))


def find_neighbours(session: AnySession, article: Article) -> tuple[Article | None, Article | None]:
    """Return the article before and the one after *article*, by date; None where the row ends."""
    older = session.scalar(article.neighbour(is_newer=False).options(*LISTED))
    return older, session.scalar(article.neighbour(is_newer=True).options(*LISTED))


def find_related(session: AnySession, article: Article, shown: Sequence[Article | None]) -> Sequence[Article]:
    """Return the newest articles that share a topic with *article* and are not *shown* beside it already."""
    topics = [topic.id for topic in article.topics]
    if not topics:
        return []
    beside = [other.id for other in (article, *shown) if other is not None]
    filed = select(article_topics.c.article_id).where(article_topics.c.topic_id.in_(topics))
    related = Article.published().where(Article.id.in_(filed), Article.id.not_in(beside))
    return session.scalars(related.options(*LISTED).limit(RELATED)).all()


def find_topic(session: AnySession, slug: str) -> Topic | None:
    """Return the topic with this slug; it has a page even before its first article."""
    return session.scalar(select(Topic).where(Topic.slug == slug))


def in_topic(topic: Topic) -> Select[Article]:
    """Select what is published under *topic*, newest first."""
    filed = select(article_topics.c.article_id).where(article_topics.c.topic_id == topic.id)
    return Article.published().where(Article.id.in_(filed))


def find_author(session: AnySession, slug: str) -> Person | None:
    """Return the person with this slug who has published something; nobody else at the desk has a page."""
    has_published = exists().where(Article.author_id == Person.id, Article.state == ArticleState.PUBLISHED)
    return session.scalar(select(Person).where(Person.slug == slug, has_published))


def by_author(author: Person) -> Select[Article]:
    """Select what *author* has published, newest first."""
    return Article.published().where(Article.author_id == author.id)


def find_feed(session: AnySession, length: int) -> Sequence[Article]:
    """Return the newest *length* articles, whole."""
    whole = (joinedload(Article.author), selectinload(Article.topics))
    return session.scalars(Article.published().options(*whole).limit(length)).all()


def last_withdrawal(session: AnySession) -> datetime | None:
    """Return when an article was last taken from the readers, None if never."""
    moment = func.max(Article.withdrawn_at)
    return session.scalar(select(moment).where(Article.state == ArticleState.WITHDRAWN))
