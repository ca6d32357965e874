"""Keyset pagination of article lists: each page costs the same, however far back it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Select, literal, tuple_

from blog.articles.pages.list_items import ListItem, find_list_items
from blog.database import AnySession, UTCDateTime
from blog.models import Article
from blog.web.addresses.url_converters import MAX_ID

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
TOKEN = re.compile(r"(-[0-9]{1,16}|[0-9]{1,17})-([0-9]{1,10})")


class InvalidCursor(ValueError):
    """The cursor in an address is malformed."""


@dataclass(frozen=True)
class Cursor:
    """Sort key of the last article of a page; the next page begins after it."""

    published_at: datetime
    article_id: int

    @property
    def token(self) -> str:
        """Return the cursor as it stands in an address: microseconds since 1970 and article id."""
        return f"{(self.published_at - EPOCH) // MICROSECOND}-{self.article_id}"


@dataclass(frozen=True)
class Listing:
    """One page of a list; *next_cursor* is the key of the next page, None on the last."""

    articles: Sequence[ListItem]
    next_cursor: str | None
    is_first: bool


def parse_cursor(token: str | None) -> Cursor | None:
    """Return the cursor that *token* stands for; None, for the first page, without one.

    Raises:
        InvalidCursor: it is malformed or out of range.
    """
    if not token:
        return None
    match = TOKEN.fullmatch(token)
    if match is None or int(match[2]) > MAX_ID:
        raise InvalidCursor(token)
    return Cursor(EPOCH + int(match[1]) * MICROSECOND, int(match[2]))


def paginate(session: AnySession, statement: Select[Article], token: str | None, limit: int) -> Listing:
    """Return the page of *limit* articles of *statement* after the cursor *token*, newest first.

    The ids are read first, along an index, and then the columns of those few articles.

    Raises:
        InvalidCursor: the token is malformed.
    """
    cursor = parse_cursor(token)
    if cursor is not None:
        here = tuple_(literal(cursor.published_at, UTCDateTime), cursor.article_id)
        statement = statement.where(tuple_(Article.published_at, Article.id) < here)
    rows = session.execute(statement.with_only_columns(Article.published_at, Article.id).limit(limit + 1))
    positions = [Cursor(moment or EPOCH, article_id) for moment, article_id in rows]
    shown = positions[:limit]
    next_cursor = shown[-1].token if len(positions) > limit else None
    items = find_list_items(session, [position.article_id for position in shown], with_pictures=True)
    return Listing(items, next_cursor, cursor is None)
