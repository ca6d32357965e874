"""The newsroom's pictures, newest first, sought and sifted, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import joinedload

from blog.database import AnySession
from blog.models import Article, ArticleState, Person, Picture, PictureUse
from blog.pictures.files.search_terms import MOST_SOUGHT, fold, match_words

LONG = 36
"""Pictures on a page."""
MOST_USES = 50
"""Articles that the page of a picture names."""


class Sieve(StrEnum):
    """Which pictures are shown."""

    ALL = "all"
    MINE = "mine"
    UNUSED = "unused"
    """No article shows them as it is now; an earlier version may."""
    WORDLESS = "wordless"
    """Nobody has said what they show."""


@dataclass(frozen=True)
class Page:
    """Some pictures; *older* is the key of the next page, None on the last."""

    pictures: Sequence[Picture]
    older: int | None


@dataclass(frozen=True)
class Uses:
    """Where a picture is shown: what *person* may know of, last saved first, and how many articles beside."""

    known: Sequence[PictureUse]
    hidden: int


def read_library(
    session: AnySession, person: Person, *, words: str = "", sieve: Sieve = Sieve.ALL, before: int | None = None
) -> Page:
    """Return the newest pictures that have all *words* and pass the *sieve*, uploaded before the key *before*."""
    query = select(Picture).where(*sift(sieve, person), *match_words(fold(words)[:MOST_SOUGHT]))
    if before is not None:
        query = query.where(Picture.id < before)
    found = session.scalars(query.order_by(Picture.id.desc()).limit(LONG + 1)).all()
    return Page(found[:LONG], found[LONG - 1].id if len(found) > LONG else None)


def sift(sieve: Sieve, person: Person) -> list[ColumnElement[bool]]:
    """Return the conditions of *sieve*."""
    if sieve is Sieve.MINE:
        return [Picture.uploader_id == person.id]
    if sieve is Sieve.UNUSED:
        return [~exists().where(PictureUse.picture_id == Picture.id, is_present())]
    if sieve is Sieve.WORDLESS:
        return [Picture.alt == "", ~Picture.is_decorative]
    return []


def is_present() -> ColumnElement[bool]:
    """Return the condition for a use by an article as it is now."""
    return or_(PictureUse.is_lead, PictureUse.is_in_body)


def find_uses(session: AnySession, picture: Picture, person: Person) -> Uses:
    """Return where *picture* is shown; of articles that *person* may neither edit nor read only the number."""
    every = select(PictureUse).join(PictureUse.article).where(PictureUse.picture_id == picture.id)
    visible = every.where(Article.id.in_(select_visible(person)))
    count = select(func.count()).select_from(PictureUse).where(PictureUse.picture_id == picture.id)
    number = session.scalar(count) or 0
    known = session.scalars(
        visible.options(joinedload(PictureUse.article).defer(Article.body_html).defer(Article.body_text))
        .order_by(Article.updated_at.desc(), Article.id.desc())
        .limit(MOST_USES)
    ).all()
    seen = session.scalar(visible.with_only_columns(func.count()).order_by(None)) or 0
    return Uses(known, number - seen)


def select_visible(person: Person) -> Select[int]:
    """Select the keys of the articles that *person* may edit or that everybody may read."""
    editable = Article.editable_by(person).with_only_columns(Article.id)
    public = select(Article.id).where(Article.state.in_((ArticleState.PUBLISHED, ArticleState.ENDED)))
    return select(Article.id).where(or_(Article.id.in_(editable), Article.id.in_(public)))
