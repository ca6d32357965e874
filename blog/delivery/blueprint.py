"""The blueprint of the room, and its template filters."""

from datetime import datetime, timedelta

from flask import Blueprint
from flask_babel import format_decimal, format_time, format_timedelta

from blog.web.observability.masking import mask

blueprint = Blueprint("delivery", __name__)
blueprint.add_app_template_filter(mask, "masked")


@blueprint.app_template_filter("duration")
def duration(value: timedelta) -> str:
    """Return a duration in words of the page's language, such as "3 minutes"."""
    return str(format_timedelta(value))


@blueprint.app_template_filter("clocktime")
def clocktime(value: datetime) -> str:
    """Return time of day, to the second, and zone in the format of the page's language."""
    return str(format_time(value, "long"))


@blueprint.app_template_filter("headcount")
def format_headcount(count: int, *, is_estimate: object = False) -> str:
    """Return *count* as it is written in the language of the site; an estimate is rounded, behind ≈."""
    return f"≈\N{NO-BREAK SPACE}{format_decimal(round_estimate(count))}" if is_estimate else format_decimal(count)


def round_estimate(count: int) -> int:
    """Return *count* with two figures that count, which is as much as a sample tells."""
    return round(count, 2 - len(str(count)))
