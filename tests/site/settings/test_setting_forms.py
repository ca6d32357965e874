"""A form has a field for each setting, which keeps what cannot work from being stored."""

from dataclasses import dataclass

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from blog.site.settings.setting_forms import make_settings_form
from blog.web.site_identity.setting_declaration import setting, settings_declared_in
from tests.databases import on_sqlite


@dataclass(frozen=True, kw_only=True)
class Tea:
    """Settings of a test."""

    kind: str = setting("green", "Kind", choices=[("green", "Green"), ("black", "Black")])
    cups: int = setting(2, "Cups", minimum=1, maximum=9)
    is_hot: bool = setting(True, "Hot")
    brand: str = setting("", "Brand", max_length=5, check=lambda text: "No tea." if text == "milk" else None)


VALUES = {"kind": "green", "cups": 2, "is_hot": True, "brand": ""}
GOOD = {"kind": "black", "cups": "3", "brand": " Tea "}


def submit(app: Flask, **sent: str) -> tuple[dict[str, object], dict[str, object]]:
    with app.test_request_context("/", method="POST", data=MultiDict(sent)):
        form = make_settings_form(list(settings_declared_in(Tea)), VALUES)
        form.validate()
        errors = {name: list(words) for name, words in form.errors.items() if name != "csrf_token"}
        return errors, form.chosen_values()


@on_sqlite
def test_values_come_with_their_types(app: Flask) -> None:
    assert submit(app, **GOOD) == ({}, {"kind": "black", "cups": 3, "is_hot": False, "brand": "Tea"})


@on_sqlite
@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("cups", "", "Enter a number."),
        ("cups", "0", "Enter a number from 1 to 9."),
        ("cups", "many", "Enter a number from 1 to 9."),
        ("brand", "milk", "No tea."),
        ("brand", "Darjeeling", "At most 5 characters."),
        ("kind", "white", None),
    ],
)
def test_what_cannot_work_is_refused(app: Flask, field: str, text: str, words: str | None) -> None:
    errors, _values = submit(app, **{**GOOD, field: text})

    assert list(errors) == [field]
    assert words is None or words in errors[field]
