"""A form has a field for each setting, which keeps what cannot work from being stored."""

from dataclasses import dataclass

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from blog.site.settings.setting_forms import make_settings_form
from blog.web.site_identity.setting_declaration import SettingKind, setting, settings_declared_in
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


@dataclass(frozen=True, kw_only=True)
class Pot:
    """A setting that people write in several ways, and a text."""

    colour: str = setting(
        "", "Colour", max_length=8, tidy=str.lower, check=lambda text: "No." if text != "red" else None
    )
    words: str = setting("", "Words", kind=SettingKind.TEXT)


@on_sqlite
@pytest.mark.parametrize(
    ("sent", "kept", "faulty"),
    [
        ({"colour": " RED "}, {"colour": "red", "words": ""}, []),
        ({"colour": "Blue"}, {"colour": "blue", "words": ""}, ["colour"]),
        ({"colour": "RED " * 9}, {"colour": ("RED " * 9).strip(), "words": ""}, ["colour"]),
        ({"words": " \u200b\n\u2800 "}, {"colour": "", "words": ""}, []),
    ],
)
def test_a_value_is_what_is_meant(app: Flask, sent: dict[str, str], kept: dict[str, str], faulty: list[str]) -> None:
    with app.test_request_context("/", method="POST", data=MultiDict(sent)):
        form = make_settings_form(list(settings_declared_in(Pot)), {"colour": "", "words": ""})
        form.validate()

        assert form.chosen_values() == kept
        assert [name for name in form.errors if name != "csrf_token"] == faulty
