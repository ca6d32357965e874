"""The blueprint of this room; its views register with it."""

from datetime import datetime, timedelta

from flask import Blueprint
from flask_babel import format_time, format_timedelta

from blog.web.logs import mask

blueprint = Blueprint("delivery", __name__)
blueprint.add_app_template_filter(mask, "masked")


@blueprint.app_template_filter("duration")
def duration(value: timedelta) -> str:
    """Return a length of time as people say it, such as "3 minutes"."""
    return str(format_timedelta(value))


@blueprint.app_template_filter("clocktime")
def clocktime(value: datetime) -> str:
    """Return the time of day to the second and its zone, as the site's language writes them."""
    return str(format_time(value, "long"))
