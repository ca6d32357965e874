"""A page from memory is counted as one that is made, and costs the database nothing."""

from collections.abc import Iterator

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient

from blog.articles.pages import views
from blog.database import db
from blog.models import PageKind, SiteSetting, ViewedPage
from blog.web.observability.page_views.view_counter import ViewCounter, view_counter
from tests.factories import make_article

AGENT = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0"}


@pytest.fixture
def counter(cached: Flask) -> Iterator[ViewCounter]:
    """The counter of the process, which forgets afterwards what it has counted."""
    found = view_counter(cached)
    found.batch.views.clear()
    yield found
    if found.timer is not None:
        found.timer.cancel()
    found.timer = None
    found.batch = type(found.batch)()


def test_a_page_from_memory_counts_as_one_that_is_made(reader: FlaskClient, counter: ViewCounter) -> None:
    article = make_article("Tea", slug="tea")

    first = reader.get("/articles/tea", headers=AGENT)
    etag = {"If-None-Match": first.headers["ETag"]}
    answers = [reader.get("/articles/tea", headers={**AGENT, **more}).status_code for more in ({}, etag)]
    reader.get("/articles/tea?unknown=1", headers=AGENT)
    reader.get("/articles/tea?utm_source=x", headers=AGENT)
    reader.head("/articles/tea", headers=AGENT)
    reader.get("/articles/tea", headers={"User-Agent": "Googlebot/2.1"})

    assert answers == [200, 304]
    assert counter.batch.views == {ViewedPage(PageKind.ARTICLE, article.id): 5}


def test_one_setting_at_the_desk_ends_it_for_kept_pages_too(reader: FlaskClient, counter: ViewCounter) -> None:
    make_article("Tea", slug="tea")
    reader.get("/articles/tea", headers=AGENT)
    SiteSetting.write(db.session, "count_page_views", False)
    db.session.commit()

    for _ in range(2):
        reader.get("/articles/tea", headers=AGENT)

    assert sum(counter.batch.views.values()) == 1


def test_a_page_that_could_not_be_made_is_not_counted(
    reader: FlaskClient, counter: ViewCounter, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_article("Tea", slug="tea")
    monkeypatch.setattr(views, "render_template", lambda *_, **__: abort(404))

    assert reader.get("/articles/tea", headers=AGENT).status_code == 404

    assert not counter.batch.views
