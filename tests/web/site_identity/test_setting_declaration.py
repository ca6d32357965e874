"""A setting says by itself what it is, what fixes it and what it accepts."""

from dataclasses import dataclass

import pytest

from blog.config.settings import Settings
from blog.web.site_identity.setting_declaration import DeclaredSetting, SettingKind, setting, settings_declared_in


@dataclass(frozen=True, kw_only=True)
class Tea:
    """Settings of a test."""

    kind: str = setting("green", "Kind", choices=[("green", "Green"), ("black", "Black")])
    cups: int = setting(2, "Cups")
    is_hot: bool = setting(True, "Hot")
    brand: str = setting("", "Brand", environment="SITE_NAME")


DECLARED: dict[str, DeclaredSetting] = {one.key: one for one in settings_declared_in(Tea)}


def test_its_type_says_how_it_is_entered() -> None:
    assert [one.kind for one in DECLARED.values()] == [
        SettingKind.CHOICE,
        SettingKind.NUMBER,
        SettingKind.SWITCH,
        SettingKind.LINE,
    ]


@pytest.mark.parametrize(
    ("key", "value", "is_accepted"),
    [
        ("kind", "black", True),
        ("kind", "white", False),
        ("cups", True, False),
        ("cups", 3, True),
        ("brand", None, False),
    ],
)
def test_only_a_fitting_value_is_accepted(key: str, value: object, is_accepted: bool) -> None:
    assert DECLARED[key].accepts(value) is is_accepted


def test_what_the_server_sets_fixes_it() -> None:
    brand = DECLARED["brand"]

    assert [brand.is_fixed(one) for one in (Settings(), Settings(site_name="Post"))] == [False, True]
    assert brand.is_fixed(Settings(given=frozenset({"SITE_NAME"})))
    assert brand.server_value(Settings(site_name="Post")) == "Post"
    assert DECLARED["cups"].server_value(Settings()) == 2
    assert not DECLARED["cups"].is_fixed(Settings())
