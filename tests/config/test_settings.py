"""Settings are typed, frozen, and silent about secrets."""

from dataclasses import FrozenInstanceError, replace

import pytest
from flask import Flask

from blog.config.settings import SETTINGS, Settings, current_settings, settings_of
from tests.databases import on_sqlite

SECRETS = [setting for setting in SETTINGS if setting.meaning.endswith("Secret.")]


@pytest.mark.parametrize("setting", SECRETS, ids=lambda setting: setting.name)
def test_a_secret_has_no_default_and_is_not_printed(setting: object) -> None:
    settings = replace(Settings(), **{setting.field: "s3cret-value"})

    assert not setting.default
    assert "s3cret-value" not in repr(settings)


def test_settings_do_not_change_while_the_site_runs() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().site_name = "Other"


@pytest.mark.parametrize(("url", "is_https"), [("https://a.example", True), ("http://a.example", False), ("", False)])
def test_the_address_says_whether_it_is_encrypted(url: str, is_https: bool) -> None:
    assert Settings(base_url=url).is_https == is_https


def test_every_setting_has_its_value_by_its_upper_case_name() -> None:
    values = Settings(site_name="Post").by_name()

    assert values["SITE_NAME"] == "Post"
    assert set(values) == {setting.name for setting in SETTINGS}


@on_sqlite
def test_the_running_application_has_its_settings(app: Flask) -> None:
    assert current_settings() is settings_of(app)
