"""The library's forms refuse what a picture cannot have, in words."""

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from blog.pictures.library.forms import PictureDescriptionForm

VALUES = {"alt": "A well", "caption": "Off Skomer", "credit": "Noor", "focal_x": "0", "focal_y": "100"}


def form_with(app: Flask, **values: str) -> PictureDescriptionForm:
    with app.test_request_context(method="POST"):
        form = PictureDescriptionForm(MultiDict({**VALUES, **values}), meta={"csrf": False})
        form.validate()
    return form


def test_a_description_is_what_was_typed(app: Flask) -> None:
    form = form_with(app)

    assert form.errors == {}
    assert vars(form.to_description()) == {
        "alt": "A well",
        "caption": "Off Skomer",
        "is_decorative": False,
        "credit": "Noor",
        "focal_x": 0,
        "focal_y": 100,
    }


@pytest.mark.parametrize(("name", "limit"), [("alt", 500), ("caption", 500), ("credit", 200)])
def test_texts_are_refused_above_their_limit_with_its_number(app: Flask, name: str, limit: int) -> None:
    assert form_with(app, **{name: "x" * limit}).errors == {}
    assert str(limit) in str(form_with(app, **{name: "x" * (limit + 1)}).errors[name])


@pytest.mark.parametrize("typed", ["", "-1", "101", "ten", "5.5", "٣", "9" * 4_000])
@pytest.mark.parametrize("name", ["focal_x", "focal_y"])
def test_only_whole_per_cent_are_taken(app: Flask, name: str, typed: str) -> None:
    assert "Enter a whole number from 0 to 100." in form_with(app, **{name: typed}).errors[name]
