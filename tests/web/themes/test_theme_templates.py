"""Templates of a theme: what keeps them from being used, and which promised blocks they have lost."""

from collections.abc import Mapping

import pytest
from flask import Flask

from blog.web.themes.template_loading import SiteTemplates
from blog.web.themes.theme import Theme
from blog.web.themes.theme_templates import lost_blocks, needless_templates, template_faults
from tests.databases import on_sqlite

BASE = "base.html"
ARTICLE = "articles/article/show.html"


def faults(app: Flask, templates: Mapping[str, str]) -> list[str]:
    theme = Theme("quay", templates=templates)
    return list(template_faults(theme, app.jinja_env.overlay(loader=SiteTemplates(app.jinja_env.loader.ours, theme))))  # type: ignore[union-attr]


@on_sqlite
@pytest.mark.parametrize(
    ("name", "source", "words"),
    [
        (BASE, "{% block main %}", "templates/base.html, line 1: Unexpected end of template."),
        (BASE, "\n{{ 1|shout }}", "templates/base.html, line 2: No filter named 'shout'."),
        (BASE, '{% extends "broadsheet/bass.html" %}', "names the template broadsheet/bass.html, and there is no such"),
        (BASE, '{% include "../../etc/passwd" %}', "names the template ../../etc/passwd, and there is no such"),
        (BASE, '{% extends "base.html" %}', 'extends itself: write {% extends "broadsheet/base.html" %}'),
        ("macros/pager.html", "{% macro page() %}{% endmacro %}", "lacks the macro pager, which pages import from it."),
        ("desk/base.html", "", "cannot be in a theme: it would change the desk"),
        ("authoring/editor/editor.html", "", "cannot be in a theme: it would change the desk"),
        ("broadsheet/base.html", "", "or hide a template of Broadsheet"),
    ],
)
def test_a_template_that_cannot_be_used_is_named(app: Flask, name: str, source: str, words: str) -> None:
    [fault] = faults(app, {name: source})

    assert words in fault


@on_sqlite
def test_a_ring_of_templates_is_found_and_extending_ours_is_none(app: Flask) -> None:
    ring = faults(app, {"a.html": '{% extends "b.html" %}', "b.html": '{% extends "a.html" %}'})

    assert [fault.split()[0] for fault in ring] == ["templates/a.html", "templates/b.html"]
    assert (
        faults(app, {ARTICLE: f'{{% extends "broadsheet/{ARTICLE}" %}}', BASE: '{% extends "broadsheet/base.html" %}'})
        == []
    )


@on_sqlite
def test_blocks_that_are_promised_are_missed(app: Flask) -> None:
    extended = f'{{% extends "broadsheet/{ARTICLE}" %}}{{% block article_box %}}{{% endblock %}}'
    theme = Theme("quay", templates={ARTICLE: extended, BASE: "{% block main %}{% endblock %}"})
    environment = app.jinja_env.overlay(loader=SiteTemplates(app.jinja_env.loader.ours, theme))  # type: ignore[union-attr]

    lost = lost_blocks(theme, environment)

    assert {"masthead", "footer", "scripts"} <= set(lost[BASE])
    assert "main" not in lost[BASE]
    assert "article_text" not in lost[ARTICLE]


@on_sqlite
def test_a_template_that_nothing_uses_is_found(app: Flask) -> None:
    templates = {BASE: '{% include "_ours.html" %}', "_ours.html": "", "articles/front/frnt.html": ""}

    found = needless_templates(Theme("quay", templates=templates), {BASE}, app.jinja_env)

    assert found == ["articles/front/frnt.html"]
