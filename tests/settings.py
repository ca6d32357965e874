"""Other settings for a test."""

from dataclasses import replace
from typing import Any

from flask import Flask

from blog.config.loading import apply_settings
from blog.config.settings import Settings, settings_of


def change_settings(app: Flask, **changes: Any) -> None:
    """Let *app* run with other settings, named as attributes; the fixture that made it takes them back."""
    apply_settings(app, replace(settings_of(app), **changes))


def named(base: Settings | None = None, **values: Any) -> Settings:
    """Return *base*, or the defaults, with *values* by upper-case names."""
    return replace(base or Settings(), **{name.lower(): value for name, value in values.items()})
