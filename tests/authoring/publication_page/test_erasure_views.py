"""An administrator deletes for good what readers have seen; its addresses answer 410."""

import pytest
from flask import Flask
from sqlalchemy import select

from blog.authoring.publication_page.forms import ErasureForm
from blog.database import db
from blog.models import Article, ArticleState, Role, SlugRedirect
from tests.authoring.conftest import Sit
from tests.databases import on_sqlite
from tests.factories import NOW, make_article, save

GONE = ("/articles/tea", "/articles/old-tea", "/articles/tea.md", "/articles/tea/history", "/articles/old-tea/report")
LISTS = ("/", "/archive/", "/feed.atom", "/feed.json", "/sitemap.xml", "/search?q=zebra", "/corrections/", "/desk/")


def make_tea(**more: object) -> Article:
    article = make_article("The “Zebra” of Kew", slug="tea", text="A zebra.", **more)
    save(SlugRedirect(slug="old-tea", article_id=article.id, created_at=NOW))
    return article


def test_after_it_every_address_is_gone_and_no_list_names_it(app: Flask, sit: Sit) -> None:
    desk = sit(role=Role.ADMINISTRATOR)
    path = f"/desk/articles/{make_tea().id}/erasure"
    reader = app.test_client()
    asked = desk.get(path).text
    assert reader.get("/articles/tea").status_code == 200

    answer = desk.post(path, headline='the "zebra" of kew', reason="A court order.")
    pages = {address: reader.get(address) for address in GONE}
    flashed = desk.get("/desk/").text

    assert "Only a backup made before still has the article" in asked
    assert answer.location == "/desk/"
    assert {page.status_code for page in pages.values()} == {410}
    assert "This page is gone" in pages["/articles/tea"].text
    assert "is deleted for good" in flashed
    assert [list for list in LISTS if "Zebra" in desk.get(list).text] == []
    assert "A court order." in desk.get("/desk/audit").text
    assert desk.get(path).status_code == 404


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"headline": "The Zebra", "reason": "Why."}, "This is not the headline"),
        ({"headline": "The “Zebra” of Kew", "reason": " "}, "Say why"),
    ],
)
@on_sqlite
def test_without_headline_and_reason_nothing_goes(sit: Sit, fields: dict[str, str], words: str) -> None:
    answer = sit(role=Role.ADMINISTRATOR).post(f"/desk/articles/{make_tea().id}/erasure", **fields)

    assert (answer.status_code, words in answer.text, fields["headline"] in answer.text) == (422, True, True)
    assert db.session.scalars(select(Article.state)).all() == [ArticleState.PUBLISHED]


@on_sqlite
def test_the_way_there_stands_where_one_withdraws_and_for_administrators_alone(sit: Sit) -> None:
    article, withdrawn = make_tea(), make_article(state=ArticleState.WITHDRAWN)
    pages = (f"/desk/articles/{article.id}/withdrawal", f"/desk/articles/{withdrawn.id}/edit")

    found = {
        role: ["/erasure" in sit(role=role).get(page).text for page in pages]
        for role in (Role.ADMINISTRATOR, Role.EDITOR)
    }

    assert found == {Role.ADMINISTRATOR: [True, True], Role.EDITOR: [False, False]}


@on_sqlite
@pytest.mark.parametrize(
    ("typed", "is_right"), [("kremlin's aims", True), ("Kremlin’s  aims ", True), ("Kremlin", False)]
)
def test_the_headline_confirms(app: Flask, typed: str, is_right: bool) -> None:
    article = make_article("Kremlin’s aims")

    with app.test_request_context(method="POST", data={"headline": typed, "reason": "Why."}):
        form = ErasureForm(article, [])
        form.validate()

        assert ("headline" not in form.errors) is is_right
