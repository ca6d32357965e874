"""Pages of a list: each is named by the article that it follows, so that the thousandth costs what the first does."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Select, literal, tuple_

from blog.articles.pages.list_items import Story, find_stories
from blog.database import AnySession, UTCDateTime
from blog.models import Article
from blog.web.url_converters import LARGEST_ID

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
KEY = re.compile(r"([0-9]{1,17})-([0-9]{1,10})")


class BadKey(ValueError):
    """The key of a page is not one that this site gave out."""


@dataclass(frozen=True)
class Place:
    """Where an article stands in a list."""

    published_at: datetime
    article_id: int

    @property
    def key(self) -> str:
        """Return the place as it stands in an address."""
        return f"{(self.published_at - EPOCH) // MICROSECOND}-{self.article_id}"


@dataclass(frozen=True)
class Listing:
    """One page of a list; *older* is the key of the next page, None on the last."""

    articles: Sequence[Story]
    older: str | None
    is_first: bool


def read_place(key: str | None) -> Place | None:
    """Return the place that *key* names; None, for the first page, when there is none.

    Raises:
        BadKey: the key says nothing or names what cannot be.
    """
    if not key:
        return None
    match = KEY.fullmatch(key)
    if match is None or int(match[2]) > LARGEST_ID:
        raise BadKey(key)
    return Place(EPOCH + int(match[1]) * MICROSECOND, int(match[2]))


def read_page(session: AnySession, statement: Select[Article], key: str | None, length: int) -> Listing:
    """Return *length* articles of *statement*, newest first, that come after the place named by *key*.

    First their places are found, along an index, and then what the list shows of them.
    """
    place = read_place(key)
    if place is not None:
        here = tuple_(literal(place.published_at, UTCDateTime), place.article_id)
        statement = statement.where(tuple_(Article.published_at, Article.id) < here)
    rows = session.execute(statement.with_only_columns(Article.published_at, Article.id).limit(length + 1))
    places = [Place(moment or EPOCH, article_id) for moment, article_id in rows]
    shown = places[:length]
    older = shown[-1].key if len(places) > length else None
    stories = find_stories(session, [found.article_id for found in shown], with_pictures=True)
    return Listing(stories, older, place is None)
