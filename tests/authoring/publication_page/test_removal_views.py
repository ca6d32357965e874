"""Withdrawing public articles and deleting drafts, after a page that asks."""

import pytest
from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.models import Article, ArticleState
from tests.authoring.conftest import Desk
from tests.factories import make_article, make_draft


def path(article: Article, page: str = "publication") -> str:
    return f"/desk/articles/{article.id}/{page}"


def test_withdrawing_names_what_is_taken_and_takes_it(desk: Desk, app: Flask) -> None:
    article = make_article("Tea", author=desk.person, slug="tea")

    page = desk.get(path(article, "withdrawal")).text
    answer = desk.post(path(article, "withdrawal"))

    assert "Its page disappears" in page
    assert answer.location == "/desk/"
    assert "“Tea” is withdrawn." in desk.get("/desk/").text
    assert app.test_client().get("/articles/tea").status_code in {404, 410}


def test_withdrawing_what_is_not_public_changes_nothing(desk: Desk) -> None:
    article = make_draft("Tea", author=desk.person)

    page, answer = desk.get(path(article, "withdrawal")), desk.post(path(article, "withdrawal"))

    assert "“Tea” is not public" in page.text
    assert answer.status_code == 303
    assert article.state is ArticleState.DRAFT


def test_deleting_names_the_draft_and_deletes_it(desk: Desk) -> None:
    article = make_draft("Tea", author=desk.person)

    page = desk.get(path(article, "deletion"))
    desk.post(path(article, "deletion"))

    assert "Delete the draft “Tea”?" in page.text
    assert db.session.scalars(select(Article)).all() == []
    assert "The draft “Tea” is deleted." in desk.get("/desk/").text


@pytest.mark.parametrize("state", [ArticleState.PUBLISHED, ArticleState.WITHDRAWN])
def test_what_was_ever_public_cannot_be_deleted(desk: Desk, state: ArticleState) -> None:
    article = make_article(author=desk.person, state=state)

    assert desk.get(path(article, "deletion")).status_code == 404
    assert desk.post(path(article, "deletion")).status_code == 404
