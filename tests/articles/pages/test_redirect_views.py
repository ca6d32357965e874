"""An address that an article once had leads to it for ever, and so does everything below it."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from blog.authoring.drafts.slugs import change_slug
from blog.database import db
from blog.models import Article
from tests.factories import NOW, make_article, sign_in

BELOW = ("", "/history?from=1&to=2", "/changes?since=x", "/report?paragraph=1", "/reported")


@pytest.fixture
def moved(client: FlaskClient) -> Article:
    """An article that had two addresses before."""
    article = make_article("Tea", slug="tea")
    for slug in ("cocoa", "coffee"):
        change_slug(db.session, article, slug, NOW)
    db.session.commit()
    return article


def follow(client: FlaskClient, path: str, **more: Any) -> tuple[int, str | None]:
    response = client.get(path, **more)
    return response.status_code, response.headers.get("Location")


@pytest.mark.parametrize("below", BELOW)
@pytest.mark.parametrize("old", ["tea", "cocoa"])
def test_an_old_address_leads_to_the_present_one_in_one_step(
    client: FlaskClient, moved: Article, old: str, below: str
) -> None:
    assert follow(client, f"/articles/{old}{below}") == (301, f"/articles/coffee{below}")


def test_a_form_that_was_open_meanwhile_is_sent_to_the_present_address(client: FlaskClient, moved: Article) -> None:
    response = client.post("/articles/tea/report", data={"words": "Wrong."})

    assert (response.status_code, response.headers["Location"]) == (308, "/articles/coffee/report")


def test_nobody_keeps_a_redirect_so_that_an_article_can_come_back(client: FlaskClient, moved: Article) -> None:
    assert client.get("/articles/tea").headers["Cache-Control"] == "no-store"
    change_slug(db.session, moved, "tea", NOW)
    db.session.commit()

    assert follow(client, "/articles/tea") == (200, None)
    assert follow(client, "/articles/coffee") == (301, "/articles/tea")


@pytest.mark.parametrize("below", BELOW)
def test_an_article_that_was_withdrawn_stays_gone_under_every_address(
    client: FlaskClient, moved: Article, below: str
) -> None:
    moved.withdraw(NOW)
    db.session.commit()

    assert [follow(client, f"/articles/{slug}{below}")[0] for slug in ("tea", "cocoa", "coffee")] == [404] * 3


def test_an_old_link_still_lets_one_follow_the_story(client: FlaskClient, moved: Article) -> None:
    assert "Tea" in client.get("/subscribe?article=tea").text


def test_the_desk_changes_a_public_address_in_the_editor(client: FlaskClient) -> None:
    article = make_article("Tea", slug="tea")
    token = sign_in(client, article.author)
    form = {"headline": "Tea", "body": "Hot.", "slug": "coffee", "seen": article.revision, "csrf_token": token}

    page = client.get(f"/desk/articles/{article.id}/edit").text
    client.post(f"/desk/articles/{article.id}/edit", data=form)

    assert "the old one will redirect" in page
    assert follow(client, "/articles/tea") == (301, "/articles/coffee")
