"""Articles as list items: one column query for them, one for their pictures and one for co-authors."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Executable, Row, Select, String, bindparam, exists, func, literal, select

from blog.database import AnySession
from blog.models import (
    Article,
    ArticleState,
    Person,
    Picture,
    Topic,
    article_coauthors,
    article_topics,
    is_retracted,
    retraction_reason,
)

PUBLIC = Article.state == ArticleState.PUBLISHED
ONLY_PUBLIC = func.coalesce(Article.state, literal("", String)) == ArticleState.PUBLISHED
"""PUBLIC where ids choose the articles: coalesce keeps SQLite from scanning the index of all public ones instead."""
HAS_COAUTHORS = exists().where(article_coauthors.c.article_id == Article.id)
BY_IDS = Article.id.in_(bindparam("ids", expanding=True))
PICTURES = select(Picture).where(Picture.id.in_(bindparam("pictures", expanding=True)))
ListRow = Row[*tuple[Any, ...]]
"""One row of light()."""
NO_PICTURES: Mapping[int, Picture] = {}


class NamedLink(NamedTuple):
    """Name and slug of an author or a topic, which link to their page."""

    slug: str
    name: str


class Neighbour(NamedTuple):
    """An article to which another one leads on: the previous or next one."""

    id: int
    slug: str
    headline: str
    is_retracted: bool
    language: str


class ListItem(NamedTuple):
    """An article in a list; *lead_picture* is None also where the list shows no pictures."""

    id: int
    slug: str
    headline: str
    standfirst: str
    published_at: datetime
    author: NamedLink
    topics: Sequence[NamedLink]
    coauthors: Sequence[NamedLink]
    lead_alt: str
    lead_picture: Picture | None
    is_retracted: bool
    language: str
    lead_caption: str = ""
    lead_credit: str = ""
    retraction_reason: str = ""
    """Empty also where its retraction gives none."""
    kind_id: int | None = None

    def __hash__(self) -> int:
        """Return a hash, so that what is made of the item can be kept beside it."""
        return hash(self.id)


def select_list_items() -> Select[Any]:
    """Select the columns of list items of public articles, the first topic as kicker."""
    first, shown = article_topics.alias(), Topic.__table__.alias()
    names = select(Topic.id).join(first, first.c.topic_id == Topic.id).where(first.c.article_id == Article.id)
    kicker = names.order_by(*Topic.by_weight()).limit(1).correlate(Article).scalar_subquery()
    shows = (Article.id, Article.slug, Article.headline, Article.standfirst, Article.published_at)
    author = (Person.slug.label("author_slug"), Person.name.label("author"))
    topic = (shown.c.slug.label("topic_slug"), shown.c.name.label("topic"))
    photo = (Article.lead_picture_id, Article.lead_caption, Article.lead_credit)
    columns = (*shows, *author, *topic, Article.lead_alt, Article.language, *photo, Article.kind_id)
    versions = (Article.id, Article.translation_of_id)
    retracted = (is_retracted(*versions).label("is_retracted"), retraction_reason(*versions).label("reason"))
    joined = select(*columns, HAS_COAUTHORS.label("is_shared"), *retracted).join(Person, Person.id == Article.author_id)
    return joined.outerjoin(shown, shown.c.id == kicker).where(ONLY_PUBLIC)


LIST_ITEMS = select_list_items().where(BY_IDS)
COAUTHOR_LINKS = article_coauthors.c
COAUTHORS = (
    select(COAUTHOR_LINKS.article_id, Person.slug, Person.name)
    .join(Person, Person.id == COAUTHOR_LINKS.person_id)
    .where(COAUTHOR_LINKS.article_id.in_(bindparam("ids", expanding=True)))
    .order_by(COAUTHOR_LINKS.article_id, COAUTHOR_LINKS.position)
)


def fetch_rows(session: AnySession, statement: Executable, values: Mapping[str, Any]) -> Sequence[ListRow]:
    """Return the rows of *statement*, which selects columns, not entities.

    It runs on the connection, not the session: the ORM would process each row
    again, which takes as long as the query itself.
    """
    return session.connection().execute(statement, values).all()


def find_list_items(session: AnySession, ids: Sequence[int], *, with_pictures: bool = False) -> list[ListItem]:
    """Return the public articles among *ids* as list items, in the order of *ids*."""
    if not ids:
        return []
    rows = fetch_rows(session, LIST_ITEMS, {"ids": ids})
    pictures = find_pictures(session, [row.lead_picture_id for row in rows]) if with_pictures else {}
    found = {item.id: item for item in build_list_items(session, rows, pictures)}
    return [found[id] for id in ids if id in found]


def build_list_items(
    session: AnySession, rows: Sequence[ListRow], pictures: Mapping[int, Picture] = NO_PICTURES
) -> list[ListItem]:
    """Return *rows* as list items; co-authors are queried only if a row has some."""
    shared = [row.id for row in rows if row.is_shared]
    others = find_coauthors(session, shared) if shared else {}
    return [build_list_item(row, others.get(row.id, ()), pictures.get(row.lead_picture_id)) for row in rows]


def find_coauthors(session: AnySession, ids: Sequence[int]) -> dict[int, list[NamedLink]]:
    """Return the co-authors of the articles with *ids*, by article id, in byline order."""
    found: dict[int, list[NamedLink]] = {}
    for article_id, slug, name in fetch_rows(session, COAUTHORS, {"ids": ids}):
        found.setdefault(article_id, []).append(NamedLink(slug, name))
    return found


def find_pictures(session: AnySession, ids: Iterable[int | None]) -> dict[int, Picture]:
    """Return the pictures with *ids* by id; no query without any."""
    known = sorted({id for id in ids if id is not None})
    return {picture.id: picture for picture in session.scalars(PICTURES, {"pictures": known})} if known else {}


def build_list_item(row: ListRow, others: Sequence[NamedLink], picture: Picture | None) -> ListItem:
    """Return one row of light() with its parts put together."""
    id, slug, headline, standfirst, published_at, author_slug, author, topic_slug, topic, lead_alt, language, *_ = row
    topics = [NamedLink(topic_slug, topic)] if topic_slug else []
    named = NamedLink(author_slug, author)
    own = (id, slug, headline, standfirst, published_at)
    more = (row.lead_caption, row.lead_credit, row.reason or "", row.kind_id)
    return ListItem(*own, named, topics, others, lead_alt, picture, bool(row.is_retracted), language, *more)
