"""Slugs of articles: made from text, unique, and redirected for ever once an article was public."""

from datetime import datetime
from itertools import count

from sqlalchemy import ColumnElement, CompoundSelect, delete, or_, select, union_all
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import InstrumentedAttribute

from blog.database import AnySession
from blog.database.faults.passing_faults import is_reference_broken
from blog.models import Article, SlugRedirect
from blog.models.article_state import PAGE_MARK
from blog.text.slug_words import address_slug

MAX_SLUG_LENGTH = 80
"""Characters of a slug that is made from a headline; a number may follow."""
MAX_ATTEMPTS = 5


class SlugTaken(Exception):
    """Another article has this address."""


def make_slug(text: str, fallback: str = "article", *, language: str = "") -> str:
    """Return *text*, of an article with *language*, as a slug, cut at a word; *fallback* for an empty result."""
    return address_slug(text, MAX_SLUG_LENGTH, language=language) or fallback


def is_stale(article: Article, headline: str, language: str) -> bool:
    """Return whether the slug of *article* was made from a headline, or by a language, that another one replaces."""
    if (article.headline, article.language) == (headline, language):
        return False
    made, slug = make_slug(article.headline, language=article.language), article.slug
    return slug == made or (slug.startswith(f"{made}-") and slug.removeprefix(f"{made}-").isdecimal())


def find_free_slug(session: AnySession, preferred: str, *, own_id: int | None = None) -> str:
    """Return *preferred*, or it with the first number from 2 on, that no other article has, plans or had in public."""
    taken = set(session.scalars(select_similar_slugs(preferred, own_id or 0)))
    if preferred not in taken:
        return preferred
    return next(slug for number in count(2) if (slug := f"{preferred}-{number}") not in taken)


def select_similar_slugs(slug: str, own_id: int) -> CompoundSelect[str]:
    """Select *slug* itself and those that continue it after a hyphen, but for the ones of the article *own_id*.

    One that a pending version plans is kept free for it.
    """
    present = select(Article.slug).where(Article.id != own_id, is_similar(Article.slug, slug))
    past = select(SlugRedirect.slug).where(SlugRedirect.article_id != own_id, is_similar(SlugRedirect.slug, slug))
    planned = select(Article.planned_slug).where(
        Article.pending_for_id != own_id, is_similar(Article.planned_slug, slug)
    )
    return union_all(present, past, planned)


def is_similar(
    column: InstrumentedAttribute[str] | InstrumentedAttribute[str | None], slug: str
) -> ColumnElement[bool]:
    """Return the condition that *column* holds *slug*, or continues it after a hyphen."""
    return or_(column == slug, column.startswith(f"{slug}-", autoescape=True))


def add_with_free_slug(session: AnySession, row: Article, preferred: str) -> None:
    """Add *row* under *preferred* or the next free slug, also when another transaction takes the same at once.

    Raises:
        SlugTaken: another transaction took the slug in each attempt.
    """
    for _ in range(MAX_ATTEMPTS):
        row.slug = find_free_slug(session, preferred)
        try:
            with session.begin_nested():
                session.add(row)
        except IntegrityError as error:
            if is_reference_broken(error):
                raise  # No other slug helps where the kind is gone.
            continue
        return
    raise SlugTaken(preferred)


def change_slug(session: AnySession, article: Article, slug: str, now: datetime) -> None:
    """Change the slug of *article*, or of a page; if it was public, the old slug redirects from now on.

    Raises:
        SlugTaken: another article has it, or had it in public.
    """
    slug = f"{PAGE_MARK}{slug}" if article.is_page else slug
    if find_free_slug(session, slug, own_id=article.id) != slug:
        raise SlugTaken(slug)
    old = article.slug
    try:
        with session.begin_nested():
            article.slug = slug
    except IntegrityError:
        raise SlugTaken(slug) from None
    if article.was_public and slug != old:
        add_slug_redirect(session, article, old, now)


def plan_slug(session: AnySession, pending: Article, slug: str) -> None:
    """Plan *slug* for the public article of *pending*, from its publication on; "" and the present one end a plan.

    Raises:
        SlugTaken: another article has it, plans it, or had it in public.
    """
    public = pending.pending_for
    if public is None:
        raise ValueError(pending.slug)
    if slug not in {"", public.slug} and find_free_slug(session, slug, own_id=public.id) != slug:
        raise SlugTaken(slug)
    if (pending.planned_slug or public.slug) == (slug or public.slug):
        return
    pending.planned_slug = None if slug in {"", public.slug} else slug
    # From here on, another address of the public article is a change that publishing would undo.
    pending.base_content = {**(pending.base_content or {}), "slug": public.slug}


def add_slug_redirect(session: AnySession, article: Article, old: str, now: datetime) -> None:
    """Redirect the slug *old* to *article*, and drop a redirect from its present slug.

    A redirect names the article, not the next slug, so that no chain of redirects grows.
    """
    session.execute(delete(SlugRedirect).where(SlugRedirect.slug == article.slug))
    session.add(SlugRedirect(slug=old, article_id=article.id, created_at=now))
    session.flush()
