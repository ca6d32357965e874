"""The articles whose pages show a changed one, though they did not before it changed."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import func, select

from blog.articles.pages.neighbours import NEIGHBOURS
from blog.database import AnySession
from blog.models import READABLE, Article, ArticleState, RelatedArticle, Topic, article_topics
from blog.operations.static_site.pages.article_records import ArticleRecord

RecordPair = tuple[ArticleRecord | None, ArticleRecord | None]
"""What an article was before the change, and what it is after it."""


def slugs_beside(session: AnySession, records: Mapping[int, RecordPair]) -> set[str]:
    """Return the slugs of the articles that may show one of the changed *records* though they did not."""
    # What shows an article that keeps its place is known from its links; but a part may have changed its number.
    moved = {id: both for id, both in records.items() if both[0] != both[1]}
    beside = slugs_around(session, moved) | slugs_relating(session, moved)
    return beside | slugs_of_series(session, topics_of(records)) | slugs_unrelated(session, topics_of(moved))


def topics_of(records: Mapping[int, RecordPair]) -> set[str]:
    """Return the slugs of the topics of *records*."""
    return {slug for both in records.values() for record in both if record for slug in record.topics}


def slugs_around(session: AnySession, ids: Collection[int]) -> set[str]:
    """Return the slugs of the articles that have one of *ids* as the next or previous one."""
    is_listed = Article.state == ArticleState.PUBLISHED
    places = session.execute(select(Article.published_at, Article.id).where(Article.id.in_(ids), is_listed)).all()
    return {slug for moment, id in places if moment for slug in slugs_around_place(session, moment, id)}


def slugs_around_place(session: AnySession, moment: datetime, id: int) -> set[str]:
    """Return the slugs of the articles next to the place of article *id*, and of those that have ended in between."""
    rows = session.connection().execute(NEIGHBOURS, {"moment": moment, "id": id}).all()
    has_ended = select(Article.slug).where(Article.state == ArticleState.ENDED)
    for row in rows:
        end = select(Article.published_at).where(Article.id == row.id).scalar_subquery()
        has_ended = has_ended.where(Article.published_at <= end if row.is_newer else Article.published_at >= end)
    return {*(row.slug for row in rows), *session.scalars(has_ended)}


def slugs_relating(session: AnySession, ids: Collection[int]) -> set[str]:
    """Return the slugs of the articles for which one of *ids* is stored as related."""
    relating = select(RelatedArticle.article_id).where(RelatedArticle.related_id.in_(ids))
    return set(session.scalars(select(Article.slug).where(Article.id.in_(relating), Article.state.in_(READABLE))))


def slugs_of_series(session: AnySession, topics: Collection[str]) -> set[str]:
    """Return the slugs of all parts of those of *topics* that are series, since each says how many there are."""
    filed = select(Article.slug).join(article_topics, article_topics.c.article_id == Article.id)
    filed = filed.join(Topic, Topic.id == article_topics.c.topic_id)
    return set(session.scalars(filed.where(Topic.slug.in_(topics), Topic.is_series, Article.state.in_(READABLE))))


def slugs_unrelated(session: AnySession, topics: Collection[str]) -> set[str]:
    """Return the slugs of the articles of *topics* that show the newest of their topic, since nothing is related."""
    links, other = article_topics.c, Article.__table__.alias()
    filed = select(links.article_id).join(Topic, Topic.id == links.topic_id).where(Topic.slug.in_(topics))
    related = select(func.count()).select_from(RelatedArticle).join(other, other.c.id == RelatedArticle.related_id)
    related = related.where(RelatedArticle.article_id == Article.id, other.c.state == ArticleState.PUBLISHED)
    # Two of those that are stored may be left out of a page, as its neighbours.
    few = related.correlate(Article).scalar_subquery() <= 2
    return set(session.scalars(select(Article.slug).where(Article.id.in_(filed), Article.state.in_(READABLE), few)))
