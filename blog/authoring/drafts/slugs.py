"""Addresses of articles and topics: made from words, and each held by one row alone, for ever once it was public."""

from datetime import datetime
from itertools import count

from slugify import slugify
from sqlalchemy import ColumnElement, CompoundSelect, Select, delete, or_, select, union_all
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import InstrumentedAttribute

from blog.database import AnySession
from blog.models import Article, SlugRedirect, Topic

LONGEST = 80
"""Characters of a slug that is made from a headline; a number may follow."""
TRIES = 5


class SlugTaken(Exception):
    """Another article has this address."""


def make_slug(words: str, fallback: str = "article") -> str:
    """Return *words* in lower-case ASCII with hyphens, cut at a word; *fallback* when nothing is left."""
    return str(slugify(words, max_length=LONGEST, word_boundary=True, save_order=True)) or fallback


def find_free_slug(session: AnySession, model: type[Article | Topic], wished: str, *, own_id: int | None = None) -> str:
    """Return *wished*, or it with the first number from 2 on, that no other row of *model* has or had in public."""
    taken = set(session.scalars(similar_slugs(model, wished, own_id or 0)))
    if wished not in taken:
        return wished
    return next(slug for number in count(2) if (slug := f"{wished}-{number}") not in taken)


def similar_slugs(model: type[Article | Topic], slug: str, own_id: int) -> Select[str] | CompoundSelect[str]:
    """Select *slug* itself and those that continue it after a hyphen, but for the ones of the row *own_id*."""
    present = select(model.slug).where(model.id != own_id, is_similar(model.slug, slug))
    if model is not Article:
        return present
    past = select(SlugRedirect.slug).where(SlugRedirect.article_id != own_id, is_similar(SlugRedirect.slug, slug))
    return union_all(present, past)


def is_similar(column: InstrumentedAttribute[str], slug: str) -> ColumnElement[bool]:
    """Return the condition that *column* holds *slug*, or continues it after a hyphen."""
    return or_(column == slug, column.startswith(f"{slug}-", autoescape=True))


def add_under_free_slug(session: AnySession, row: Article | Topic, wished: str) -> None:
    """Add *row* under *wished* or the next free slug, also when another transaction takes the same at once.

    Raises:
        SlugTaken: somebody was quicker each time.
    """
    for _ in range(TRIES):
        row.slug = find_free_slug(session, type(row), wished)
        try:
            with session.begin_nested():
                session.add(row)
        except IntegrityError:
            continue
        return
    raise SlugTaken(wished)


def move_to_slug(session: AnySession, article: Article, slug: str, now: datetime) -> None:
    """Give *article* the address *slug*; one that readers know leads there from now on.

    Raises:
        SlugTaken: another article has it, or had it in public.
    """
    if find_free_slug(session, Article, slug, own_id=article.id) != slug:
        raise SlugTaken(slug)
    old = article.slug
    try:
        with session.begin_nested():
            article.slug = slug
    except IntegrityError:
        raise SlugTaken(slug) from None
    if article.was_public and slug != old:
        lead_on(session, article, old, now)


def lead_on(session: AnySession, article: Article, old: str, now: datetime) -> None:
    """Let the address *old* lead to *article* for ever; the one that it has now leads nowhere else.

    Each old address names the article, not the next address, so that no chain grows.
    """
    session.execute(delete(SlugRedirect).where(SlugRedirect.slug == article.slug))
    session.add(SlugRedirect(slug=old, article_id=article.id, created_at=now))
    session.flush()
