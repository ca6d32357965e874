"""A select is written as the library writes it, with the labels of now."""

from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms.validators import InputRequired
from wtforms.widgets import Select

from blog.web.forms.base import OpenForm
from blog.web.forms.facet_field import FacetField
from tests.databases import on_sqlite


class Choice(OpenForm):
    topic = FacetField(default="")
    kind = FacetField(validators=[InputRequired()])


@on_sqlite
def test_a_select_is_written_as_the_library_writes_it(app: Flask) -> None:
    options = [("a&b", "<i>A</i>"), ("c", "C"), ('"', "")]
    with app.test_request_context():
        form = Choice(MultiDict({"topic": "c", "kind": "a&b"}))
        form.topic.set_options("All", options)
        form.kind.set_options("None", options)

        written = [field(class_="x", aria_invalid="true") for field in form]

        assert written == [Select()(field, class_="x", aria_invalid="true") for field in form]


@on_sqlite
def test_a_select_shows_the_present_labels_and_the_present_choice(app: Flask) -> None:
    with app.test_request_context():
        written = []
        for label, chosen in (("Birds", "b"), ("Fowl", "b"), ("Birds", "")):
            form = Choice(MultiDict({"topic": chosen}))
            form.topic.set_options("All", [("b", label)])
            written.append(str(form.topic()))

    assert ">Birds<" in written[0]
    assert ">Fowl<" in written[1]
    assert [text.index(" selected") > text.index("All") for text in written] == [True, True, False]
