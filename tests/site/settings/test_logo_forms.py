"""The form of the logo takes no place but those that are offered."""

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from blog.site.settings.logo_forms import LogoForm
from tests.databases import on_sqlite


@on_sqlite
@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"logo_place": "instead", "logo_alt": "A heron"}, set()),
        ({"logo_place": "above", "logo_alt": ""}, {"logo_place"}),
        ({"logo_place": "beside", "logo_alt": "a" * 121}, {"logo_alt"}),
    ],
)
def test_what_cannot_be_is_refused(app: Flask, sent: dict[str, str], wrong: set[str]) -> None:
    with app.test_request_context("/", method="POST", data=MultiDict(sent)):
        form = LogoForm()
        form.validate()

        assert set(form.errors) - {"csrf_token"} == wrong
