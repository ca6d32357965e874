"""What a reader asks the newsroom for; whatever is not published is not in any of these queries."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, bindparam, exists, func, or_, select
from sqlalchemy.orm import defer, joinedload, selectinload

from blog.articles.pages.list_items import Story, find_stories
from blog.database import AnySession
from blog.models import (
    READABLE,
    Article,
    ArticleState,
    Person,
    SlugRedirect,
    Topic,
    article_coauthors,
    article_topics,
)

READ = (
    joinedload(Article.author),
    joinedload(Article.reviewer),
    joinedload(Article.lead_picture),
    selectinload(Article.topics),
    selectinload(Article.coauthors),
    defer(Article.body_text),
)
IN_FEED = (
    joinedload(Article.author),
    joinedload(Article.lead_picture),
    selectinload(Article.topics),
    selectinload(Article.coauthors),
    defer(Article.body_markdown),
    defer(Article.body_text),
)
IS_READABLE = or_(*(Article.state == state for state in READABLE))
BY_SLUG = select(Article).where(IS_READABLE, Article.slug == bindparam("slug")).options(*READ)
MOVED = (
    select(Article.slug)
    .join(SlugRedirect, SlugRedirect.article_id == Article.id)
    .where(SlugRedirect.slug == bindparam("slug"), IS_READABLE)
)


def find_article(session: AnySession, slug: str) -> Article | None:
    """Return the article with this slug that readers may open, with its people, topics and lead picture.

    Its page, which is asked for most, is made of find_whole.
    """
    return session.scalar(BY_SLUG, {"slug": slug})


def find_present_slug(session: AnySession, slug: str) -> str | None:
    """Return the slug that the published article has now which once had *slug*; None when there is none."""
    return session.scalar(MOVED, {"slug": slug})


def find_topic(session: AnySession, slug: str) -> Topic | None:
    """Return the topic with this slug; it has a page even before its first article."""
    return session.scalar(select(Topic).where(Topic.slug == slug))


def list_topics(session: AnySession) -> Sequence[Topic]:
    """Return the topics under which something is published, by name."""
    filed = article_topics.c
    is_filed = exists().where(
        filed.topic_id == Topic.id, filed.article_id == Article.id, Article.state == ArticleState.PUBLISHED
    )
    return session.scalars(Topic.by_name().where(is_filed)).all()


def in_topic(topic: Topic) -> Select[Article]:
    """Select what is published under *topic*, newest first."""
    filed = select(article_topics.c.article_id).where(article_topics.c.topic_id == topic.id)
    return Article.published().where(Article.id.in_(filed))


def find_author(session: AnySession, slug: str) -> Person | None:
    """Return the person with this slug who has published something; nobody else at the desk has a page."""
    shared = article_coauthors.c
    has_published = exists().where(Article.author_id == Person.id, IS_READABLE)
    has_shared = exists().where(shared.person_id == Person.id, shared.article_id == Article.id, IS_READABLE)
    return session.scalar(select(Person).where(Person.slug == slug, or_(has_published, has_shared)))


def by_author(author: Person) -> Select[Article]:
    """Select what *author* has published, alone or with others, newest first."""
    shared = select(article_coauthors.c.article_id).where(article_coauthors.c.person_id == author.id)
    return Article.published().where(or_(Article.author_id == author.id, Article.id.in_(shared)))


def find_feed(session: AnySession, statement: Select[Article], length: int) -> Sequence[Article]:
    """Return the newest *length* articles of *statement*, whole."""
    return session.scalars(statement.options(*IN_FEED).limit(length)).all()


def find_newest(session: AnySession, length: int) -> Sequence[Story]:
    """Return the newest *length* articles, as lists without pictures show them."""
    newest = Article.published().with_only_columns(Article.id).limit(length)
    return find_stories(session, session.scalars(newest).all())


def last_change(session: AnySession) -> datetime | None:
    """Return when an article was last changed for readers or taken from them, None if never."""
    moments = (
        (ArticleState.PUBLISHED, Article.updated_at),
        (ArticleState.WITHDRAWN, Article.withdrawn_at),
        (ArticleState.ENDED, Article.ends_at),
        (ArticleState.ENDED, Article.withdrawn_at),
    )
    newest = (select(func.max(moment)).where(Article.state == state) for state, moment in moments)
    found = session.execute(select(*(statement.scalar_subquery() for statement in newest))).one()
    return max((moment for moment in found if moment is not None), default=None)
