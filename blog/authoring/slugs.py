"""Addresses of articles and topics: made from words, and each held by one row alone."""

from itertools import count

from slugify import slugify
from sqlalchemy import Select, or_, select
from sqlalchemy.exc import IntegrityError

from blog.database import AnySession
from blog.models import Article, Topic

LONGEST = 80
"""Characters of a slug that is made from a headline; a number may follow."""
TRIES = 5


class SlugTaken(Exception):
    """Another article has this address."""


def make_slug(words: str, fallback: str = "article") -> str:
    """Return *words* in lower-case ASCII with hyphens, cut at a word; *fallback* when nothing is left."""
    return str(slugify(words, max_length=LONGEST, word_boundary=True, save_order=True)) or fallback


def find_free_slug(session: AnySession, model: type[Article | Topic], wished: str, *, own_id: int | None = None) -> str:
    """Return *wished*, or *wished* with the first number from 2 on that no other row of *model* has."""
    taken = set(session.scalars(similar_slugs(model, wished).where(model.id != (own_id or 0))))
    if wished not in taken:
        return wished
    return next(slug for number in count(2) if (slug := f"{wished}-{number}") not in taken)


def similar_slugs(model: type[Article | Topic], slug: str) -> Select[str]:
    """Select *slug* itself and those that continue it after a hyphen."""
    return select(model.slug).where(or_(model.slug == slug, model.slug.startswith(f"{slug}-", autoescape=True)))


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


def move_to_slug(session: AnySession, article: Article, slug: str) -> None:
    """Give *article* the address *slug*.

    Raises:
        SlugTaken: another article has it.
    """
    if find_free_slug(session, Article, slug, own_id=article.id) != slug:
        raise SlugTaken(slug)
    try:
        with session.begin_nested():
            article.slug = slug
    except IntegrityError:
        raise SlugTaken(slug) from None
