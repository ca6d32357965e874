"""Who may do what with whose article (A25): what is not theirs is not found."""

from typing import Any

import pytest
from flask import Flask

from blog.database import db
from blog.models import Article, ArticleState, Role
from tests.authoring.conftest import Desk, Sit
from tests.factories import make_article, make_draft, make_person

PAGES = ("edit", "preview", "publication", "withdrawal", "deletion")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("role", "status"), [(Role.AUTHOR, 404), (Role.EDITOR, 200), (Role.ADMINISTRATOR, 200)])
def test_the_role_decides_over_articles_of_others(sit: Sit, role: Role, status: int, page: str) -> None:
    article = make_draft(author=make_person())

    assert sit(role=role).get(f"/desk/articles/{article.id}/{page}").status_code == status


@pytest.mark.parametrize("page", PAGES)
def test_an_author_may_do_all_with_the_own_article(desk: Desk, page: str) -> None:
    article = make_draft(author=desk.person)

    assert desk.get(f"/desk/articles/{article.id}/{page}").status_code == 200


DEEDS = ("edit", "publication", "withdrawal", "deletion")


def snapshot() -> list[tuple[Any, ...]]:
    columns = Article.__table__.columns
    return [tuple(row) for row in db.session.execute(columns["id"].table.select().order_by(columns["id"]))]


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("make", [make_draft, make_article])
def test_an_author_changes_nothing_of_others(desk: Desk, make: Any, deed: str) -> None:
    article = make(author=make_person())
    before = snapshot()

    fields = {"headline": "Mine now", "body": "x", "seen": article.revision, "alert": "yes"}
    answer = desk.post(f"/desk/articles/{article.id}/{deed}", **fields)

    assert answer.status_code == 404
    assert snapshot() == before


@pytest.mark.parametrize("deed", DEEDS)
def test_a_visitor_is_sent_to_the_sign_in_page(app: Flask, deed: str) -> None:
    article = make_draft()

    answer = app.test_client().get(f"/desk/articles/{article.id}/{deed}")

    assert answer.status_code == 303
    assert answer.location.startswith("/login")


@pytest.mark.parametrize("deed", [*(f"articles/1/{deed}" for deed in DEEDS), "articles/new", "media/1/mark", "preview"])
def test_a_post_without_token_is_refused(desk: Desk, deed: str) -> None:
    before = snapshot()

    answer = desk.client.post(f"/desk/{deed}", data={"headline": "Forged"})

    assert answer.status_code == 400
    assert snapshot() == before


def test_an_editor_publishes_and_withdraws_for_an_author(sit: Sit) -> None:
    article = make_draft(author=make_person())
    editor = sit(role=Role.EDITOR)

    editor.post(f"/desk/articles/{article.id}/publication", alert="no")
    published = article.state
    editor.post(f"/desk/articles/{article.id}/withdrawal")

    assert (published, article.state) == (ArticleState.PUBLISHED, ArticleState.WITHDRAWN)


def test_a_suspended_person_is_let_in_no_more(desk: Desk) -> None:
    desk.person.is_suspended = True
    db.session.commit()

    assert desk.get("/desk/").status_code in {303, 403}
