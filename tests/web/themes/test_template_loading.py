"""Templates that fail while a page is made: readers get ours instead."""

import pytest
from flask import Flask, render_template
from flask.testing import FlaskClient
from jinja2 import TemplateNotFound, UndefinedError
from structlog.testing import capture_logs

from blog.web.themes.template_loading import SiteTemplates
from tests.databases import on_sqlite
from tests.factories import make_article
from tests.web.themes.conftest import UseTheme

FRONT = "articles/front/front.html"
CARDS = """{% import "broadsheet/macros/cards.html" as ours %}
{% set headline = ours.headline %}{% set picture = ours.picture %}{% set story_card = ours.story_card %}
{% set signed = ours.signed %}"""


@on_sqlite
@pytest.mark.parametrize(
    ("name", "source"),
    [
        (
            FRONT,
            f'{{% extends "broadsheet/{FRONT}" %}}{{% block lead %}}{{{{ page.lead.nothing.at_all }}}}{{% endblock %}}',
        ),
        ("base.html", '{% extends "broadsheet/base.html" %}{% block footer %}{{ 1 / 0 }}{% endblock %}'),
        ("_partials/masthead.html", "{{ site_name + 1 }}"),
        (
            "macros/cards.html",
            CARDS.replace("signed = ours.signed", "ours_signed = 1") + "{% macro signed() %}{% endmacro %}",
        ),
        ("articles/front/_lead.html", "{% for i in range(5000) %}{{ responsive(i) }}{% endfor %}"),
    ],
)
def test_a_template_that_fails_is_replaced_by_ours_and_logged(
    client: FlaskClient, themed: UseTheme, name: str, source: str
) -> None:
    article = make_article(headline="Tide tables for May")
    themed({f"templates/{name}": source})

    with capture_logs() as lines:
        first, second = client.get("/"), client.get("/")

    assert (first.status_code, second.status_code) == (200, 200)
    assert article.headline in first.text
    assert [(line["event"], line["templates"]) for line in lines if line["log_level"] == "error"] == [
        ("theme_template_failed", [name])
    ]


@on_sqlite
def test_what_has_no_template_of_ours_fails_as_ever(app: Flask, themed: UseTheme) -> None:
    themed({"templates/mine.html": "{{ 1 / nothing }}"})

    with pytest.raises(TemplateNotFound, match=r"mine\.html"):
        render_template("mine.html", nothing=0)
    with pytest.raises(UndefinedError):
        render_template("articles/front/_lead.html")


@on_sqlite
def test_a_theme_stays_in_use_when_ours_is_to_blame(app: Flask, themed: UseTheme) -> None:
    themed({"templates/macros/cards.html": CARDS})

    with pytest.raises(UndefinedError), capture_logs() as lines:
        render_template("articles/front/_lead.html")

    loader = app.jinja_env.loader
    assert isinstance(loader, SiteTemplates)
    assert (loader.of_theme.list_templates(), lines) == (["macros/cards.html"], [])


@on_sqlite
def test_ours_stand_under_a_prefix_and_cannot_be_hidden(app: Flask) -> None:
    loader = app.jinja_env.loader

    assert isinstance(loader, SiteTemplates)
    source, file, _ = loader.get_source(app.jinja_env, "broadsheet/base.html")
    assert (source, file) == loader.ours.get_source(app.jinja_env, "base.html")[:2]


def test_templates_share_the_globals_and_own_ones_stay_their_own(app: Flask) -> None:
    environment = app.jinja_env

    assert environment.get_template("base.html").globals is environment.globals
    own = environment.from_string("{{ heron }}", globals={"heron": "grey"})
    assert own.render() == "grey"
    assert "heron" not in environment.globals
