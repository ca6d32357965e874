"""The search form reads query and filters from the address."""

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from blog.articles.search.filters import Facets, FilterOption, SearchFilters
from blog.articles.search.forms import MAX_QUERY_LENGTH, SearchForm

FACETS = Facets([FilterOption(7, "rivers", "Rivers & lakes")], [], [2026])


@pytest.fixture
def read(sqlite_app: Flask):
    def read(**values: str) -> SearchForm:
        form = SearchForm(formdata=MultiDict(values))
        form.set_facets(FACETS)
        return form

    with sqlite_app.test_request_context("/search"):
        yield read


def test_what_is_set_is_read_and_labelled(read) -> None:
    form = read(q="heron", topic="rivers", time="week")

    assert form.validate()
    assert form.filters == SearchFilters("rivers", "", "week")
    assert form.active_filters == [("topic", "Rivers & lakes"), ("time", "Past week")]


@pytest.mark.parametrize(("field", "value"), [("topic", "none"), ("author", "maren"), ("time", "1066")])
def test_a_value_that_is_no_option_is_refused_and_not_active(read, field: str, value: str) -> None:
    form = read(**{field: value})

    assert not form.validate()
    assert list(form.errors) == [field]
    assert form.active_filters == []


@pytest.mark.parametrize(("length", "is_valid"), [(MAX_QUERY_LENGTH, True), (MAX_QUERY_LENGTH + 1, False)])
def test_a_query_has_a_limit(read, length: int, is_valid: bool) -> None:
    assert read(q="a" * length).validate() is is_valid
