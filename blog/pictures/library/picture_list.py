"""Queries of the picture library: search, filter and pages, newest first; where a picture is used."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import joinedload

from blog.database import AnySession
from blog.models import Article, ArticleState, Person, Picture, PictureUse, is_among
from blog.pictures.files.search_terms import MAX_SEARCH_WORDS, match_all, split_words

PAGE_SIZE = 36
"""Pictures on a page."""
MAX_USES = 50
"""Articles that the page of a picture names."""


class PictureFilter(StrEnum):
    """Which pictures are shown."""

    ALL = "all"
    MINE = "mine"
    UNUSED = "unused"
    """No article shows them as it is now; an earlier version may."""
    UNDESCRIBED = "wordless"
    """Without a description."""


@dataclass(frozen=True)
class PicturePage:
    """Some pictures; *older* is the *before* of the next page, None on the last."""

    pictures: Sequence[Picture]
    older: int | None


@dataclass(frozen=True)
class PictureUsage:
    """Uses of a picture: those that a person may see, last saved first, and the number of the others."""

    visible: Sequence[PictureUse]
    hidden_count: int


def find_pictures(
    session: AnySession,
    person: Person,
    *,
    query: str = "",
    filter_by: PictureFilter = PictureFilter.ALL,
    before: int | None = None,
) -> PicturePage:
    """Return the newest pictures that match all words of *query* and the filter, with ids below *before*."""
    statement = select(Picture).where(
        *filter_conditions(filter_by, person), *match_all(split_words(query)[:MAX_SEARCH_WORDS])
    )
    if before is not None:
        statement = statement.where(Picture.id < before)
    found = session.scalars(statement.order_by(Picture.id.desc()).limit(PAGE_SIZE + 1)).all()
    return PicturePage(found[:PAGE_SIZE], found[PAGE_SIZE - 1].id if len(found) > PAGE_SIZE else None)


def filter_conditions(filter_by: PictureFilter, person: Person) -> list[ColumnElement[bool]]:
    """Return the conditions of a filter."""
    if filter_by is PictureFilter.MINE:
        return [Picture.uploader_id == person.id]
    if filter_by is PictureFilter.UNUSED:
        return [~exists().where(PictureUse.picture_id == Picture.id, PictureUse.is_present)]
    if filter_by is PictureFilter.UNDESCRIBED:
        return [Picture.alt == "", ~Picture.is_decorative]
    return []


def find_uses(session: AnySession, picture: Picture, person: Person) -> PictureUsage:
    """Return the uses of *picture*; articles that *person* may neither edit nor read are only counted."""
    every = select(PictureUse).join(PictureUse.article).where(PictureUse.picture_id == picture.id)
    visible_query = every.where(is_visible(person))
    count = select(func.count()).select_from(PictureUse).where(PictureUse.picture_id == picture.id)
    total = session.scalar(count) or 0
    visible_uses = session.scalars(
        visible_query.options(
            joinedload(PictureUse.article).defer(Article.body_html).defer(Article.body_text),
            joinedload(PictureUse.article).selectinload(Article.pending_version),
        )
        .order_by(Article.updated_at.desc(), Article.id.desc())
        .limit(MAX_USES)
    ).all()
    visible_count = session.scalar(visible_query.with_only_columns(func.count()).order_by(None)) or 0
    return PictureUsage(visible_uses, total - visible_count)


def is_visible(person: Person) -> ColumnElement[bool]:
    """Return whether *person* may edit the article of a use, or it is public."""
    public = select(Article).where(Article.state.in_((ArticleState.PUBLISHED, ArticleState.ENDED)))
    return or_(*(is_among(articles, PictureUse.article_id) for articles in (Article.texts_editable_by(person), public)))
