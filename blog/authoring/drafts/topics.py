"""Assigning topics to an article, adding new ones, and the order of the parts of a series."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, select, update

from blog.database import AnySession
from blog.models import PAGE_STATES, Article, ArticleState, Topic, article_topics
from blog.web.addresses.topic_slugs import find_or_add_topic, find_present_ids


class PartPlace(NamedTuple):
    """A place among the parts of a series, from 1."""

    series_id: int
    place: int


def set_topics(
    session: AnySession,
    article: Article,
    topic_ids: Collection[int],
    new_topics: str = "",
    part: PartPlace | None = None,
) -> None:
    """Set the topics of *article*: those of *topic_ids*, and those that *new_topics* names, added when missing.

    Where it is moved to the place *part* of a series, the session is flushed.
    """
    chosen = lock_topics(session, find_present_ids(session, topic_ids))
    for name in split_names(new_topics):
        topic = find_or_add_topic(session, name)
        chosen += [topic] if topic not in chosen else []
    if set(chosen) != set(article.topics):
        article.topics = chosen
    if part:
        session.flush()
        place_part(session, *part, article_id=article.id)


def lock_topics(session: AnySession, ids: Collection[int]) -> list[Topic]:
    """Return the topics with *ids*, locked so that none is merged or deleted until the caller commits."""
    if not ids:
        return []
    chosen = Topic.by_name().where(Topic.id.in_(ids)).with_for_update(read=True, key_share=True, of=Topic)
    return list(session.scalars(chosen))


def split_names(text: str) -> list[str]:
    """Return the names of topics in *text*, which are parted by commas, each once."""
    parts = (part.strip() for mark in (text.replace("،", ",").replace("、", ","),) for part in mark.split(","))
    return list(dict.fromkeys(part for part in parts if part))


def list_parts(session: AnySession, series_id: int) -> Sequence[int]:
    """Return the keys of the articles of a series in their order: drafts too, neither pending nor deleted versions.

    Those that were given no place follow by date, drafts last.
    """
    filed = article_topics.c
    parts = (
        select(filed.article_id)
        .join(Article, Article.id == filed.article_id)
        .where(filed.topic_id == series_id, Article.pending_for_id.is_(None))
        .where(Article.state.not_in((ArticleState.DELETED, *PAGE_STATES)))
    )
    order = (filed.position.nulls_last(), Article.published_at.nulls_last(), Article.id)
    return session.scalars(parts.order_by(*order)).all()


def lock_parts(session: AnySession, series_id: int) -> list[int]:
    """Return the parts of a series in their order, which nobody else changes until the commit."""
    # Not against saves, which lock topics too, but less strongly: two of them would else wait for each other.
    session.execute(select(Topic.id).where(Topic.id == series_id).with_for_update(key_share=True))
    return list(list_parts(session, series_id))


def order_parts(session: AnySession, series_id: int, wanted: Sequence[int]) -> None:
    """Put the articles with the keys *wanted* first, in that order; the others follow as they stood.

    Keys of no part are left out. The caller commits.
    """
    parts = lock_parts(session, series_id)
    known = [key for key in dict.fromkeys(wanted) if key in set(parts)]
    number_parts(session, series_id, [*known, *(key for key in parts if key not in set(known))])


def place_part(session: AnySession, series_id: int, place: int, *, article_id: int) -> None:
    """Make an article the part with the number *place*, from 1, or the last; nothing if it is no part.

    The caller commits.
    """
    parts = lock_parts(session, series_id)
    if article_id in parts:
        parts.remove(article_id)
        parts.insert(max(place, 1) - 1, article_id)
        number_parts(session, series_id, parts)


def number_parts(session: AnySession, series_id: int, parts: Sequence[int]) -> None:
    """Write the places of *parts* as they stand."""
    filed = article_topics.c
    numbered = update(article_topics).where(filed.topic_id == series_id, filed.article_id == bindparam("part"))
    values = [{"part": key, "place": place} for place, key in enumerate(parts, 1)]
    if values:
        session.connection().execute(numbered.values(position=bindparam("place")), values)
