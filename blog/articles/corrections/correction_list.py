"""The list of all corrections on this site, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, literal, tuple_
from sqlalchemy.orm import contains_eager

from blog.articles.pages.pagination import Place, read_place
from blog.database import AnySession, UTCDateTime
from blog.models import Article, Correction

SHOWN = (Article.slug, Article.headline, Article.state, Article.published_at)


@dataclass(frozen=True)
class CorrectionListing:
    """One page of corrections; *older* is the key of the next page, None on the last."""

    corrections: Sequence[Correction]
    older: str | None
    is_first: bool


def select_corrections() -> Select[Correction]:
    """Select all corrections with their articles, newest first.

    Corrections of withdrawn articles are included: taking an article back
    does not take back that it was wrong.
    """
    shown = contains_eager(Correction.article).load_only(*SHOWN)
    return Correction.newest_first().join(Correction.article).options(shown)


def read_corrections(session: AnySession, key: str | None, length: int) -> CorrectionListing:
    """Return *length* corrections that come after the place named by *key*.

    Raises:
        BadKey: the key is none that this site gave out.
    """
    place, statement = read_place(key), select_corrections()
    if place is not None:
        here = tuple_(literal(place.published_at, UTCDateTime), place.article_id)
        statement = statement.where(tuple_(Correction.corrected_at, Correction.id) < here)
    found = session.scalars(statement.limit(length + 1)).all()
    shown = found[:length]
    older = Place(shown[-1].corrected_at, shown[-1].id).key if len(found) > length else None
    return CorrectionListing(shown, older, place is None)
