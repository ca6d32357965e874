"""The list of all corrections on this site, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, literal, tuple_
from sqlalchemy.orm import contains_eager

from blog.articles.pages.pagination import Cursor, parse_cursor
from blog.database import AnySession, UTCDateTime
from blog.models import Article, Correction

SHOWN = (Article.slug, Article.headline, Article.language, Article.state, Article.published_at)


@dataclass(frozen=True)
class CorrectionListing:
    """One page of corrections; *next_cursor* is the key of the next page, None on the last."""

    corrections: Sequence[Correction]
    next_cursor: str | None
    is_first: bool


def select_corrections() -> Select[Correction]:
    """Select all corrections with their articles, newest first.

    Corrections of withdrawn articles are included: taking an article back
    does not take back that it was wrong.
    """
    shown = contains_eager(Correction.article).load_only(*SHOWN)
    return Correction.newest_first().join(Correction.article).options(shown)


def read_corrections(session: AnySession, token: str | None, limit: int) -> CorrectionListing:
    """Return the page of *limit* corrections after the cursor *token*.

    Raises:
        InvalidCursor: the token is malformed.
    """
    cursor, statement = parse_cursor(token), select_corrections()
    if cursor is not None:
        here = tuple_(literal(cursor.published_at, UTCDateTime), cursor.article_id)
        statement = statement.where(tuple_(Correction.corrected_at, Correction.id) < here)
    found = session.scalars(statement.limit(limit + 1)).all()
    shown = found[:limit]
    next_cursor = Cursor(shown[-1].corrected_at, shown[-1].id).token if len(found) > limit else None
    return CorrectionListing(shown, next_cursor, cursor is None)
