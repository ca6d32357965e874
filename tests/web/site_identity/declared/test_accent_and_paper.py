"""The form of a colour."""

import pytest
from flask import Flask

from blog.web.site_identity.declared.accent_and_paper import check_colour, tidy_colour
from tests.databases import on_sqlite


@on_sqlite
@pytest.mark.parametrize("text", ["red", "#12345", "#1234567", "#12345g", "#ABCDEF", "url(x)", "#fff;}"])
def test_what_is_no_colour_is_refused(app: Flask, text: str) -> None:
    with app.test_request_context():
        assert check_colour(text) == "Enter a colour as # and six digits, such as #9b1c1f."
        assert check_colour("#9b1c1f") is None


@pytest.mark.parametrize(
    "text",
    [
        "#AA0B1C", "aa0b1c", "#aa0b1cff", " #AA0B1C;", "\u200b#aa0b1c", "＃ａａ０ｂ１ｃ", "rgb(170, 11, 28)",
        "RGB(170 11 28)", "rgba( 170,11,28,1.0 )", "rgb(170 11 28 / 1)",
    ],
)  # fmt: skip
def test_a_colour_in_any_usual_form_is_the_one_that_is_meant(text: str) -> None:
    assert tidy_colour(text) == "#aa0b1c"


@pytest.mark.parametrize("text", ["red", "rgb(170, 11, 256)", "rgb(1, 2)", "#aa0b1c80", "rgba(170, 11, 28, .5)", "#12"])
def test_what_is_no_whole_colour_stays_as_it_was_typed(text: str) -> None:
    assert tidy_colour(text) == text
