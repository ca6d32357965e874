"""What an address of an article opens: the article, or the way to the address that it has now."""

from collections.abc import Callable
from typing import TypeVar

from flask import abort, redirect, request, url_for

from blog.articles.pages.article_page import Whole
from blog.articles.pages.article_queries import find_article, find_present_slug
from blog.database import AnySession, db
from blog.models import Article

Found = TypeVar("Found", bound=Article | Whole)


def open_article(slug: str) -> Article:
    """Return the published article at *slug*, as open_with does."""
    return open_with(find_article, slug)


def open_with(find: Callable[[AnySession, str], Found | None], slug: str) -> Found:
    """Return what *find* finds at *slug*; end the request with 404 where there is no article and never was one.

    An address that the article once had leads on, with all that stands behind
    the slug: 301 for reading, and 308 for a form that was open meanwhile,
    which is then sent again as it is (RFC 9110 15.4.2 and 15.4.9).
    """
    article = find(db.session, slug)
    if article is None:
        present = find_present_slug(db.session, slug) or abort(404)
        abort(redirect(address_under(present), 301 if request.method in {"GET", "HEAD"} else 308))
    return article


def address_under(slug: str) -> str:
    """Return the address of this request with *slug* instead of the one that it names."""
    path = url_for(str(request.endpoint), **{**(request.view_args or {}), "slug": slug})
    query = request.query_string.decode("ascii", "replace")
    return f"{path}?{query}" if query else path
