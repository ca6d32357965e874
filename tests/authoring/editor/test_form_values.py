"""Values of an editor page, read from its form and compared with the article."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from blog.authoring.editor.form_values import PAGE_FIELDS, is_unchanged, normalize, read_editor_values, to_formdata
from blog.authoring.editor.forms import EditorForm, editor_data
from blog.models import Article
from tests.databases import on_sqlite
from tests.factories import make_draft


@pytest.fixture
def request_context(app: Flask) -> Iterator[None]:
    """The context of a request, which forms read."""
    with app.test_request_context():
        yield


def fill(article: Article, **fields: str) -> EditorForm:
    """Return the form of a page that holds *article* but for *fields*."""
    stored = {name: value for name, value in editor_data(article).items() if isinstance(value, str)}
    return EditorForm(article, (), may_add_topics=True, formdata=MultiDict({**stored, **fields}))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, True),
        ({"slug": ""}, True),
        ({"headline": "Coffee"}, False),
        ({"lead_kept": "k3y"}, False),
        ({"new_topic": "Water"}, False),
    ],
)
@on_sqlite
@pytest.mark.usefixtures("request_context")
def test_a_form_is_unchanged_if_a_save_would_change_nothing(app: Flask, fields: dict[str, str], expected: bool) -> None:
    article = make_draft("Tea")

    assert is_unchanged(fill(article, **fields), article) is expected


@on_sqlite
@pytest.mark.usefixtures("request_context")
def test_values_go_into_a_copy_and_back_without_the_fields_of_the_page(app: Flask) -> None:
    values = read_editor_values(fill(make_draft("Tea"), body="A cup.", deed="publish", copy_key="page-number-one"))
    copy: Any = SimpleNamespace(fields=values.fields, seen=values.seen, key=values.key, stamp="at")

    data = to_formdata(copy)

    assert values.fields.keys() & PAGE_FIELDS == set()
    assert (data["headline"], data["body"], data["copy_key"], data["copy_at"]) == (
        "Tea",
        "A cup.",
        "page-number-one",
        "at",
    )


@pytest.mark.parametrize("key", ["", "short", "x" * 33, "with space", "ünïcode-key"])
@on_sqlite
@pytest.mark.usefixtures("request_context")
def test_an_invalid_page_key_is_replaced(app: Flask, key: str) -> None:
    made = read_editor_values(fill(make_draft("Tea"), copy_key=key)).key

    assert made != key
    assert len(made) == 16


@pytest.mark.parametrize(("a", "b"), [([2, 1], ["1", "2"]), ("", None), ([], None), (False, "")])
def test_values_that_mean_the_same_are_equal(a: object, b: object) -> None:
    assert normalize(a) == normalize(b)
    assert normalize("x") != normalize(b)
