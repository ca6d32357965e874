"""The catalogues of an application, each read when its first message is asked for, and Flask-Babel's door to them."""

from collections.abc import Sequence
from pathlib import Path

from babel.support import NullTranslations
from flask import Flask, current_app, g, has_request_context
from flask_babel import Domain

from blog.config.catalogues import catalogue_folders, languages_in, load_catalogue
from blog.config.settings import settings_of
from blog.text.language import PAGE_LANGUAGE, locality


class Catalogues:
    """The catalogues in *folders*; *default* is the tag of the language that the environment names."""

    def __init__(self, default: str, folders: Sequence[Path]) -> None:
        self.default, self.folders = default, folders
        self.tags = tuple(dict.fromkeys((default, *languages_in(folders))))
        """Tags of all languages that pages can be written in, that of the environment first."""
        self.loaded: dict[str, NullTranslations] = {}

    def find(self, tag: str) -> NullTranslations:
        """Return the catalogue of *tag*; "" is the language that the environment names."""
        catalogue = self.loaded.get(tag)
        if catalogue is None:
            # Two threads may read it at once: both get the same, and one of them is kept.
            catalogue = self.loaded[tag] = load_catalogue(tag or self.default, self.folders)
        return catalogue


class SiteDomain(Domain):
    """Messages in the language of the page; Flask-Babel's own domain reads compiled catalogues alone."""

    def get_translations(self) -> NullTranslations:
        """Return the catalogue of the page that is being written."""
        return catalogues().find(PAGE_LANGUAGE.get() or main_tag())


def main_tag() -> str:
    """Return the tag of the site's language; "" for a command, which may run before there is a database.

    Commands speak the language that the environment names, unless they have read the settings of the site.
    """
    return locality().language if has_request_context() or "site_settings" in g else ""


def init_catalogues(app: Flask) -> None:
    """Find the catalogues of *app*; the checks at start have seen that its language has one."""
    app.extensions["catalogues"] = Catalogues(settings_of(app).language, catalogue_folders(app))


def catalogues() -> Catalogues:
    """Return the catalogues of the running application."""
    found: Catalogues = current_app.extensions["catalogues"]
    return found
