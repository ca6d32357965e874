"""What compiled templates call says what Jinja's own would."""

from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import StrictUndefined, Undefined, pass_context, pass_eval_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from blog.web.template_codegen import written


class Shown:
    """Something that brings its own HTML."""

    def __html__(self) -> str:
        return "<b>&amp;</b>"


class Word(str):
    """A text of a class of its own."""


@given(st.text() | st.text(alphabet="&<>\"'a ") | st.integers() | st.booleans() | st.none())
def test_what_is_written_is_escaped_as_markupsafe_does(value: Any) -> None:
    assert str(written(value)) == str(escape(value))


@pytest.mark.parametrize("value", [Markup("<p>&amp;</p>"), Shown(), Word("<i>"), Undefined(name="x"), 3.5])
def test_what_knows_its_own_html_and_other_kinds_are_written_as_markupsafe_does(value: Any) -> None:
    assert str(written(value)) == str(escape(value))


def test_what_is_not_defined_and_must_be_is_still_refused() -> None:
    with pytest.raises(Exception, match="'x' is undefined"):
        written(StrictUndefined(name="x"))


def test_a_page_escapes_what_it_shows_once_and_calls_each_kind_of_callable(app: Flask) -> None:
    @pass_context
    def seen(context: Context, name: str) -> str:
        return f"{context.resolve(name)}!"

    @pass_eval_context
    def escapes(context: Any) -> bool:
        return bool(context.autoescape)

    class Callable:
        def __call__(self, *words: str) -> str:
            return " & ".join(words)

    source = (
        "{% macro bold(word) %}<b>{{ word }}</b>{{ caller() if caller }}{% endmacro %}"
        "{{ bold('<x>') }}|{% call bold('y') %}&{% endcall %}|{{ seen('word') }}|{{ escapes() }}|{{ plain(word) }}"
        "|{{ kind('a', 'b') }}|{{ word.upper() }}|{% for n in [1, 2] %}{{ plain(n, sep=loop.index) }}{% endfor %}"
        "|{% autoescape false %}{{ word }}{{ escapes() }}{% endautoescape %}|{{ word|safe }}|{{ nothing }}"
    )
    with app.test_request_context("/", "https://news.example.org"):
        template = app.jinja_env.from_string(source)
        values = {"seen": seen, "escapes": escapes, "kind": Callable(), "word": "a<b"}
        said = template.render(**values, plain=lambda word, sep="": f"{word}<{sep}")

    assert said == ("<b>&lt;x&gt;</b>|<b>y</b>&|a&lt;b!|True|a&lt;b&lt;|a &amp; b|A&lt;B|1&lt;12&lt;2|a<bFalse|a<b|")
