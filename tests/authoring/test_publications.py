"""The pages that ask before a deed."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from blog.database import db
from blog.models import Alert, Article, ArticleState
from tests.authoring.conftest import Desk
from tests.factories import make_article, make_draft, make_subscriber


def path(article: Article, page: str = "publication") -> str:
    return f"/desk/articles/{article.id}/{page}"


def count_alerts() -> int:
    return db.session.scalar(select(func.count()).select_from(Alert)) or 0


def test_the_choice_is_visible_before_pressing(desk: Desk) -> None:
    make_subscriber()
    make_subscriber()

    page = desk.get(path(make_draft(author=desk.person, slug="tea"))).text

    assert "Publish and alert 2 readers" in page
    assert "Publish without alert" in page
    assert "https://news.example.org/articles/tea" in page


def test_without_subscribers_there_is_one_button(desk: Desk) -> None:
    page = desk.get(path(make_draft(author=desk.person))).text

    assert "no reader has confirmed an address yet" in page
    assert 'value="yes"' not in page


def test_publishing_with_alert_leads_to_the_alert(desk: Desk, app: Flask) -> None:
    make_subscriber()
    article = make_draft(author=desk.person, slug="tea")

    answer = desk.post(path(article), alert="yes", seen=article.revision)

    alert = db.session.scalars(select(Alert)).one()
    assert (answer.status_code, answer.location) == (303, f"/desk/alerts/{alert.id}")
    assert desk.get(answer.location).status_code == 200
    assert app.test_client().get("/articles/tea").status_code == 200


@pytest.mark.parametrize("alert", ["no", "", "YES", "1", "\x00"])
def test_anything_but_yes_alerts_nobody(desk: Desk, alert: str) -> None:
    make_subscriber()
    article = make_draft(author=desk.person, slug="tea")

    answer = desk.post(path(article), alert=alert)

    assert answer.location == "/articles/tea"
    assert article.is_public
    assert count_alerts() == 0


def test_publishing_twice_says_that_it_is_public(desk: Desk) -> None:
    article = make_article(author=desk.person)

    answer = desk.post(path(article), alert="yes")

    assert answer.location == path(article)
    assert "Nobody is told twice." in desk.get(path(article)).text
    assert count_alerts() == 0


def test_a_version_that_was_not_shown_is_not_published(desk: Desk) -> None:
    article = make_draft(author=desk.person)

    answer = desk.post(path(article), alert="yes", seen="2020-01-01T00:00:00.000000+00:00")

    assert answer.status_code == 409
    assert article.revision.replace("+", "&#43;") in answer.text or article.revision in answer.text
    assert article.state is ArticleState.DRAFT


def test_what_is_missing_is_named_and_not_published(desk: Desk) -> None:
    article = make_draft(author=desk.person, text="")

    page, answer = desk.get(path(article)), desk.post(path(article), alert="no")

    assert answer.status_code == 422
    for text in (page.text, answer.text):
        assert "Write the text before you publish." in text
        assert "<button" not in text.split("<main")[1]


def test_publishing_again_promises_no_second_alert(desk: Desk) -> None:
    make_subscriber()
    article = make_draft(author=desk.person)
    desk.post(path(article), alert="yes")
    desk.post(path(article, "withdrawal"))

    page = desk.get(path(article)).text
    desk.post(path(article), alert="yes")

    assert "There is no second alert." in page
    assert article.is_public
    assert count_alerts() == 1


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


def test_an_article_is_published_in_three_clicks(desk: Desk) -> None:
    first = desk.get("/desk/articles/new")
    second = desk.post("/desk/articles/new", headline="Tea", body="Hot.", deed="publish")
    third = desk.post(second.location, alert="no")

    assert (first.status_code, third.location) == (200, "/articles/tea")
