"""The 404 page, which searches for the words of the path."""

from contextlib import suppress

from flask import redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import NotFound

from blog.articles.pages.views import blueprint
from blog.articles.search.not_found import ArticleSuggestions, is_page_path, path_words, suggest_articles
from blog.articles.search.search_results import SEARCH_LIMIT
from blog.config.settings import current_settings
from blog.database import db, writing_if_possible
from blog.web.access.rate_limits import RateLimitExceeded, check_rate_limit
from blog.web.addresses.former_addresses import find_former_address
from blog.web.clock import read_clock
from blog.web.rendering.error_pages import show_error, treat_as_anonymous


@blueprint.app_errorhandler(404)
def show_not_found(error: NotFound) -> ResponseReturnValue:
    """Lead from a former address to its article; else show the 404 page with suggestions, never raise."""
    if request.method in {"GET", "HEAD"} and (address := leads_on()):
        return redirect(address, 301)
    is_asked = request.method == "GET" and is_page_path(request.path)
    words = path_words(request.path) if is_asked else []
    try:
        return show_error(error, words=" ".join(words), suggestions=search_for(words) if is_asked else None)
    except SQLAlchemyError:
        with suppress(SQLAlchemyError):
            db.session.rollback()
        treat_as_anonymous()
        return show_error(error, words=" ".join(words), is_bare=True)


def leads_on() -> str:
    """Return where the address that was asked for leads, if it is one of the site that moved here; "" if not."""
    try:
        return find_former_address(db.session, request.path, request.query_string.decode("ascii", "replace"))
    except SQLAlchemyError:
        with suppress(SQLAlchemyError):
            db.session.rollback()
        return ""


def search_for(words: list[str]) -> ArticleSuggestions | None:
    """Return suggestions for *words*, counted as a search; None when the network's limit is reached."""
    try:
        with writing_if_possible():
            check_rate_limit(
                db.session, SEARCH_LIMIT, request.remote_addr or "", current_settings().secret_key, read_clock()
            )
    except RateLimitExceeded:
        return None
    return suggest_articles(db.session, words)
