"""Find what stands at an address, or redirect from a former slug to the current one."""

from collections.abc import Callable
from typing import NoReturn, TypeVar

from flask import abort, redirect, request, url_for

from blog.articles.pages.article_page import ArticlePage
from blog.articles.pages.article_queries import (
    find_article,
    find_author,
    find_author_now,
    find_current_slug,
    find_topic,
    is_deleted,
)
from blog.database import AnySession, db
from blog.models import Article, Person, Topic
from blog.web.addresses.topic_slugs import find_topic_now

Found = TypeVar("Found", bound=Article | ArticlePage)


def open_article(slug: str) -> Article:
    """Return the readable article at *slug*; otherwise as find_or_redirect."""
    return find_or_redirect(find_article, slug)


def find_or_redirect(find: Callable[[AnySession, str], Found | None], slug: str) -> Found:
    """Return what *find* finds at *slug*; otherwise end the request with a redirect or an error.

    What was deleted for good is gone (410), at each of its addresses; anything else is not found (404).

    A former slug redirects to the current one, with the rest of the address:
    301 for GET and HEAD, 308 for a form that was open during the change, which
    the browser then sends again unchanged (RFC 9110 15.4.2 and 15.4.9).
    """
    article = find(db.session, slug)
    if article is None:
        present = find_current_slug(db.session, slug)
        if present is None:
            abort(410 if is_deleted(db.session, slug) else 404)
        lead_on(present)
    return article


def open_topic(slug: str) -> Topic:
    """Return the topic at *slug*; otherwise redirect from a former slug, or answer 404."""
    found = find_topic(db.session, slug)
    if found is None:
        lead_on((find_topic_now(db.session, slug) or abort(404)).slug)
    return found


def open_author(slug: str) -> Person:
    """Return the author at *slug*; otherwise redirect from a former slug, or answer 404."""
    found = find_author(db.session, slug)
    if found is None:
        lead_on((find_author_now(db.session, slug) or abort(404)).slug)
    return found


def lead_on(slug: str) -> NoReturn:
    """Redirect to the address of this request with the present *slug*, so that no former one leads to another."""
    abort(redirect(address_with_slug(slug), 301 if request.method in {"GET", "HEAD"} else 308))


def address_with_slug(slug: str) -> str:
    """Return the address of this request with *slug* in place of its own."""
    path = url_for(str(request.endpoint), **{**(request.view_args or {}), "slug": slug})
    query = request.query_string.decode("ascii", "replace")
    return f"{path}?{query}" if query else path
