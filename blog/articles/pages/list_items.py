"""Articles as light rows, for lists: one query for them, one for their pictures, and one for further authors."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Integer, Select, String, bindparam, exists, func, literal, select

from blog.database import AnySession
from blog.database.raw_sql import fetch_keys, key_names
from blog.models import Article, ArticleState, Person, Picture, Topic, article_coauthors, article_topics

PUBLIC = Article.state == ArticleState.PUBLISHED
ONLY_PUBLIC = func.coalesce(Article.state, literal("", String)) == ArticleState.PUBLISHED
"""The same for a few articles: without coalesce SQLite would walk along the index of all that are public."""
HAS_COAUTHORS = exists().where(article_coauthors.c.article_id == Article.id)
PICTURES = select(Picture).where(Picture.id.in_(bindparam("pictures", expanding=True)))
Line = tuple[Any, ...]
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
    columns = (*shows, *author, *topic, Article.lead_alt, Article.lead_picture_id, HAS_COAUTHORS)
    joined = select(*columns).join(Person, Person.id == Article.author_id)
    return joined.outerjoin(shown, shown.c.id == kicker).where(ONLY_PUBLIC)


def named(count: int) -> Select[Any]:
    """Select *count* articles by their ids."""
    return light().where(Article.id.in_(key_binds(count)))


def coauthors(count: int) -> Select[Any]:
    """Select the further authors of *count* articles."""
    shared = article_coauthors.c
    found = select(shared.article_id, Person.slug, Person.name).join(Person, Person.id == shared.person_id)
    return found.where(shared.article_id.in_(key_binds(count))).order_by(shared.article_id, shared.position)


def key_binds(count: int) -> list[BindParameter[int]]:
    """Return the parameters of *count* keys."""
    return [bindparam(name, type_=Integer) for name in key_names(count)]


def find_stories(session: AnySession, ids: Sequence[int], *, with_pictures: bool = False) -> list[Story]:
    """Return the articles with *ids* that are public, in this order."""
    if not ids:
        return []
    lines = fetch_keys(session, named, ids)
    pictures = find_pictures(session, [line[-2] for line in lines]) if with_pictures else {}
    found = {story.id: story for story in read_stories(session, lines, pictures)}
    return [found[id] for id in ids if id in found]


def read_stories(session: AnySession, lines: Sequence[Line], pictures: Mapping[int, Picture] = NONE) -> list[Story]:
    """Return *lines* with their parts put together; further authors are asked for only where there are some."""
    shared = [line[0] for line in lines if line[-1]]
    others = find_coauthors(session, shared) if shared else {}
    return [read_story(line, others.get(line[0], ()), pictures.get(line[-2])) for line in lines]


def find_coauthors(session: AnySession, keys: Sequence[int]) -> dict[int, list[Named]]:
    """Return the further authors of the articles with *keys*, in the order of their names."""
    found: dict[int, list[Named]] = {}
    for article_id, slug, name in fetch_keys(session, coauthors, keys):
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
