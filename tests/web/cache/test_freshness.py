"""A page whose words come to be untrue is made anew, although nothing was written."""

import time
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from blog.web.cache.middleware import PageCache
from blog.web.clock import read_clock
from tests.factories import make_article


def test_a_page_is_kept_as_long_as_its_words_are_true(
    reader: FlaskClient, cache: PageCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_article(published_at=read_clock() - timedelta(minutes=5, seconds=1))
    reader.get("/")
    reader.get("/")
    kept = (cache.pages.figures.hits, cache.pages.figures.misses)

    later = time.time() + 60
    monkeypatch.setattr(time, "time", lambda: later)
    reader.get("/")

    assert kept == (1, 1)
    assert (cache.pages.figures.hits, cache.pages.figures.misses) == (1, 2)
