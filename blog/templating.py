"""What every template may use: dates, the site's name, the reader's choices, the topics of the masthead."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from babel.dates import format_skeleton, get_datetime_format
from flask import Flask, current_app, request
from flask_babel import format_date, format_datetime, format_time, get_locale, get_timezone
from sqlalchemy import exists

from blog.choices import Choices, read_choices
from blog.database import db
from blog.extensions import links
from blog.links import is_local_path
from blog.models import Article, ArticleState, Topic, article_topics

PUBLISHED = ArticleState.PUBLISHED
MOST_TOPICS = 12
"""More do not fit a masthead; the archive and search lead to the rest."""


def init_templates(app: Flask) -> None:
    """Give templates the filters and values named here."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(day=day, moment=moment, iso=iso, absolute=absolute)
    app.jinja_env.filters.update(month_name=month_name, month_and_year=month_and_year)
    app.jinja_env.globals.update(masthead_topics=masthead_topics, here=here)
    app.context_processor(common_values)


def common_values() -> dict[str, Any]:
    """Return what each page shows: site name and tagline, language, and what the reader chose."""
    config = current_app.config
    locale = get_locale()
    return {
        "site_name": config["SITE_NAME"],
        "site_tagline": config["SITE_TAGLINE"],
        "base_url": config["BASE_URL"],
        "language": str(locale or "en").replace("_", "-"),
        "direction": locale.text_direction if locale else "ltr",
        "choices": read_choices(request.cookies) if request else Choices(),
    }


def masthead_topics() -> Sequence[Topic]:
    """Return the topics under which something is published, by name.

    The masthead calls it, so that pages without one, such as the page for a
    database that is down, ask for nothing.
    """
    filed = article_topics.c
    is_public = exists().where(filed.topic_id == Topic.id, filed.article_id == Article.id, Article.state == PUBLISHED)
    return db.session.scalars(Topic.by_name().where(is_public).limit(MOST_TOPICS)).all()


def here() -> str:
    """Return the path of this page, with its query, for a form that leads back to it."""
    path = request.full_path.rstrip("?")
    return path if is_local_path(path) else "/"


def absolute(path: str) -> str:
    """Return the public address of *path*, whatever host the request named (defences D12)."""
    return links().absolute(path)


def day(value: datetime) -> str:
    """Return the date as the site's language writes it, such as "March 3, 2026"."""
    return str(format_date(value, "long"))


def moment(value: datetime) -> str:
    """Return date, time and zone as the site's language writes them, such as "March 3, 2026 at 9:30 AM UTC"."""
    pattern = str(get_datetime_format("long", locale=get_locale())).replace("'", "")
    time = f"{format_time(value, 'short')} {format_datetime(value, 'z')}"
    return pattern.replace("{1}", day(value)).replace("{0}", time)


def month_name(value: datetime) -> str:
    """Return the name of the month as it stands alone, such as "March"."""
    return str(format_date(value, "LLLL"))


def month_and_year(value: datetime) -> str:
    """Return month and year as the site's language writes them, such as "March 2026"."""
    return str(format_skeleton("yMMMM", value, tzinfo=get_timezone(), locale=get_locale()))


def iso(value: datetime) -> str:
    """Return the machine-readable time for a datetime attribute (RFC 3339)."""
    return value.isoformat(timespec="seconds").replace("+00:00", "Z")
