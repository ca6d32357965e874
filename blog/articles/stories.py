"""Articles as light rows, for lists without pictures: one query for them, and one for further authors."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, String, bindparam, func, literal, select

from blog.database import AnySession
from blog.models import Article, ArticleState, Person, Topic, article_coauthors, article_topics

PUBLIC = Article.state == ArticleState.PUBLISHED
ONLY_PUBLIC = func.coalesce(Article.state, literal("", String)) == ArticleState.PUBLISHED
"""The same for a few articles: without coalesce SQLite would walk along the index of all that are public."""
COAUTHORS = (
    select(article_coauthors.c.article_id, Person.slug, Person.name)
    .join(Person, Person.id == article_coauthors.c.person_id)
    .where(article_coauthors.c.article_id.in_(bindparam("articles", expanding=True)))
    .order_by(article_coauthors.c.article_id, article_coauthors.c.position)
)


class Named(NamedTuple):
    """An author or a topic: a name that leads to a page."""

    slug: str
    name: str


class Story(NamedTuple):
    """What a list without pictures shows of an article."""

    id: int
    slug: str
    headline: str
    standfirst: str
    published_at: datetime
    author: Named
    topics: Sequence[Named]
    coauthors: Sequence[Named]


def light() -> Select[Any]:
    """Select what a Story shows, of public articles."""
    first, shown = article_topics.alias(), Topic.__table__.alias()
    names = select(Topic.id).join(first, first.c.topic_id == Topic.id).where(first.c.article_id == Article.id)
    kicker = names.order_by(Topic.name).limit(1).correlate(Article).scalar_subquery()
    columns = (Article.id, Article.slug, Article.headline, Article.standfirst, Article.published_at)
    author = (Person.slug.label("author_slug"), Person.name.label("author"))
    topic = (shown.c.slug.label("topic_slug"), shown.c.name.label("topic"))
    joined = select(*columns, *author, *topic).join(Person, Person.id == Article.author_id)
    return joined.outerjoin(shown, shown.c.id == kicker).where(ONLY_PUBLIC)


NAMED = light().where(Article.id.in_(bindparam("articles", expanding=True)))


def find_stories(session: AnySession, ids: Sequence[int]) -> list[Story]:
    """Return the articles with *ids* that are public, in this order."""
    found = {story.id: story for story in read_stories(session, session.execute(NAMED, {"articles": ids}).all())}
    return [found[id] for id in ids if id in found]


def read_stories(session: AnySession, rows: Sequence[Row[Any]]) -> list[Story]:
    """Return *rows* of light() with their parts put together."""
    others = find_coauthors(session, [row.id for row in rows]) if rows else {}
    return [read_story(row, others.get(row.id, ())) for row in rows]


def find_coauthors(session: AnySession, keys: Sequence[int]) -> dict[int, list[Named]]:
    """Return the further authors of the articles with *keys*, in the order of their names."""
    found: dict[int, list[Named]] = {}
    for article_id, slug, name in session.execute(COAUTHORS, {"articles": keys}):
        found.setdefault(article_id, []).append(Named(slug, name))
    return found


def read_story(row: Row[Any], coauthors: Sequence[Named]) -> Story:
    """Return one row of light() with its parts put together."""
    topics = [Named(row.topic_slug, row.topic)] if row.topic_slug else []
    author = Named(row.author_slug, row.author)
    return Story(row.id, row.slug, row.headline, row.standfirst, row.published_at, author, topics, coauthors)
