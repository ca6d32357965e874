"""Fields of the desk's forms: hidden keys, limits and errors."""

from types import SimpleNamespace

from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import Form, StringField

from blog.authoring.fields import add_error, max_length, missing_message
from blog.models import Article
from tests.databases import on_sqlite


class Sample(Form):
    """One field."""

    note = StringField(validators=[max_length(1000)])


@on_sqlite
def test_the_limit_is_named_in_the_message(app: Flask) -> None:
    form = Sample(MultiDict({"note": "x" * 1001}))

    assert not form.validate()
    assert [str(error) for error in form.note.errors] == ["Please shorten this to 1,000 characters or fewer."]
    assert Sample(MultiDict({"note": "x" * 1000})).validate()


def test_an_error_stands_beside_its_field_once() -> None:
    field = SimpleNamespace(errors=("Too short.",))

    for message in ("Taken.", "Taken."):
        add_error(field, message)  # type: ignore[arg-type]

    assert field.errors == ["Too short.", "Taken."]


@on_sqlite
def test_each_column_that_publication_requires_has_a_message(app: Flask) -> None:
    missing = Article(headline="", body_markdown="", lead_picture_id=1, lead_alt="").missing

    assert len({missing_message(column) for column in missing}) == len(missing) == 3
