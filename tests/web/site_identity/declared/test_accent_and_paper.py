"""The form of a colour."""

import pytest
from flask import Flask

from blog.web.site_identity.declared.accent_and_paper import check_colour
from tests.databases import on_sqlite


@on_sqlite
@pytest.mark.parametrize("text", ["red", "#12345", "#1234567", "#12345g", "#ABCDEF", "url(x)", "#fff;}"])
def test_what_is_no_colour_is_refused(app: Flask, text: str) -> None:
    with app.test_request_context():
        assert check_colour(text) == "Enter a colour as # and six digits, such as #9b1c1f."
        assert check_colour("#9b1c1f") is None
