"""The 404 page says so and searches for the words of the path; it never fails and is never kept."""

import re
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from blog.articles.search.search_results import SEARCH_LIMIT
from blog.database import db
from blog.models import ArticleState, RateCount
from tests.factories import make_article, make_draft


@pytest.fixture
def ferry(app: Flask) -> None:
    """An article about a ferry, a draft about one, and newer articles about nothing of the kind."""
    make_article("The ferry that stood still", 40, slug="ferry", text="Salt was in the battery.")
    make_draft("The ferry of next week", slug="secret-ferry")
    make_article("The ferry taken back", 2, slug="taken", state=ArticleState.WITHDRAWN)
    for number in range(4):
        make_article(f"Rye bread {number}", number, slug=f"bread-{number}", standfirst="")


def named(html: str, section: str) -> list[str]:
    """Return the slugs in a section of the page."""
    part = re.search(rf'aria-labelledby="{section}".*?</section>', html, re.DOTALL)
    return re.findall(r'href="/articles/([\w-]+)"', part[0]) if part else []


@pytest.mark.parametrize("path", ["/articles/the-ferry-stood", "/2019/05/ferry-battery.html", "/Ferry_Battery/"])
def test_a_lost_address_is_searched_for(client: FlaskClient, ferry: None, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code == 404
    assert named(answer.text, "matches") == ["ferry"]
    assert named(answer.text, "newest") == ["bread-0", "bread-1", "bread-2"]
    assert 'href="/topics/"' in answer.text


def test_the_form_holds_the_words_of_the_address(client: FlaskClient) -> None:
    html = client.get("/articles/2019-the-tea-house-17").text

    assert 'value="the tea house"' in html


def test_the_page_is_not_kept_and_not_indexed(client: FlaskClient, ferry: None) -> None:
    answer = client.get("/articles/the-ferry")
    make_article("A ferry sails", 0, slug="sails")

    assert answer.headers["Cache-Control"] == "no-store"
    assert '<meta name="robots" content="noindex">' in answer.text
    assert "sails" in named(client.get("/articles/the-ferry").text, "matches")


def test_words_that_no_article_has_find_nothing(client: FlaskClient, ferry: None) -> None:
    html = client.get("/articles/zeppelin-hangar").text

    assert named(html, "matches") == []
    assert len(named(html, "newest")) == 3


@pytest.mark.parametrize(
    "path", ["/media/ferry.jpg", "/ferry.png", "/api/ferry", "/.env", "/desk/ferry", "/ferry.json"]
)
def test_addresses_of_no_page_cost_no_search(client: FlaskClient, ferry: None, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code == 404
    assert named(answer.text, "matches") == named(answer.text, "newest") == []
    assert db.session.scalars(select(RateCount)).all() == []


def test_only_reading_is_answered_with_a_search(client: FlaskClient, ferry: None) -> None:
    assert client.head("/articles/the-ferry").status_code == 404
    assert db.session.scalars(select(RateCount)).all() == []


def test_a_network_that_has_searched_enough_gets_the_plain_page(client: FlaskClient, ferry: None) -> None:
    for _ in range(SEARCH_LIMIT.max_attempts):
        client.get("/search?q=ferry")

    answer = client.get("/articles/the-ferry")

    assert answer.status_code == 404
    assert named(answer.text, "matches") == []
    assert 'value="the ferry"' in answer.text


def test_a_lost_address_counts_as_a_search(client: FlaskClient, ferry: None) -> None:
    client.get("/articles/the-ferry")

    assert [row.count for row in db.session.scalars(select(RateCount))] == [1]


def test_a_database_that_fails_leaves_the_plain_page(
    client: FlaskClient, ferry: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OperationalError("SELECT", {}, Exception("gone"))

    monkeypatch.setattr(db.session, "execute", fail)
    monkeypatch.setattr(db.session, "scalars", fail)
    monkeypatch.setattr(db.session, "scalar", fail)

    answer = client.get("/nowhere/the-ferry")

    assert answer.status_code == 404
    assert "Page not found" in answer.text
    assert 'value="the ferry"' in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/" + "a" * 3_000,
        "/" + "-".join(f"word{number}" for number in range(400)),
        "/%22%20OR%20*%20NEAR(",
        "/'%20%26%20%7C%20!%20:*%20%5C",
        "/%ee%80%80t1-ferry",
        "/%ff%fe-ferry",
        "/<script>alert(1)</script>",
        "/" + quote("未来の船は港に"),
        "/" + "/".join("ferry" for _ in range(300)),
        "/ferry%0d%0aSet-Cookie:%20a=b",
    ],
)
def test_hostile_addresses_are_not_found_and_nothing_more(client: FlaskClient, ferry: None, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code == 404
    assert "<script>alert" not in answer.text
    assert "Set-Cookie" not in answer.headers
