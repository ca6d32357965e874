"""A theme in use: its colours, files and templates on the pages of readers, and not at the desk."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog import create_app
from blog.config.loading import ConfigurationError
from blog.web.themes.active_theme import ThemeWatch, active_theme, theme_of, use_theme
from blog.web.themes.theme import OWN_LOOK, BrokenTheme, Theme
from tests.conftest import SETTINGS
from tests.databases import on_sqlite
from tests.factories import make_article, make_person, sign_in
from tests.web.themes.conftest import MakeFolder, UseTheme

ARTICLE = "articles/article/show.html"
HARBOUR = {
    "tokens.css": ":root { --accent: light-dark(#005588, #88ccff); }",
    "theme.css": '.masthead { background: url("static/wave.svg"); }',
    "static/wave.svg": "<svg/>",
    "static/favicon.svg": "<svg>own</svg>",
    f"templates/{ARTICLE}": f'{{% extends "broadsheet/{ARTICLE}" %}}'
    '{% block after_article %}<img src="{{ asset_url("wave.svg") }}" alt="">{% endblock %}',
}


def sheet_of(client: FlaskClient, page: str) -> str:
    [address] = re.findall(r'href="(/assets/(?:front|own_look)\.[^"]+)"', client.get(page).text)
    return client.get(address).text


@on_sqlite
def test_pages_have_the_tokens_style_files_and_templates_of_the_theme(client: FlaskClient, themed: UseTheme) -> None:
    article = make_article(slug="tide")
    themed(HARBOUR)

    page = client.get(f"/articles/{article.slug}").text
    [wave] = re.findall(r'<img src="(/assets/wave\.\w+\.svg)" alt="">', page)
    [sign] = re.findall(r'<link rel="icon" href="([^"]+)"', page)

    assert client.get(wave).text == "<svg/>"
    assert client.get(sign).text == "<svg>own</svg>"
    assert article.headline in page
    assert "@layer theme-tokens {" in sheet_of(client, "/")
    assert wave in sheet_of(client, "/")


@on_sqlite
def test_the_desk_does_not_depend_on_the_theme(client: FlaskClient, themed: UseTheme) -> None:
    themed({**HARBOUR, "templates/base.html": "Nothing of the kind."})
    sign_in(client, make_person())

    page = client.get("/desk/")

    assert page.status_code == 200
    assert "Nothing of the kind." not in page.text
    assert "@layer theme {" not in sheet_of(client, "/desk/")


@on_sqlite
def test_another_theme_is_used_without_a_restart_and_pages_of_the_former_keep_their_files(
    app: Flask, client: FlaskClient, themed: UseTheme
) -> None:
    themed(HARBOUR)
    former = re.findall(r'href="(/assets/front\.[^"]+)"', client.get("/").text)

    use_theme(app, OWN_LOOK)
    page = client.get("/").text

    assert active_theme() is theme_of(app) is OWN_LOOK
    assert former[0] not in page
    assert client.get(former[0]).status_code == 200
    assert "theme-tokens {" not in sheet_of(client, "/")


@on_sqlite
def test_a_broken_theme_leaves_the_former_in_place(app: Flask, client: FlaskClient, themed: UseTheme) -> None:
    themed(HARBOUR)

    with pytest.raises(BrokenTheme):
        use_theme(app, Theme("broken", templates={"base.html": "{% if %}"}))

    assert theme_of(app).name == "quay"
    assert client.get("/").status_code == 200


def test_the_site_does_not_start_with_a_broken_theme(make_folder: MakeFolder, tmp_path: Path) -> None:
    folder = make_folder({"theme.css": ".a {", "tokens.css": "}"})
    instance = {"INSTANCE_PATH": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/blog.sqlite3"}

    with pytest.raises(ConfigurationError) as refused:
        create_app({**SETTINGS, **instance, "THEME": str(folder)})

    assert "BLOG_THEME cannot be used. The theme quay: tokens.css closes a brace" in refused.value.message
    assert "The theme quay: theme.css does not close every brace" in refused.value.message


@on_sqlite
def test_a_changed_file_is_read_again_on_a_development_run(
    app: Flask, client: FlaskClient, themed: UseTheme, make_folder: MakeFolder
) -> None:
    themed({"templates/base.html": "First."})
    watch = ThemeWatch(str(theme_of(app).folder), theme_of(app))

    make_folder({"templates/base.html": "Second, and longer."})
    watch.look()
    second = client.get("/").text
    make_folder({"templates/base.html": "{% broken"})
    watch.look()

    assert second == client.get("/").text == "Second, and longer."
