"""What stands beside an article: its neighbours by date and what is related, as light rows and in one query each."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import CompoundSelect, Integer, Row, Select, String, bindparam, func, literal, select, tuple_, union_all

from blog.database import AnySession, UTCDateTime
from blog.hotpath import fetch
from blog.models import Article, ArticleState, Person, Topic, article_coauthors, article_topics

RELATED = 3
CONSIDERED = 12
"""How many of the newest articles of a topic are looked at for what is related, so that a large topic costs no more."""
MOST_TOPICS = 4
"""Of how many of an article's topics."""
PUBLIC = Article.state == ArticleState.PUBLISHED
ONLY_PUBLIC = func.coalesce(Article.state, literal("", String)) == ArticleState.PUBLISHED
"""The same for a few articles: without coalesce SQLite would walk along the index of all that are public."""


class Neighbour(NamedTuple):
    """An article to which another one leads."""

    id: int
    slug: str
    headline: str


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


def neighbour(*, is_newer: bool) -> Select[Any]:
    """Select the published article right after (*is_newer*) or before the one at the parameters moment and id."""
    here = tuple_(bindparam("moment", type_=UTCDateTime), bindparam("id", type_=Integer))
    place = (Article.published_at, Article.id)
    order = place if is_newer else [column.desc() for column in place]
    beyond = tuple_(*place) > here if is_newer else tuple_(*place) < here
    columns = select(literal(is_newer).label("is_newer"), Article.id, Article.slug, Article.headline)
    return select(columns.where(PUBLIC, beyond).order_by(*order).limit(1).subquery())


COAUTHORS = (
    select(article_coauthors.c.article_id, Person.slug, Person.name)
    .join(Person, Person.id == article_coauthors.c.person_id)
    .where(article_coauthors.c.article_id.in_(bindparam("articles", expanding=True)))
    .order_by(article_coauthors.c.article_id, article_coauthors.c.position)
)


def neighbours() -> CompoundSelect[Any]:
    """Select both at once."""
    return union_all(neighbour(is_newer=False), neighbour(is_newer=True))


def find_neighbours(session: AnySession, article: Article) -> tuple[Neighbour | None, Neighbour | None]:
    """Return the article before and the one after *article*, by date; None where the row ends."""
    rows = fetch(session, neighbours, {"moment": article.published_at, "id": article.id})
    found = {bool(row[0]): Neighbour(row[1], row[2], row[3]) for row in rows}
    return found.get(False), found.get(True)


def find_related(session: AnySession, article: Article, shown: Sequence[Neighbour | None]) -> Sequence[Story]:
    """Return the newest articles that share a topic with *article* and are not *shown* beside it already."""
    topics = [topic.id for topic in article.topics][:MOST_TOPICS]
    if not topics:
        return []
    beside = [article.id, *(other.id for other in shown if other is not None)]
    values = {f"topic{number}": topic for number, topic in enumerate(topics)}
    rows = session.execute(related(len(topics)), {**values, "beside": beside}).all()
    others = find_coauthors(session, [row.id for row in rows])
    return [read_story(row, others.get(row.id, ())) for row in rows]


def find_coauthors(session: AnySession, keys: Sequence[int]) -> dict[int, list[Named]]:
    """Return the further authors of the articles with *keys*, in the order of their names."""
    found: dict[int, list[Named]] = {}
    for article_id, slug, name in session.execute(COAUTHORS, {"articles": keys}):
        found.setdefault(article_id, []).append(Named(slug, name))
    return found


def read_story(row: Row[Any], coauthors: Sequence[Named]) -> Story:
    """Return one row of related() with its parts put together."""
    author, topic = Named(row.author_slug, row.author), Named(row.topic_slug, row.topic)
    return Story(row.id, row.slug, row.headline, row.standfirst, row.published_at, author, [topic], coauthors)


@lru_cache(MOST_TOPICS)
def related(count: int) -> Select[Any]:
    """Select the newest published articles under *count* topics, but for those in the parameter beside."""
    filed = article_topics.c
    shares = [
        select(
            select(filed.article_id)
            .where(filed.topic_id == bindparam(f"topic{number}", type_=Integer))
            .order_by(filed.article_id.desc())
            .limit(CONSIDERED)
            .subquery()
        )
        for number in range(count)
    ]
    first = article_topics.alias()
    names = select(Topic.id).join(first, first.c.topic_id == Topic.id).where(first.c.article_id == Article.id)
    kicker = names.order_by(Topic.name).limit(1).correlate(Article).scalar_subquery()
    shown = Topic.__table__.alias()
    columns = (Article.id, Article.slug, Article.headline, Article.standfirst, Article.published_at)
    author = (Person.slug.label("author_slug"), Person.name.label("author"))
    topic = (shown.c.slug.label("topic_slug"), shown.c.name.label("topic"))
    return (
        select(*columns, *author, *topic)
        .join(Person, Person.id == Article.author_id)
        .join(shown, shown.c.id == kicker)
        .where(Article.id.in_(union_all(*shares)), ONLY_PUBLIC, Article.id.not_in(bindparam("beside", expanding=True)))
        .order_by(Article.published_at.desc(), Article.id.desc())
        .limit(RELATED)
    )
