"""Templates whose parts and phrases are worked out when they are compiled say what they always said."""

import pytest
from flask import Flask, render_template_string
from jinja2 import DictLoader

from blog.web.template_inlining import FoldingEnvironment

PARTS = {
    "page": "{% set word = 'page' %}{% for name in names %}{% include 'part' %}{% endfor %}{{ word }}",
    "part": "{% set word = 'part' %}<i>{{ name }}</i>{% include 'inner' %}",
    "inner": "{{ loop.index }}{{ word }};",
    "child": "{% extends 'base' %}{% block main %}{% include 'part' %}{% endblock %}",
    "base": "[{% block main %}{% endblock %}]",
    "whole": "{% include 'child' %}",
    "absent": "a{% include 'missing' ignore missing %}b",
    "chosen": "{% include choice %}",
    "apart": "{% include 'plain' without context %}",
    "plain": "{{ name }}",
}


@pytest.fixture
def environment(app: Flask) -> FoldingEnvironment:
    made = FoldingEnvironment(app, loader=DictLoader(PARTS), autoescape=True)
    made.globals["name"] = "global"
    return made


def test_a_part_sees_the_names_around_it_and_keeps_its_own(environment: FoldingEnvironment) -> None:
    said = environment.get_template("page").render(names=["a", "<b>"])

    assert said == "<i>a</i>1part;<i>&lt;b&gt;</i>2part;page"


def test_a_part_becomes_part_of_the_page(environment: FoldingEnvironment) -> None:
    code = environment.compile(PARTS["page"], "page", raw=True)

    assert "get_template" not in code


def test_while_somebody_works_on_templates_parts_stay_apart(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "DEBUG", True)

    code = FoldingEnvironment(app, loader=DictLoader(PARTS)).compile(PARTS["page"], "page", raw=True)

    assert "'part'" in code


@pytest.mark.parametrize(
    ("page", "said"),
    [("whole", "[<i>x</i>part;]"), ("absent", "ab"), ("chosen", "part;"), ("apart", "global")],
)
def test_what_cannot_be_put_in_is_included_as_ever(environment: FoldingEnvironment, page: str, said: str) -> None:
    class Loop:
        index = ""

    words = environment.get_template(page).render(choice="inner", name="x", word="part", loop=Loop())

    assert words == said


def test_a_phrase_is_worked_out_and_one_with_values_is_not(app: Flask) -> None:
    with app.test_request_context():
        assert render_template_string("{{ _('Archive') }} {{ _('By %(name)s', name='<A>') }}") == "Archive By &lt;A&gt;"
