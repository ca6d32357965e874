"""What every template may use: dates, the site's name, the reader's choices."""

from datetime import datetime
from typing import Any

from flask import Flask, current_app, request
from flask_babel import format_date, format_datetime, get_locale

from blog.choices import Choices, read_choices


def init_templates(app: Flask) -> None:
    """Give templates the filters and values named here."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(day=day, moment=moment, iso=iso)
    app.context_processor(common_values)


def common_values() -> dict[str, Any]:
    """Return what each page shows: site name and tagline, language, and what the reader chose."""
    config = current_app.config
    return {
        "site_name": config["SITE_NAME"],
        "site_tagline": config["SITE_TAGLINE"],
        "base_url": config["BASE_URL"],
        "language": str(get_locale() or "en").replace("_", "-"),
        "choices": read_choices(request.cookies) if request else Choices(),
    }


def day(value: datetime) -> str:
    """Return the date as the site's language writes it, such as "3 March 2026"."""
    return str(format_date(value, "long"))


def moment(value: datetime) -> str:
    """Return date and time in the site's zone."""
    return str(format_datetime(value, "medium"))


def iso(value: datetime) -> str:
    """Return the machine-readable time for a datetime attribute (RFC 3339)."""
    return value.isoformat(timespec="seconds").replace("+00:00", "Z")
