"""Named queries for readers: articles, topics and authors, never anything unpublished."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, bindparam, exists, func, inspect, or_, select
from sqlalchemy.orm import defer, joinedload, selectinload, undefer

from blog.articles.pages.list_items import ListItem, find_list_items
from blog.database import AnySession
from blog.models import (
    READABLE,
    Article,
    ArticleState,
    AuthorRedirect,
    Correction,
    Person,
    SlugRedirect,
    Topic,
    article_coauthors,
    article_topics,
    select_authors,
)

PAGE_OPTIONS = (
    joinedload(Article.author),
    joinedload(Article.reviewer),
    joinedload(Article.lead_picture),
    selectinload(Article.topics),
    selectinload(Article.coauthors),
    undefer(Article.is_retracted),
    defer(Article.body_text),
)
FEED_OPTIONS = (
    joinedload(Article.author),
    joinedload(Article.lead_picture),
    selectinload(Article.topics),
    selectinload(Article.coauthors),
    undefer(Article.is_retracted),
    defer(Article.body_markdown),
    defer(Article.body_text),
)
IS_READABLE = or_(*(Article.state == state for state in READABLE))
BY_SLUG = select(Article).where(IS_READABLE, Article.slug == bindparam("slug")).options(*PAGE_OPTIONS)
REDIRECT = (
    select(Article.slug)
    .join(SlugRedirect, SlugRedirect.article_id == Article.id)
    .where(SlugRedirect.slug == bindparam("slug"), IS_READABLE)
)


def is_editable_by(session: AnySession, person: Person, article_id: int) -> bool:
    """Return whether *person*, a member of the newsroom, may edit the article."""
    mine = Article.editable_by(person).with_only_columns(Article.id)
    return session.scalar(mine.where(Article.id == article_id)) is not None


def find_article(session: AnySession, slug: str) -> Article | None:
    """Return the readable article with this slug, with people, topics and lead picture loaded.

    The article's own page uses the faster find_article_page.
    """
    return session.scalar(BY_SLUG, {"slug": slug})


def find_current_slug(session: AnySession, slug: str) -> str | None:
    """Return the current slug of the readable article that once had *slug*, None when there is none."""
    return session.scalar(REDIRECT, {"slug": slug})


def is_deleted(session: AnySession, slug: str) -> bool:
    """Return whether *slug* is, or was, of an article that was deleted for good."""
    former = select(SlugRedirect.article_id).where(SlugRedirect.slug == slug)
    is_of_it = or_(Article.slug == slug, Article.id.in_(former))
    return session.scalar(select(Article.id).where(Article.state == ArticleState.DELETED, is_of_it)) is not None


def find_topic(session: AnySession, slug: str) -> Topic | None:
    """Return the topic with this slug, with or without articles."""
    return session.scalar(select(Topic).where(Topic.slug == slug))


def list_topics(session: AnySession) -> Sequence[Topic]:
    """Return the topics with published articles, by name."""
    topic_links = article_topics.c
    is_filed = exists().where(
        topic_links.topic_id == Topic.id, topic_links.article_id == Article.id, Article.state == ArticleState.PUBLISHED
    )
    return session.scalars(Topic.by_name().where(is_filed)).all()


def select_by_topic(topic: Topic) -> Select[Article]:
    """Select the published articles of *topic*, newest first."""
    topic_links = select(article_topics.c.article_id).where(article_topics.c.topic_id == topic.id)
    return Article.published().where(Article.id.in_(topic_links))


def find_author(session: AnySession, slug: str) -> Person | None:
    """Return the person with this slug, only if they have published something: others have no page."""
    return session.scalar(select_authors().where(Person.slug == slug))


def find_author_now(session: AnySession, slug: str) -> Person | None:
    """Return the person whose author page once had *slug*, None when there is none."""
    former = select(AuthorRedirect.person_id).where(AuthorRedirect.slug == slug)
    return session.scalar(select_authors().where(Person.id.in_(former)))


def select_by_author(author: Person) -> Select[Article]:
    """Select the published articles of *author*, as first author or co-author, newest first."""
    shared = select(article_coauthors.c.article_id).where(article_coauthors.c.person_id == author.id)
    return Article.published().where(or_(Article.author_id == author.id, Article.id.in_(shared)))


def find_feed_articles(session: AnySession, statement: Select[Article], length: int) -> Sequence[Article]:
    """Return the newest *length* articles of *statement* with all that a feed shows."""
    return session.scalars(statement.options(*FEED_OPTIONS).limit(length)).all()


def find_newest(session: AnySession, length: int) -> Sequence[ListItem]:
    """Return the newest *length* articles as list items without pictures."""
    newest = Article.published().with_only_columns(Article.id).limit(length)
    return find_list_items(session, session.scalars(newest).all())


def last_changed_at(session: AnySession) -> datetime | None:
    """Return when an article was last published, updated, corrected, ended or withdrawn, None if never."""
    moments = (
        (ArticleState.PUBLISHED, Article.updated_at),
        (ArticleState.WITHDRAWN, Article.withdrawn_at),
        (ArticleState.ENDED, Article.ends_at),
        (ArticleState.ENDED, Article.withdrawn_at),
    )
    newest = (select(func.max(moment)).where(Article.state == state) for state, moment in moments)
    corrections = (select(func.max(moment)) for moment in (Correction.corrected_at, Correction.struck_at))
    found = session.execute(select(*(statement.scalar_subquery() for statement in (*newest, *corrections)))).one()
    return max((moment for moment in found if moment is not None), default=None)


def authors_of(article: Article) -> Sequence[Person]:
    """Return the authors of *article*, its first author first; co-authors only if they are loaded.

    A page that does not show co-authors must not cause a query for them.
    """
    others = () if "coauthors" in inspect(article).unloaded else article.coauthors
    return [article.author, *others]
