"""How settings are declared."""

from dataclasses import dataclass
from typing import Literal

import pytest

from blog.config.declaration import Value, declare, settings_in
from blog.config.settings import SETTINGS, Settings


@dataclass(frozen=True)
class Few:
    """Settings of a test."""

    colour: Literal["red", "blue"] = declare("red", "red or blue", "A colour.")
    count: int = declare(3, "count", "A number.")
    pause: float = declare(1.5, "seconds", "A time.", may_be_zero=True)
    key: str | None = declare(None, "text", "A key. Secret.", check=lambda text: f"{len(text)} is short.")


BY_NAME = {setting.name: setting for setting in settings_in(Few)}


def test_one_declaration_says_all_about_a_setting() -> None:
    colour = BY_NAME["COLOUR"]

    assert list(BY_NAME) == ["COLOUR", "COUNT", "PAUSE", "KEY"]
    assert (colour.field, colour.default, colour.unit) == ("colour", "red", "red or blue")
    assert colour.choices == ("red", "blue")


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("COLOUR", "blue", None),
        ("COLOUR", "green", "BLOG_COLOUR must be red or blue, not 'green'."),
        ("COUNT", 0, "BLOG_COUNT must be more than 0, not 0."),
        ("COUNT", 1, None),
        ("PAUSE", 0.0, None),
        ("PAUSE", -0.5, "BLOG_PAUSE must be 0 or more, not -0.5."),
        ("KEY", None, None),
        ("KEY", "", None),
        ("KEY", "abc", "3 is short."),
    ],
)
def test_a_value_that_cannot_work_is_named(name: str, value: Value, fault: str | None) -> None:
    assert BY_NAME[name].fault(value) == fault


def test_no_secret_is_written_with_the_settings() -> None:
    secrets = {setting.field: "hidden-word" for setting in SETTINGS if "Secret." in setting.meaning}

    assert len(secrets) >= 6
    assert "hidden-word" not in repr(Settings(**secrets))


def test_every_default_is_a_value_that_works() -> None:
    assert {s.name for s in SETTINGS if s.choices and s.default not in s.choices} == set()
    assert {s.name for s in SETTINGS if s.default == 0 and type(s.default) is not bool and not s.may_be_zero} == set()
