"""The reader of the site's own pages: anonymous, uncounted, unlogged, whoever has signed in around it."""

from pathlib import Path

import pytest
from flask import Flask, g

from blog.models import Role
from blog.operations.static_site.pages.site_reader import SiteReader, is_page
from tests.factories import make_article, make_draft, make_person


def test_pages_in_the_request_of_an_editor_are_those_of_a_stranger(app: Flask) -> None:
    make_article("Tea", slug="tea", author=make_person())
    editor = make_person(role=Role.EDITOR)

    plain = SiteReader(app).ask("/articles/tea")
    with app.test_request_context("/desk/", base_url="https://news.example.org"):
        g._login_user = editor  # As Flask-Login keeps who has signed in.
        inside = SiteReader(app).ask("/articles/tea")

    assert is_page(inside)
    assert b"/desk/articles/" not in inside.body
    assert plain.content_type == inside.content_type == "text/html; charset=utf-8"


def test_what_is_not_public_is_not_there(app: Flask) -> None:
    make_draft("Secret", slug="secret")

    assert SiteReader(app).ask("/articles/secret").status == 404


def test_only_pages_of_readers_are_files(app: Flask) -> None:
    reader = SiteReader(app)

    known = {address: reader.endpoint(address) for address in ("/", "/articles/tea", "/archive/2026/5", "/robots.txt")}
    others = [
        "/desk/",
        "/login",
        "/subscribe",
        "/articles/tea/report",
        "/metrics",
        "/?page=2",
        "/kept/",
        "//x",
        "/a/b/c",
    ]

    assert known == {
        "/": "articles.front",
        "/articles/tea": "articles.show",
        "/archive/2026/5": "articles.archive_month",
        "/robots.txt": "articles.robots",
    }
    assert [reader.endpoint(address) for address in others] == [None] * len(others)
    assert reader.endpoint("/articles/tea/history?from=1&to=2") == "articles.history"


def test_nothing_is_logged(app: Flask, media: Path, capsys: pytest.CaptureFixture[str]) -> None:
    SiteReader(app).ask("/")

    assert "rule=" not in capsys.readouterr().out
