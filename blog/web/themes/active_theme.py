"""The theme that pages are made with now: set at the start, and again when another one is chosen or a file changes."""

from collections.abc import Callable
from pathlib import Path

import structlog
from flask import Flask, current_app

from blog.config.loading import ConfigurationError
from blog.config.settings import settings_of
from blog.web.themes.installed_themes import find_theme
from blog.web.themes.template_loading import FallbackTemplate, SiteTemplates
from blog.web.themes.theme import OWN_LOOK, BrokenTheme, Theme
from blog.web.themes.theme_folder import walk
from blog.web.themes.theme_templates import template_faults
from blog.web.themes.token_colours import keep_colours

THEME = "theme"
"""Key of app.extensions under which the theme stands."""
CHANGES = "theme_changes"
"""Key of what is done when another theme is used."""
Change = Callable[[Flask, Theme], None]

log = structlog.get_logger()


def init_themes(app: Flask) -> None:
    """Let *app* use the theme that its settings name; a development run reads the folder again when a file changes.

    Raises:
        ConfigurationError: that theme is broken.
    """
    app.extensions[CHANGES] = [keep_colours]
    app.jinja_env.template_class = FallbackTemplate
    settings = settings_of(app)
    try:
        use_theme(app, find_theme(settings.theme))
    except BrokenTheme as broken:
        raise ConfigurationError(f"BLOG_THEME cannot be used. {broken}") from None
    if settings.theme and (settings.development or app.debug):
        app.before_request(ThemeWatch(settings.theme, app.extensions[THEME]).look)


def active_theme() -> Theme:
    """Return the theme of the running application."""
    theme: Theme = current_app.extensions[THEME]
    return theme


def theme_of(app: Flask) -> Theme:
    """Return the theme of *app*, Broadsheet's own look before one is set."""
    theme: Theme = app.extensions.get(THEME, OWN_LOOK)
    return theme


def on_change(app: Flask, change: Change) -> None:
    """Do *change* each time that another theme is used."""
    app.extensions[CHANGES].append(change)


def use_theme(app: Flask, theme: Theme) -> None:
    """Make pages of *app* with *theme* from now on.

    Raises:
        BrokenTheme: its templates cannot be used; the former theme stays.
    """
    app.jinja_env.loader = checked_templates(app, theme)
    app.extensions[THEME] = theme
    for change in app.extensions[CHANGES]:
        change(app, theme)


def checked_templates(app: Flask, theme: Theme) -> SiteTemplates:
    """Return the templates of *app* with those of *theme* before them; raises BrokenTheme where they cannot be used."""
    environment = app.jinja_env
    ours = environment.loader.ours if isinstance(environment.loader, SiteTemplates) else environment.loader
    if ours is None:
        raise BrokenTheme(theme.name, ["This application has no templates of its own."])
    templates = SiteTemplates(ours, theme)
    if faults := list(template_faults(theme, environment.overlay(loader=templates))):
        raise BrokenTheme(theme.name, faults)
    return templates


def find_usable_theme(app: Flask, named: str) -> Theme:
    """Return the theme *named*, which pages of *app* could be made with; raises BrokenTheme where they cannot."""
    theme = find_theme(named)
    checked_templates(app, theme)
    return theme


class ThemeWatch:
    """Reads the theme *named* again when a file of it changes; a broken one is told of and not used."""

    def __init__(self, named: str, theme: Theme) -> None:
        self.named = named
        self.folder = theme.folder
        self.seen = self.state()

    def look(self) -> None:
        """Look for a change, before each request."""
        state = self.state()
        if state == self.seen:
            return
        self.seen = state
        app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
        try:
            use_theme(app, find_theme(self.named))
        except BrokenTheme as broken:
            log.warning("theme_not_reloaded", faults=broken.faults)

    def state(self) -> dict[Path, tuple[int, int]]:
        """Return what changes with any change in the folder."""
        if self.folder is None:
            return {}
        found = {}
        for path in walk(self.folder):
            try:
                status = path.stat()
            except OSError:
                continue  # An editor puts files in place of others.
            found[path] = (status.st_mtime_ns, status.st_size)
        return found
