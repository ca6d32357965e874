"""The theme that was chosen at the desk: each process uses it from its next page on."""

import threading

import structlog
from flask import Flask, current_app, request
from sqlalchemy.exc import SQLAlchemyError

from blog.config.settings import settings_of
from blog.database import db
from blog.web.site_identity.reading import site_settings
from blog.web.site_identity.site_settings import DECLARED
from blog.web.themes.active_theme import use_theme
from blog.web.themes.installed_themes import find_theme
from blog.web.themes.theme import BrokenTheme

CHOSEN = "chosen_theme"
"""Key of app.extensions under which the last choice stands, whether it could be used or not."""
WITHOUT_PAGES = frozenset({"assets", "health", "metrics"})
FILES = frozenset({"pictures.media", "pictures.card"})
SWITCHING = threading.Lock()
"""Held while another theme comes into use."""

log = structlog.get_logger()


def init_chosen_theme(app: Flask) -> None:
    """Let *app* follow the choice before each page that it makes."""
    app.before_request(follow_choice)


def follow_choice() -> None:
    """Use the theme that holds now.

    Only before what is read: a form that is sent should not begin a
    transaction before its view does. Where the database is away, the page
    that says so comes later.
    """
    if request.method not in {"GET", "HEAD"} or request.blueprint in WITHOUT_PAGES or request.endpoint in FILES:
        return
    try:
        use_chosen_theme()
    except SQLAlchemyError:
        db.session.rollback()


def use_chosen_theme() -> None:
    """Make pages and mails with the theme that the settings of the site name, unless BLOG_THEME does.

    One that cannot be used any more, such as that of a package that is gone, leaves the former in place.
    """
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    if DECLARED["theme"].is_fixed(settings_of(app)):
        return
    named = site_settings().theme
    if named == app.extensions.get(CHOSEN, ""):
        return
    with SWITCHING:  # Requests wait: a page with the former theme would be kept as one with this.
        if named != app.extensions.get(CHOSEN, ""):
            switch(app, named)


def switch(app: Flask, named: str) -> None:
    """Use the theme *named*; one that cannot be used is told of once."""
    try:
        use_theme(app, find_theme(named))
    except BrokenTheme as broken:
        log.warning("theme_not_used", theme=named, faults=broken.faults)
    finally:
        app.extensions[CHOSEN] = named
