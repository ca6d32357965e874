"""The rich sheet or Markdown: which one opens, and how one changes over."""

import re

import pytest
from flask import Flask

from blog.authoring.editor.editing_mode import choose_mode
from blog.database import db
from blog.models import Article
from blog.web.assets.asset_files import Content
from blog.web.assets.sheet import SCRIPT
from tests.authoring.conftest import Desk
from tests.databases import on_sqlite
from tests.factories import make_article

NEW = "/desk/articles/new"
BUTTON = re.compile(r'<button[^>]*value="(sheet|markdown)"[^>]*>([^<]*)<', re.DOTALL)


@pytest.fixture
def installed(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The libraries of the sheet, whether this machine has them or not."""
    monkeypatch.setitem(app.extensions["assets"].deferred, SCRIPT, lambda: Content(b"sheet();"))


def has_script(page: str) -> bool:
    return bool(re.search(r'<script type="module" src="/assets/sheet\.[0-9a-f]{12}\.js">', page))


def has_style(page: str) -> bool:
    return bool(re.search(r'href="/assets/sheet\.[0-9a-f]{12}\.css"', page))


@pytest.mark.parametrize(
    ("deed", "cookie", "is_sheet"),
    [
        ("save", None, True),
        (None, "sheet", True),
        ("save", "markdown", False),
        ("save", "x\x00", True),
        ("sheet", "markdown", True),
        ("markdown", "sheet", False),
    ],
)
@on_sqlite
def test_the_button_says_what_opens_then_the_cookie_then_the_sheet(
    app: Flask, installed: None, deed: str | None, cookie: str | None, is_sheet: bool
) -> None:
    with app.app_context():
        mode = choose_mode(deed, {"editing-mode": cookie} if cookie else {})

    assert mode == {"has_sheet": True, "is_sheet": is_sheet}


@on_sqlite
def test_the_sheet_s_files_are_loaded_where_it_opens_and_nowhere_else(desk: Desk, installed: None) -> None:
    sheet = desk.get(NEW).text
    desk.client.set_cookie("editing-mode", "markdown", domain="news.example.org")
    markdown, elsewhere = desk.get(NEW).text, desk.get("/desk/").text

    assert (has_script(sheet), has_style(sheet)) == (True, True)
    assert BUTTON.findall(sheet) == [("markdown", "Write in Markdown")]
    assert [has_script(markdown), has_style(markdown), has_script(elsewhere)] == [False, False, False]
    assert BUTTON.findall(markdown) == [("sheet", "Write as readers see it")]
    assert 'name="body"' in sheet
    assert 'name="body"' in markdown


@pytest.mark.parametrize("mode", ["sheet", "markdown"])
@on_sqlite
def test_changing_over_keeps_what_was_typed_saves_nothing_and_is_remembered(
    desk: Desk, installed: None, mode: str
) -> None:
    article = make_article("Tea", author=desk.person)
    before = article.body_markdown
    typed = {"headline": "", "standfirst": "New", "body": "- one\n*  two", "copy_key": "k" * 22, "deed": mode}

    answer = desk.post(f"/desk/articles/{article.id}/edit", **typed)

    assert answer.status_code == 200
    assert f"editing-mode={mode};" in answer.headers["Set-Cookie"]
    assert "SameSite=Lax" in answer.headers["Set-Cookie"]
    assert has_script(answer.text) is (mode == "sheet")
    assert "- one\n*  two</textarea>" in answer.text.replace("\r\n", "\n")
    assert 'value="' + "k" * 22 in answer.text
    assert "data-changed" in answer.text
    db.session.expire_all()
    assert db.session.get_one(Article, article.id).body_markdown == before
    assert has_script(desk.get(NEW).text) is (mode == "sheet")


@on_sqlite
def test_without_the_libraries_the_page_says_so_and_the_textarea_is_all(desk: Desk, app: Flask) -> None:
    app.extensions["assets"].deferred.pop(SCRIPT, None)

    page = desk.post(NEW, headline="", body="Typed.", deed="sheet").text

    assert "The rich text editor is not installed on this server. You write in Markdown." in page
    assert "Typed.</textarea>" in page
    assert (has_script(page), BUTTON.findall(page)) == (False, [])
