"""Templates of a theme before ours, and ours in place of one that fails while a page is made."""

from collections.abc import Callable, MutableMapping
from types import TracebackType
from typing import Any

import structlog
from flask.templating import Environment as FlaskEnvironment
from jinja2 import BaseLoader, ChoiceLoader, Environment, PrefixLoader, Template, TemplateNotFound
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from blog.web.themes.theme import Theme
from blog.web.themes.theme_templates import MACROS, OURS

log = structlog.get_logger()


class SiteEnvironment(FlaskEnvironment):
    """Flask's environment of templates, whose globals are one dictionary for all of them."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of a template with those of *d*.

        Jinja lays a ChainMap over them, even without any: each import of a
        macro then goes through all names in Python, a twelfth of a page.
        """
        return super().make_globals(d) if d else self.globals


class ThemeTemplates(BaseLoader):
    """The templates of *theme*, from memory, without the *failed* ones."""

    def __init__(self, theme: Theme, failed: frozenset[str] = frozenset()) -> None:
        self.theme = theme
        self.failed = failed
        self.files = {theme.path_of(name): name for name in theme.templates}

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Callable[[], bool]]:
        """Return source and file of *template*; raises TemplateNotFound if the theme has none of that name."""
        if template in self.failed or template not in self.theme.templates:
            raise TemplateNotFound(template)
        return self.theme.templates[template], self.theme.path_of(template), lambda: True

    def list_templates(self) -> list[str]:
        """Return the names of the templates that are used."""
        return sorted(self.theme.templates.keys() - self.failed)


class SiteTemplates(ChoiceLoader):
    """Ours as broadsheet/..., then those of a theme, then *ours* by their own names."""

    def __init__(self, ours: BaseLoader, theme: Theme, failed: frozenset[str] = frozenset()) -> None:
        self.ours = ours
        self.of_theme = ThemeTemplates(theme, failed)
        super().__init__([PrefixLoader({OURS.rstrip("/"): ours}), self.of_theme, ours])

    def without(self, templates: frozenset[str]) -> "SiteTemplates":
        """Return the same templates without *templates* of the theme."""
        return SiteTemplates(self.ours, self.of_theme.theme, self.of_theme.failed | templates)


class FallbackTemplate(Template):
    """A template that is made again with ours where one of the theme fails, so that readers get a page.

    What failed is not used again until the next start, and the log says why. A
    development server shows the error instead.
    """

    def render(self, *args: Any, **kwargs: Any) -> str:
        """Return the text of the template; raises what fails without a part of the theme in it."""
        try:
            return super().render(*args, **kwargs)
        except (SQLAlchemyError, HTTPException):
            raise
        except Exception as error:
            loader = self.environment.loader
            if self.name is None or self.environment.auto_reload or not isinstance(loader, SiteTemplates):
                raise
            failed = suspects(error.__traceback__, loader.of_theme)
            if not failed:
                raise
            self.environment.loader = loader.without(failed)
            try:
                text = self.environment.get_template(self.name).render(*args, **kwargs)
            except Exception:
                self.environment.loader = loader  # It fails without them too, so that they are not to blame.
                raise
            log.exception("theme_template_failed", templates=sorted(failed), theme=loader.of_theme.theme.name)
            return text


def suspects(trace: TracebackType | None, templates: ThemeTemplates) -> frozenset[str]:
    """Return which templates of the theme may have caused what *trace* ended with.

    It is the one in which, or below which, it ended; where there is none, all
    of its macros, since a call that they cannot take fails in the caller.
    """
    found = None
    while trace is not None:
        found = templates.files.get(trace.tb_frame.f_code.co_filename, found)
        trace = trace.tb_next
    used = templates.list_templates()
    return frozenset({found} & set(used)) if found else frozenset(name for name in used if name.startswith(MACROS))
