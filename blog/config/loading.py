"""From the environment to app.config: read, parsed, completed and checked."""

import difflib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from flask import Flask

from blog.config.checks import find_faults
from blog.config.locations import default_instance_folder
from blog.config.secret_key import kept_secret
from blog.config.settings import SETTINGS, Setting


class ConfigurationError(Exception):
    """The settings do not allow a start; the message says what to do, a sentence a fault."""


def instance_path(overrides: Mapping[str, Any] | None = None) -> str:
    """Return the absolute path of instance/: the one that the settings name, or the default."""
    chosen = (overrides or {}).get("INSTANCE_PATH") or os.environ.get("BLOG_INSTANCE_PATH")
    return str(Path(chosen).absolute() if chosen else default_instance_folder())


def configure(app: Flask, overrides: Mapping[str, Any] | None = None) -> None:
    """Fill app.config from defaults, BLOG_* variables and *overrides*, in that order.

    Raises:
        ConfigurationError: a value does not parse, a name is unknown, or the
            settings are unsafe for a production run.
    """
    app.config.update({setting.name: setting.default for setting in SETTINGS})
    app.config.update(read_environment(os.environ))
    app.config.update(overrides or {})
    derive(app)
    faults = find_faults(app.config)
    if faults:
        raise ConfigurationError("\n".join(faults))


def read_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    """Return the settings that *environ* names with BLOG_, parsed to their types."""
    known = {setting.name: setting for setting in SETTINGS}
    found: dict[str, Any] = {}
    for variable, text in environ.items():
        name = variable.removeprefix("BLOG_")
        if name != variable:
            if name not in known:
                raise ConfigurationError(unknown_setting(variable, known))
            found[name] = parse(known[name], text)
    return found


def unknown_setting(variable: str, known: Mapping[str, Setting]) -> str:
    """Return the sentence about a variable that names no setting."""
    near = difflib.get_close_matches(variable, [f"BLOG_{name}" for name in known], n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    return f"{variable} is not a setting.{hint}"


def parse(setting: Setting, text: str) -> str | int | float | bool | None:
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


def derive(app: Flask) -> None:
    """Set what Flask and its extensions read under names of their own."""
    config = app.config
    if config["DEVELOPMENT"] and not config["SECRET_KEY"]:
        config["SECRET_KEY"] = kept_secret(Path(app.instance_path))
    config["BASE_URL"] = (config["BASE_URL"] or (config["DEVELOPMENT"] and "http://127.0.0.1:8000") or "").rstrip("/")
    config["SQLALCHEMY_DATABASE_URI"] = database_url(config["DATABASE_URL"], Path(app.instance_path))
    base = split_address(config["BASE_URL"])
    is_https = base.scheme == "https"
    config["PREFERRED_URL_SCHEME"] = base.scheme or "https"
    config["TRUSTED_HOSTS"] = trusted_hosts(base.hostname, config["TRUSTED_HOSTS"])
    config["SESSION_COOKIE_NAME"] = "__Host-session" if is_https else "session"
    config["SESSION_COOKIE_SECURE"] = is_https
    config["SESSION_COOKIE_HTTPONLY"] = True
    config["SESSION_COOKIE_SAMESITE"] = "Lax"
    config["WTF_CSRF_CHECK_DEFAULT"] = False
    config["WTF_CSRF_TIME_LIMIT"] = None
    config["WTF_CSRF_SSL_STRICT"] = False
    config["BABEL_DEFAULT_LOCALE"] = config["LANGUAGE"].replace("-", "_")
    config["BABEL_DEFAULT_TIMEZONE"] = config["TIMEZONE"]
    config.setdefault("MAIL_SUPPRESS_SEND", False)
    # An error in the log must not quote what somebody sent.
    is_postgres = config["SQLALCHEMY_DATABASE_URI"].startswith("postgresql")
    options = {"hide_parameters": not config["DEVELOPMENT"], "pool_pre_ping": is_postgres}
    config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", options)


def split_address(url: str) -> SplitResult:
    """Return the parts of *url*.

    Raises:
        ConfigurationError: it has none.
    """
    try:
        return urlsplit(url)
    except ValueError:
        raise ConfigurationError(f"BLOG_BASE_URL is no address: {url!r}.") from None


def database_url(url: str | None, instance: Path) -> str:
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
