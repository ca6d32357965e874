"""What stands beside an article: its neighbours by date and what is related, as light rows and in one query each."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import CompoundSelect, Integer, Select, bindparam, literal, select, tuple_, union_all

from blog.articles.pages.article_page import Whole
from blog.articles.pages.list_items import PUBLIC, Named, Story, light, read_rows, read_stories
from blog.database import AnySession, UTCDateTime
from blog.models import Article, RelatedArticle, Topic, article_topics

SHOWN = 3
CONSIDERED = 12
"""How many of the newest articles of a topic are looked at, so that a large topic costs no more."""
HERE = ("self", "older", "newer")
"""The parameters of what the page shows already."""


class Neighbour(NamedTuple):
    """An article to which another one leads."""

    id: int
    slug: str
    headline: str


class Related(NamedTuple):
    """What is related to an article; *topic* where it is only the newest of that topic."""

    stories: Sequence[Story]
    topic: Named | None = None


def neighbour(*, is_newer: bool) -> Select[Any]:
    """Select the published article right after (*is_newer*) or before the one at the parameters moment and id."""
    here = tuple_(bindparam("moment", type_=UTCDateTime), bindparam("id", type_=Integer))
    place = (Article.published_at, Article.id)
    order = place if is_newer else [column.desc() for column in place]
    beyond = tuple_(*place) > here if is_newer else tuple_(*place) < here
    columns = select(literal(is_newer).label("is_newer"), Article.id, Article.slug, Article.headline)
    return select(columns.where(PUBLIC, beyond).order_by(*order).limit(1).subquery())


def neighbours() -> CompoundSelect[Any]:
    """Select both at once."""
    return union_all(neighbour(is_newer=False), neighbour(is_newer=True))


def elsewhere() -> Select[Any]:
    """Select what the page does not show already."""
    return light().where(Article.id.not_in([bindparam(name, type_=Integer) for name in HERE])).limit(SHOWN)


def related() -> Select[Any]:
    """Select what the worker found to be related."""
    mine = RelatedArticle.article_id == bindparam("article", type_=Integer)
    found = elsewhere().join(RelatedArticle, RelatedArticle.related_id == Article.id).where(mine)
    return found.order_by(RelatedArticle.position)


def newest_of_topic() -> Select[Any]:
    """Select the newest of one topic, among those that came last."""
    filed = article_topics.c
    here = select(Topic.id).where(Topic.slug == bindparam("topic")).scalar_subquery()
    last = (
        select(filed.article_id)
        .where(filed.topic_id == here)
        .order_by(filed.article_id.desc())
        .limit(CONSIDERED)
        .subquery()
    )
    found = elsewhere().where(Article.id.in_(select(last.c.article_id)))
    return found.order_by(Article.published_at.desc(), Article.id.desc())


NEIGHBOURS, RELATED, NEWEST_OF_TOPIC = neighbours(), related(), newest_of_topic()


def find_neighbours(session: AnySession, article: Whole) -> tuple[Neighbour | None, Neighbour | None]:
    """Return the article before and the one after *article*, by date; None where the row ends."""
    rows = read_rows(session, NEIGHBOURS, {"moment": article.published_at, "id": article.id})
    found = {bool(row[0]): Neighbour(row[1], row[2], row[3]) for row in rows}
    return found.get(False), found.get(True)


def find_related(session: AnySession, article: Whole, shown: tuple[Neighbour | None, Neighbour | None]) -> Related:
    """Return what is related to *article* and not *shown* before and after it already.

    Until the worker has found that out, the newest articles of its first topic stand in.
    """
    beside = dict.fromkeys(HERE, article.id) | {
        name: other.id for name, other in zip(HERE[1:], shown, strict=True) if other is not None
    }
    lines = read_rows(session, RELATED, {"article": article.id, **beside})
    if lines or not article.topics:
        return Related(read_stories(session, lines))
    topic = article.topics[0]
    lines = read_rows(session, NEWEST_OF_TOPIC, {"topic": topic.slug, **beside})
    return Related(read_stories(session, lines), topic)
