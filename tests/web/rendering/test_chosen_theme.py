"""The theme chosen at the desk is that of the next page, in each process; BLOG_THEME wins."""

import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.database import db
from blog.models import SiteSetting
from blog.web.rendering import chosen_theme
from blog.web.rendering.chosen_theme import CHOSEN, use_chosen_theme
from blog.web.site_identity.reading import forget_site_settings
from blog.web.themes.active_theme import theme_of, use_theme
from blog.web.themes.installed_themes import find_theme
from blog.web.themes.theme import OWN_LOOK, Theme
from tests.databases import on_sqlite
from tests.settings import change_settings


@pytest.fixture(autouse=True)
def own_look_again(app: Flask) -> Iterator[None]:
    yield
    app.extensions.pop(CHOSEN, None)
    use_theme(app, OWN_LOOK)


def choose(name: str) -> None:
    SiteSetting.write(db.session, "theme", name)
    db.session.commit()
    forget_site_settings()


def test_the_next_page_has_the_chosen_theme_and_the_one_after_it_ours_again(app: Flask, client: FlaskClient) -> None:
    before = client.get("/").text

    choose("berliner")
    chosen = client.get("/").text
    assert theme_of(app).name == "berliner"
    assert chosen != before

    choose("")
    assert client.get("/").text == before
    assert theme_of(app) == OWN_LOOK


@on_sqlite
def test_one_that_is_gone_leaves_the_former_and_pages_stand(app: Flask, client: FlaskClient) -> None:
    choose("harbour")

    assert client.get("/").status_code == 200
    assert theme_of(app) == OWN_LOOK


@on_sqlite
def test_the_server_wins(app: Flask, client: FlaskClient) -> None:
    change_settings(app, theme="broadsheet")
    choose("berliner")

    client.get("/")
    assert theme_of(app) == OWN_LOOK


@on_sqlite
def test_mail_follows_without_a_request(app: Flask) -> None:
    choose("berliner")

    use_chosen_theme()

    assert theme_of(app).name == "berliner"


@on_sqlite
def test_who_comes_while_the_theme_changes_waits_for_it(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    choose("berliner")
    begun, may_end, seen = threading.Event(), threading.Event(), []

    def find_slowly(name: str) -> Theme:
        begun.set()
        may_end.wait(1)
        return find_theme(name)

    def follow() -> None:
        with app.test_request_context():
            use_chosen_theme()
            seen.append(theme_of(app).name)
        may_end.set()

    monkeypatch.setattr(chosen_theme, "find_theme", find_slowly)
    first, second = (threading.Thread(target=follow) for _ in range(2))
    first.start()
    begun.wait(10)
    second.start()
    for thread in (first, second):
        thread.join()

    assert seen == ["berliner", "berliner"]
