"""A page is counted as what it shows, and nobody is followed."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.database import db
from blog.models import PageKind, Role, SiteSetting, ViewedPage
from blog.web.observability.page_views.view_counter import ViewCounter, view_counter
from tests.databases import on_sqlite
from tests.factories import make_article, make_person, make_topic, sign_in
from tests.settings import change_settings
from tests.site.page_factories import make_page

AGENT = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0"}


@pytest.fixture
def counter(app: Flask) -> Iterator[ViewCounter]:
    """The counter of the application, which forgets afterwards what it has counted."""
    found = view_counter(app)
    found.batch.views.clear()
    yield found
    if found.timer is not None:
        found.timer.cancel()
    found.timer = None
    found.batch = type(found.batch)()


def test_each_kind_of_page_is_counted_as_what_it_shows(client: FlaskClient, counter: ViewCounter) -> None:
    topic, author = make_topic("Tea"), make_person("Ada")
    article = make_article("Tea", slug="tea", topics=[topic], author=author)
    page = make_page("Imprint", "imprint", author=author, text="Words.", is_public=True)
    paths = ("/", "/articles/tea", f"/topics/{topic.slug}", f"/authors/{author.slug}", "/imprint", "/feed.atom")

    answers = [client.get(path, headers=AGENT).status_code for path in paths]

    assert set(answers) == {200}
    assert counter.batch.views == {
        ViewedPage(PageKind.FRONT): 1,
        ViewedPage(PageKind.ARTICLE, article.id): 1,
        ViewedPage(PageKind.TOPIC, topic.id): 1,
        ViewedPage(PageKind.AUTHOR, author.id): 1,
        ViewedPage(PageKind.ARTICLE, page.article_id): 1,
        ViewedPage(PageKind.FEED): 1,
    }


def test_a_counted_page_sets_no_cookie(client: FlaskClient, counter: ViewCounter) -> None:
    make_article("Tea", slug="tea")

    answer = client.get("/articles/tea", headers=AGENT)

    assert counter.batch.views
    assert "Set-Cookie" not in answer.headers


@on_sqlite
def test_the_newsroom_does_not_count_itself(client: FlaskClient, counter: ViewCounter) -> None:
    make_article("Tea", slug="tea")
    sign_in(client, make_person("Bo", Role.EDITOR))

    client.get("/articles/tea", headers=AGENT)

    assert not counter.batch.views


@on_sqlite
def test_what_leads_elsewhere_or_is_missing_is_not_counted(client: FlaskClient, counter: ViewCounter) -> None:
    assert client.get("/articles/none", headers=AGENT).status_code == 404
    assert client.get("/topics/none", headers=AGENT).status_code == 404

    assert not counter.batch.views


@on_sqlite
def test_the_environment_wins_over_the_desk(app: Flask, client: FlaskClient, counter: ViewCounter) -> None:
    make_article("Tea", slug="tea")
    SiteSetting.write(db.session, "count_page_views", True)
    change_settings(app, count_page_views=False)

    client.get("/articles/tea", headers=AGENT)

    assert not counter.batch.views
