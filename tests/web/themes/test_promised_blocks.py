"""The promises to authors of themes: documented, there, and each can be overridden by nothing."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.web.themes.active_theme import theme_of, use_theme
from blog.web.themes.promised_blocks import PROMISED_BLOCKS
from blog.web.themes.theme import OWN_LOOK, Theme
from blog.web.themes.theme_templates import blocks_of, lost_blocks
from tests.databases import on_sqlite
from tests.factories import make_article, make_topic
from tests.web.themes.conftest import UseTheme

DOCUMENT = (Path(__file__).parents[3] / "docs/themes.md").read_text("utf-8")
PAGES = {
    "base.html": "/offline",
    "articles/front/front.html": "/",
    "articles/article/show.html": "/articles/tide",
    "articles/lists/_list.html": "/topics/harbour",
    "articles/lists/archive.html": "/archive/",
    "articles/lists/topics.html": "/topics/",
    "articles/search/search.html": "/search?q=tide",
    "subscriptions/signup/subscribe.html": "/subscribe",
    "errors/_page.html": "/no-such-page",
}
EXAMPLE = re.findall(r"^`([\w./]+)`:\n\n```\w+\n(.*?)^```", DOCUMENT, re.MULTILINE | re.DOTALL)


def test_the_document_lists_every_promise() -> None:
    rows = dict(re.findall(r"^\| `([\w/.]+\.html)` \| (.*) \|$", DOCUMENT, re.MULTILINE))

    assert {name: tuple(re.findall(r"`(\w+)`", blocks)) for name, blocks in rows.items()} == PROMISED_BLOCKS


@on_sqlite
@pytest.mark.parametrize("name", PROMISED_BLOCKS)
def test_each_promised_block_can_be_emptied(app: Flask, client: FlaskClient, name: str) -> None:
    make_article(slug="tide", topics=[make_topic(slug="harbour")])

    assert set(PROMISED_BLOCKS[name]) <= blocks_of(name, app.jinja_env)
    try:
        for block in PROMISED_BLOCKS[name]:
            source = f'{{% extends "broadsheet/{name}" %}}{{% block {block} %}}{{% endblock %}}'
            use_theme(app, Theme("empty", templates={name: source}))
            full, page = client.get(PAGES[name]), client.get(PAGES[name])
            assert full.status_code == page.status_code == (404 if name.startswith("errors") else 200)
            assert app.jinja_env.loader.of_theme.failed == frozenset(), block  # type: ignore[union-attr]
    finally:
        use_theme(app, OWN_LOOK)


@on_sqlite
def test_the_example_of_the_document_works_as_it_stands(app: Flask, client: FlaskClient, themed: UseTheme) -> None:
    themed(dict(EXAMPLE))

    page = client.get("/").text

    assert len(EXAMPLE) == 4
    assert re.search(r'<img class="harbour-logo" src="/assets/logo\.\w+\.svg" alt="">\s*<header class="masthead', page)
    assert lost_blocks(theme_of(app), app.jinja_env) == {}
