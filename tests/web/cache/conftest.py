"""Applications with a page cache on the database of the test."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog import create_app
from blog.database import db
from blog.web.cache.middleware import PageCache
from tests.conftest import SETTINGS, Client


@pytest.fixture(scope="session")
def cached_apps() -> Iterator[Callable[..., Flask]]:
    """Make applications with a page cache, one for each set of settings."""
    made: dict[object, Flask] = {}

    def make(url: str, number: int = 1, **settings: object) -> Flask:
        name = (url, number, *settings.items())
        if name not in made:
            made[name] = create_app({**SETTINGS, "DATABASE_URL": url, "PAGE_CACHE_BYTES": 2**20, **settings})
            made[name].test_client_class = Client
        return made[name]

    yield make
    for app in made.values():
        app.extensions["pagecache"].watch.close()
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def cached(app: Flask, cached_apps: Callable[..., Flask]) -> Flask:
    """A web process with a page cache, beside the test's own application."""
    return fresh(cached_apps(app.config["SQLALCHEMY_DATABASE_URI"]))


@pytest.fixture
def reader(cached: Flask) -> FlaskClient:
    """A reader of that process without any cookie."""
    return cached.test_client()


@pytest.fixture
def cache(cached: Flask) -> PageCache:
    """The page cache of that process, which has done nothing yet."""
    found: PageCache = cached.extensions["pagecache"]
    return found


def fresh(application: Flask) -> Flask:
    """Return *application* with its page cache empty, as after a start."""
    found: PageCache = application.extensions["pagecache"]
    for store in (found.pages, found.assets):
        store.switch_to(None)
        store.figures.hits = store.figures.misses = 0
    found.watch.retry_at = 0.0
    return application
