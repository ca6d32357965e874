"""Articles as light rows, for lists: one query for them, one for their pictures, and one for further authors."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Executable, Row, Select, String, bindparam, exists, func, literal, select

from blog.database import AnySession
from blog.models import Article, ArticleState, Person, Picture, Topic, article_coauthors, article_topics

PUBLIC = Article.state == ArticleState.PUBLISHED
ONLY_PUBLIC = func.coalesce(Article.state, literal("", String)) == ArticleState.PUBLISHED
"""The same for a few articles: without coalesce SQLite would walk along the index of all that are public."""
HAS_COAUTHORS = exists().where(article_coauthors.c.article_id == Article.id)
BY_IDS = Article.id.in_(bindparam("ids", expanding=True))
PICTURES = select(Picture).where(Picture.id.in_(bindparam("pictures", expanding=True)))
Line = Row[*tuple[Any, ...]]
"""One row of light()."""
NONE: Mapping[int, Picture] = {}


class Named(NamedTuple):
    """An author or a topic: a name that leads to a page."""

    slug: str
    name: str


class Story(NamedTuple):
    """What a list shows of an article; *lead_picture* None also where the list shows no pictures."""

    id: int
    slug: str
    headline: str
    standfirst: str
    published_at: datetime
    author: Named
    topics: Sequence[Named]
    coauthors: Sequence[Named]
    lead_alt: str
    lead_picture: Picture | None


def light() -> Select[Any]:
    """Select what a Story shows, of public articles."""
    first, shown = article_topics.alias(), Topic.__table__.alias()
    names = select(Topic.id).join(first, first.c.topic_id == Topic.id).where(first.c.article_id == Article.id)
    kicker = names.order_by(Topic.name).limit(1).correlate(Article).scalar_subquery()
    shows = (Article.id, Article.slug, Article.headline, Article.standfirst, Article.published_at)
    author = (Person.slug.label("author_slug"), Person.name.label("author"))
    topic = (shown.c.slug.label("topic_slug"), shown.c.name.label("topic"))
    columns = (*shows, *author, *topic, Article.lead_alt, Article.lead_picture_id, HAS_COAUTHORS.label("is_shared"))
    joined = select(*columns).join(Person, Person.id == Article.author_id)
    return joined.outerjoin(shown, shown.c.id == kicker).where(ONLY_PUBLIC)


STORIES = light().where(BY_IDS)
SHARED = article_coauthors.c
COAUTHORS = (
    select(SHARED.article_id, Person.slug, Person.name)
    .join(Person, Person.id == SHARED.person_id)
    .where(SHARED.article_id.in_(bindparam("ids", expanding=True)))
    .order_by(SHARED.article_id, SHARED.position)
)


def read_rows(session: AnySession, statement: Executable, values: Mapping[str, Any]) -> Sequence[Line]:
    """Return the rows of *statement*, which selects columns and no entities.

    The connection runs it, not the session: the ORM would look at each row
    once more, which takes as long as the query itself.
    """
    return session.connection().execute(statement, values).all()


def find_stories(session: AnySession, ids: Sequence[int], *, with_pictures: bool = False) -> list[Story]:
    """Return the articles with *ids* that are public, in this order."""
    if not ids:
        return []
    lines = read_rows(session, STORIES, {"ids": ids})
    pictures = find_pictures(session, [line.lead_picture_id for line in lines]) if with_pictures else {}
    found = {story.id: story for story in read_stories(session, lines, pictures)}
    return [found[id] for id in ids if id in found]


def read_stories(session: AnySession, lines: Sequence[Line], pictures: Mapping[int, Picture] = NONE) -> list[Story]:
    """Return *lines* with their parts put together; further authors are asked for only where there are some."""
    shared = [line.id for line in lines if line.is_shared]
    others = find_coauthors(session, shared) if shared else {}
    return [read_story(line, others.get(line.id, ()), pictures.get(line.lead_picture_id)) for line in lines]


def find_coauthors(session: AnySession, keys: Sequence[int]) -> dict[int, list[Named]]:
    """Return the further authors of the articles with *keys*, in the order of their names."""
    found: dict[int, list[Named]] = {}
    for article_id, slug, name in read_rows(session, COAUTHORS, {"ids": keys}):
        found.setdefault(article_id, []).append(Named(slug, name))
    return found


def find_pictures(session: AnySession, keys: Iterable[int | None]) -> dict[int, Picture]:
    """Return the pictures with *keys* by their ids; asked for only where there are some."""
    ids = sorted({key for key in keys if key is not None})
    return {picture.id: picture for picture in session.scalars(PICTURES, {"pictures": ids})} if ids else {}


def read_story(line: Line, others: Sequence[Named], picture: Picture | None) -> Story:
    """Return one row of light() with its parts put together."""
    id, slug, headline, standfirst, published_at, author_slug, author, topic_slug, topic, lead_alt, *_ = line
    topics = [Named(topic_slug, topic)] if topic_slug else []
    named = Named(author_slug, author)
    return Story(id, slug, headline, standfirst, published_at, named, topics, others, lead_alt, picture)
