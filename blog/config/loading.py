"""From the environment to the settings and app.config: read, parsed, completed and checked."""

import difflib
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

import click
from flask import Flask

from blog.config.catalogues import catalogue_fault, catalogue_folders
from blog.config.checks import find_faults
from blog.config.declaration import Setting, Value
from blog.config.locations import default_instance_folder
from blog.config.secret_key import load_or_create_secret
from blog.config.settings import SETTINGS, Settings
from blog.config.value_checks import split_names

CONNECT_SECONDS = 5
"""That a new connection to Postgres may take."""
KNOWN = {setting.name: setting for setting in SETTINGS}


class ConfigurationError(click.ClickException):
    """The settings do not allow a start; the message says what to do, a sentence a fault.

    A command ends with these sentences alone.
    """


def instance_path(overrides: Mapping[str, Any] | None = None) -> str:
    """Return the absolute path of instance/: the one that the settings name, or the default."""
    chosen = (overrides or {}).get("INSTANCE_PATH") or os.environ.get("BLOG_INSTANCE_PATH")
    return str(Path(chosen).absolute() if chosen else default_instance_folder())


def configure(app: Flask, overrides: Mapping[str, Any] | None = None) -> None:
    """Give *app* its settings from defaults, BLOG_* variables and *overrides*, in that order.

    Names in *overrides* that are none of ours go to app.config alone: they are
    those of Flask and its extensions.

    Raises:
        ConfigurationError: a value does not parse, a name is unknown, or the
            settings are unsafe for a production run.
    """
    given = overrides or {}
    app.config.update({name: value for name, value in given.items() if name not in KNOWN})
    ours = {name: accept(KNOWN[name], value) for name, value in given.items() if name in KNOWN}
    settings = make_settings({**read_environment(os.environ), **ours}, Path(app.instance_path))
    faults = [*find_faults(settings, is_testing=app.testing, is_debug=app.debug), *language_faults(app, settings)]
    if faults:
        raise ConfigurationError("\n".join(faults))
    apply_settings(app, settings)


def language_faults(app: Flask, settings: Settings) -> list[str]:
    """Return the faults of valid language tags for which *app* has no catalogue."""
    tags = {"LANGUAGE": [settings.language], "LANGUAGES": split_names(settings.languages)}
    return [
        fault
        for name, named in tags.items()
        if not KNOWN[name].fault(getattr(settings, name.lower()))  # Another sentence says so.
        for tag in named
        if (fault := catalogue_fault(tag, catalogue_folders(app), f"BLOG_{name}"))
    ]


def make_settings(values: Mapping[str, Value], instance: Path) -> Settings:
    """Return the settings with *values* by upper-case name, completed with what follows from them and *instance*.

    Raises:
        ConfigurationError: the base address cannot be read at all.
    """
    given: dict[str, Any] = {name.lower(): value for name, value in values.items()}
    settings = Settings(**given, given=frozenset(name for name, value in values.items() if value is not None))
    is_development = settings.development
    secret = settings.secret_key or (load_or_create_secret(instance) if is_development else "")
    base = settings.base_url or ("http://127.0.0.1:8000" if is_development else "")
    split_address(base)
    url = database_url(settings.database_url, instance)
    return replace(settings, secret_key=secret, base_url=base.rstrip("/"), database_url=url)


def apply_settings(app: Flask, settings: Settings) -> None:
    """Let *app* run with *settings*, and write what Flask and its extensions read of them to app.config."""
    app.extensions["settings"] = settings
    app.config.update(settings.by_name())
    app.config.update(flask_config(settings))
    app.config.setdefault("MAIL_SUPPRESS_SEND", False)
    # An error in the log must not quote the values of a statement.
    is_postgres = settings.database_url.startswith("postgresql")
    options: dict[str, Any] = {"hide_parameters": not settings.development, "pool_pre_ping": is_postgres}
    if is_postgres:
        options["connect_args"] = {"connect_timeout": CONNECT_SECONDS}
    app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", options)


def accept(setting: Setting, value: Any) -> Value:
    """Return *value*, handed to create_app, as the type of the setting; None means the default.

    Raises:
        ConfigurationError: it is of another type, or a text that does not parse.
    """
    kind = type(setting.default) if setting.default is not None else str
    if value is None:
        return setting.default
    if kind is str and isinstance(value, str | os.PathLike):
        return os.fspath(value)
    if isinstance(value, str):
        return parse(setting, value)
    if isinstance(value, kind) and isinstance(value, bool) == (kind is bool):
        return value
    if kind is float and type(value) is int:
        return float(value)
    raise ConfigurationError(f"BLOG_{setting.name} must be a {kind.__name__} ({setting.unit}).")


def read_environment(environ: Mapping[str, str]) -> dict[str, Value]:
    """Return the settings that *environ* names with BLOG_, parsed to their types; an empty one is not set."""
    found: dict[str, Value] = {}
    for variable, text in environ.items():
        name = variable.removeprefix("BLOG_")
        if name != variable:
            if name not in KNOWN:
                raise ConfigurationError(unknown_setting(variable))
            if text:
                found[name] = parse(KNOWN[name], text)
    return found


def unknown_setting(variable: str) -> str:
    """Return the sentence about a variable that names no setting."""
    near = difflib.get_close_matches(variable, [f"BLOG_{name}" for name in KNOWN], n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    return f"{variable} is not a setting.{hint}"


def parse(setting: Setting, text: str) -> Value:
    """Return *text* as the type of the setting's default; empty means the default."""
    if text == "":
        return setting.default
    if isinstance(setting.default, bool):
        return parse_switch(setting, text)
    if isinstance(setting.default, int | float):
        try:
            return type(setting.default)(text)
        except ValueError:
            raise ConfigurationError(f"BLOG_{setting.name} must be a number ({setting.unit}), not {text!r}.") from None
    return text


def parse_switch(setting: Setting, text: str) -> bool:
    """Return a switch written as 0 or 1, false or true, no or yes, off or on."""
    words = {"0": False, "false": False, "no": False, "off": False, "1": True, "true": True, "yes": True, "on": True}
    try:
        return words[text.casefold()]
    except KeyError:
        raise ConfigurationError(f"BLOG_{setting.name} must be 0 or 1, not {text!r}.") from None


def flask_config(settings: Settings) -> dict[str, Any]:
    """Return what Flask and its extensions read under names of their own."""
    base = split_address(settings.base_url)
    return {
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "PREFERRED_URL_SCHEME": base.scheme or "https",
        "TRUSTED_HOSTS": trusted_hosts(base.hostname, settings.trusted_hosts),
        "SESSION_COOKIE_NAME": "__Host-session" if settings.is_https else "session",
        "SESSION_COOKIE_SECURE": settings.is_https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "WTF_CSRF_CHECK_DEFAULT": False,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,
        "BABEL_DEFAULT_LOCALE": settings.language.replace("-", "_"),
        "BABEL_DEFAULT_TIMEZONE": settings.timezone,
    }


def split_address(url: str) -> SplitResult:
    """Return the parts of *url*.

    Raises:
        ConfigurationError: it has none.
    """
    try:
        return urlsplit(url)
    except ValueError:
        raise ConfigurationError(f"BLOG_BASE_URL is no address: {url!r}.") from None


def database_url(url: str, instance: Path) -> str:
    """Return the SQLAlchemy URL: psycopg for any Postgres URL, a file in *instance* for none."""
    if not url:
        return f"sqlite:///{instance / 'blog.sqlite3'}"
    scheme, _, rest = url.partition("://")
    return f"postgresql+psycopg://{rest}" if scheme in {"postgres", "postgresql"} else url


def trusted_hosts(base_host: str | None, more: str) -> list[str]:
    """Return the host names that requests may carry; a base address on loopback trusts all of it."""
    names = [name.strip() for name in more.split(",") if name.strip()]
    if base_host in {"127.0.0.1", "localhost", "::1"}:
        names += ["127.0.0.1", "localhost", "[::1]"]
    elif base_host:
        names.append(base_host)
    return names
