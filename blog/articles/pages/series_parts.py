"""The public parts of a series in their order, and the place of an article among them."""

from collections.abc import Iterable
from typing import Any, NamedTuple, Protocol

from sqlalchemy import Integer, Row, bindparam, func, select

from blog.articles.pages.list_items import ONLY_PUBLIC, NamedLink, Neighbour, fetch_rows
from blog.database import AnySession
from blog.models import MAX_PARTS, Article, article_topics, is_retracted
from blog.text.language import content_language

PARTS = (
    select(
        Article.id,
        Article.slug,
        Article.headline,
        is_retracted(Article.id, Article.translation_of_id).label("is_retracted"),
        Article.language,
        func.coalesce(Article.translation_of_id, Article.id).label("original_id"),
    )
    .join(article_topics, article_topics.c.article_id == Article.id)
    .where(article_topics.c.topic_id == bindparam("topic", type_=Integer), ONLY_PUBLIC)
    .order_by(article_topics.c.position.nulls_last(), Article.published_at, Article.id)
    .limit(MAX_PARTS)
)
"""What is scheduled or a draft is left out and not counted, so that nothing tells of it."""


class SeriesLink(Protocol):
    """The row of a series."""

    id: int
    slug: str
    name: str


class SeriesPlace(NamedTuple):
    """Where an article stands among the public parts of its series."""

    series: NamedLink
    number: int
    total: int
    beside: tuple[Neighbour | None, Neighbour | None]
    """The part before it and the part after it."""


def find_parts(session: AnySession, series_id: int, language: str, own_id: int | None = None) -> list[Neighbour]:
    """Return the parts of a series in their order, of each translated one the version in *language*, a tag.

    Where there is none, the original, else whichever is public; the version *own_id* in any case.
    """
    rows = fetch_rows(session, PARTS, {"topic": series_id})
    versions: dict[int, list[Row[Any]]] = {}
    for row in rows:
        versions.setdefault(row.original_id, []).append(row)
    chosen = (choose_version(group, language, own_id) for group in versions.values())
    return [Neighbour(row.id, row.slug, row.headline, bool(row.is_retracted), row.language) for row in chosen]


def choose_version(versions: Iterable[Row[Any]], language: str, own_id: int | None) -> Row[Any]:
    """Return the one of *versions* that suits a reader of *language*."""

    def suits(row: Row[Any]) -> tuple[bool, bool, bool]:
        return row.id == own_id, is_same_language(row.language, language), row.id == row.original_id

    return max(versions, key=suits)


def is_same_language(tag: str, other: str) -> bool:
    """Return whether both tags name one language, in any region; "" is that of the site's articles."""
    first, second = (content_language(one).tag.partition("-")[0] for one in (tag, other))
    return first == second


def find_place(
    session: AnySession, series: SeriesLink | Row[Any], article_id: int, language: str
) -> SeriesPlace | None:
    """Return the place of a public article in *series*; None where lists do not show it, as after its end."""
    parts = find_parts(session, series.id, language, article_id)
    number = next((number for number, part in enumerate(parts, 1) if part.id == article_id), None)
    if number is None:
        return None
    before = parts[number - 2] if number > 1 else None
    after = parts[number] if number < len(parts) else None
    return SeriesPlace(NamedLink(series.slug, series.name), number, len(parts), (before, after))
