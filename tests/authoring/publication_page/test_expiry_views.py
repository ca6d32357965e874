"""The end of an article is set, changed and removed on its publication page."""

from datetime import UTC, datetime, timedelta
from typing import Any

from flask.testing import FlaskClient

from blog.authoring.publishing.expiry import end_next
from blog.database import db
from blog.models import (
    Article,
    Role,
)
from blog.web.clock import read_clock
from tests.authoring.conftest import Desk, Sit
from tests.factories import NOW, make_article, make_draft


def path(article: Article, page: str = "end") -> str:
    return f"/desk/articles/{article.id}/{page}"


def test_the_page_sets_moves_and_lifts_the_end(desk: Desk) -> None:
    article = make_article("Tea", author=desk.person)

    wrong = desk.post(path(article), moment="2020-01-01T09:00", deed="set")
    assert wrong.status_code == 422
    assert "This time has passed." in wrong.text
    assert desk.post(path(article), moment="2199-01-01T09:00", deed="set").status_code == 422
    assert desk.post(path(article), moment="", deed="set").status_code == 422

    soon = (read_clock() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    assert desk.post(path(article), moment=soon, deed="set").status_code == 303
    assert article.ends_at == datetime.fromisoformat(soon).replace(tzinfo=UTC)
    assert "It ends on" in desk.get(path(article, "publication")).text
    assert "leaves the listings" in desk.get("/desk/").text
    assert "<span>ends <time" in desk.get("/desk/articles").text
    desk.post(path(article), deed="lift")
    assert article.ends_at is None


END = NOW + timedelta(days=1)


def make_ended(headline: str = "Tea", **more: Any) -> Article:
    article = make_article(headline, ends_at=END, **more)
    end_next(db.session, END)
    db.session.commit()
    return article


def test_the_desk_brings_an_ended_article_back(desk: Desk, client: FlaskClient) -> None:
    article = make_ended("Tea", slug="tea", author=desk.person)

    page = desk.get(path(article, "publication")).text
    assert "This article has ended" in page
    assert "except of a correction" in page
    assert "Ended" in desk.get("/desk/").text
    desk.post(path(article), deed="lift")

    assert "is back in the lists" in desk.get("/desk/").text
    assert "/articles/tea" in client.get("/").text


def test_a_draft_whose_end_has_passed_says_so_and_is_not_published(desk: Desk) -> None:
    article = make_draft(author=desk.person, ends_at=NOW)

    answer = desk.post(path(article, "publication"), alert="no")

    assert answer.status_code == 422
    assert "Its end has passed, so it cannot be published." in answer.text


def test_nobody_ends_what_belongs_to_others(desk: Desk, sit: Sit) -> None:
    article = make_ended()

    assert desk.post(path(article), deed="lift").status_code == 404
    assert sit(role=Role.EDITOR).post(path(article), deed="lift").status_code == 303
