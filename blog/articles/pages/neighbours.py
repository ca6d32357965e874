"""The previous and next article by date, and related articles, each with one column query."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import CompoundSelect, Integer, Select, bindparam, literal, select, tuple_, union_all

from blog.articles.pages.article_page import ArticlePage
from blog.articles.pages.list_items import (
    PUBLIC,
    ListItem,
    ListRow,
    NamedLink,
    Neighbour,
    build_list_items,
    fetch_rows,
    find_pictures,
    select_list_items,
)
from blog.database import AnySession, UTCDateTime
from blog.models import Article, RelatedArticle, Topic, article_topics, is_retracted

MAX_RELATED = 4
MAX_CONSIDERED = 12
"""Newest articles of a topic that are read, so that a large topic costs no more."""
SHOWN_IDS = ("self", "older", "newer")
"""Parameters with the ids of the articles that the page shows already."""


class Related(NamedTuple):
    """Related articles; *topic* is set where they are only the newest of that topic."""

    articles: Sequence[ListItem]
    topic: NamedLink | None = None


def select_neighbour(*, is_newer: bool) -> Select[Any]:
    """Select the published article next to the parameters moment and id, after it if *is_newer*, else before it."""
    here = tuple_(bindparam("moment", type_=UTCDateTime), bindparam("id", type_=Integer))
    place = (Article.published_at, Article.id)
    order = place if is_newer else [column.desc() for column in place]
    beyond = tuple_(*place) > here if is_newer else tuple_(*place) < here
    columns = select(literal(is_newer).label("is_newer"), Article.id, Article.slug, Article.headline, Article.language)
    columns = columns.add_columns(is_retracted(Article.id, Article.translation_of_id).label("is_retracted"))
    return select(columns.where(PUBLIC, beyond).order_by(*order).limit(1).subquery())


def select_neighbours() -> CompoundSelect[Any]:
    """Select both neighbours in one statement."""
    return union_all(select_neighbour(is_newer=False), select_neighbour(is_newer=True))


def select_unshown() -> Select[Any]:
    """Select list items other than SHOWN_IDS, at most MAX_RELATED."""
    return (
        select_list_items()
        .where(Article.id.not_in([bindparam(name, type_=Integer) for name in SHOWN_IDS]))
        .limit(MAX_RELATED)
    )


def select_related() -> Select[Any]:
    """Select the related articles that the worker has stored."""
    mine = RelatedArticle.article_id == bindparam("article", type_=Integer)
    found = select_unshown().join(RelatedArticle, RelatedArticle.related_id == Article.id).where(mine)
    return found.order_by(RelatedArticle.position)


def select_newest_of_topic() -> Select[Any]:
    """Select the newest articles of a topic, among those filed last."""
    topic_links = article_topics.c
    here = select(Topic.id).where(Topic.slug == bindparam("topic")).scalar_subquery()
    last = (
        select(topic_links.article_id)
        .where(topic_links.topic_id == here)
        .order_by(topic_links.article_id.desc())
        .limit(MAX_CONSIDERED)
        .subquery()
    )
    found = select_unshown().where(Article.id.in_(select(last.c.article_id)))
    return found.order_by(Article.published_at.desc(), Article.id.desc())


NEIGHBOURS, RELATED, NEWEST_OF_TOPIC = select_neighbours(), select_related(), select_newest_of_topic()


def find_neighbours(session: AnySession, article: ArticlePage) -> tuple[Neighbour | None, Neighbour | None]:
    """Return the articles published before and after *article*, None at either end."""
    rows = fetch_rows(session, NEIGHBOURS, {"moment": article.published_at, "id": article.id})
    found = {bool(row[0]): Neighbour(row[1], row[2], row[3], bool(row[5]), row[4]) for row in rows}
    return found.get(False), found.get(True)


def find_related(
    session: AnySession, article: ArticlePage, shown: tuple[Neighbour | None, Neighbour | None]
) -> Related:
    """Return the articles related to *article* other than the neighbours in *shown*.

    Until the worker has stored some, the newest articles of its first topic.
    """
    beside = dict.fromkeys(SHOWN_IDS, article.id) | {
        name: other.id for name, other in zip(SHOWN_IDS[1:], shown, strict=True) if other is not None
    }
    rows = fetch_rows(session, RELATED, {"article": article.id, **beside})
    if rows or not article.topics:
        return Related(build_pictured(session, rows))
    topic = article.topics[0]
    rows = fetch_rows(session, NEWEST_OF_TOPIC, {"topic": topic.slug, **beside})
    return Related(build_pictured(session, rows), topic)


def build_pictured(session: AnySession, rows: Sequence[ListRow]) -> Sequence[ListItem]:
    """Return *rows* as list items with their photos."""
    return build_list_items(session, rows, find_pictures(session, [row.lead_picture_id for row in rows]))
