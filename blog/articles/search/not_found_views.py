"""The page of an address where nothing is: it searches for what the address says."""

from contextlib import suppress

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import NotFound

from blog.articles.pages.views import blueprint
from blog.articles.search.not_found import Guess, guess, is_page, read_address
from blog.articles.search.search_results import SEARCHES
from blog.config.settings import current_settings
from blog.database import db, writing
from blog.web.access.rate_limits import TooMany, take
from blog.web.clock import read_clock
from blog.web.error_pages import forget_visitor, show_error


@blueprint.app_errorhandler(404)
def show_missing(error: NotFound) -> ResponseReturnValue:
    """Say that nothing is here, with the words of the address in the search form and what they find; never fail."""
    is_asked = request.method == "GET" and is_page(request.path)
    words = read_address(request.path) if is_asked else []
    try:
        return show_error(error, words=" ".join(words), guess=search_for(words) if is_asked else None)
    except SQLAlchemyError:
        with suppress(SQLAlchemyError):
            db.session.rollback()
        forget_visitor()
        return show_error(error, words=" ".join(words), is_bare=True)


def search_for(words: list[str]) -> Guess | None:
    """Return what *words* find; None when the network has searched enough. It counts as a search."""
    try:
        with writing():
            take(db.session, SEARCHES, request.remote_addr or "", current_settings().secret_key, read_clock())
    except TooMany:
        return None
    return guess(db.session, words)
