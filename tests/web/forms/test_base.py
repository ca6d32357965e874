"""Fields clean their text; an open form needs no token."""

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms.validators import Length, NumberRange

from blog.web.forms.base import CleanHiddenField, Form, LineField, OpenForm, ProseField, WholeNumberField
from tests.databases import on_sqlite


class Letter(OpenForm):
    key = CleanHiddenField()
    line = LineField(validators=[Length(max=5)])
    prose = ProseField(validators=[Length(max=5)])


class Count(OpenForm):
    number = WholeNumberField(validators=[NumberRange(0, 10, message="Give a number from 0 to 10.")])


class GuardedLetter(Form):
    line = LineField()


@on_sqlite
@pytest.mark.parametrize(
    ("typed", "line", "prose"),
    [(" a\r\nb", "a b", " a\nb"), ("a\x00b\u202e", "ab", "ab"), ("", "", ""), ("e\u0301", "\u00e9", "\u00e9")],
)
def test_text_is_cleaned_before_it_is_checked(app: Flask, typed: str, line: str, prose: str) -> None:
    with app.test_request_context():
        form = Letter(MultiDict({"line": typed, "prose": typed, "key": typed}))

        assert (form.line.data, form.prose.data, form.key.data) == (line, prose, line)
        assert form.validate()


@on_sqlite
@pytest.mark.parametrize(("sent", "name"), [({}, None), ({"prose": "123456"}, "prose"), ({"line": "123456"}, "line")])
def test_the_first_field_with_an_error_is_named(app: Flask, sent: dict[str, str], name: str | None) -> None:
    with app.test_request_context():
        form = Letter(MultiDict(sent))
        form.validate()
        found = form.first_invalid()

        assert (found.name if found else None) == name


@on_sqlite
def test_a_form_has_a_token_and_an_open_form_none(app: Flask) -> None:
    with app.test_request_context():
        assert "csrf_token" in GuardedLetter()
        assert "csrf_token" not in Letter()


@on_sqlite
@pytest.mark.parametrize("typed", ["11", "-1", "1.5", "nan", "1e3", "٣", "9" * 400, "9" * 5000, "", "a\x00"])
def test_what_is_no_number_within_the_limits_is_refused_with_their_sentence(app: Flask, typed: str) -> None:
    with app.test_request_context():
        form = Count(MultiDict({"number": typed}))

        assert not form.validate()
        assert form.number.errors == ["Give a number from 0 to 10."]


@on_sqlite
def test_a_whole_number_is_read(app: Flask) -> None:
    with app.test_request_context():
        assert Count(MultiDict({"number": " 7 "})).number.data == 7
