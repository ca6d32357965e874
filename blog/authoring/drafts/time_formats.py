"""Localised times for people: moment, time zone, distance."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_name
from flask_babel import format_date, format_time, format_timedelta
from flask_babel import gettext as _

from blog.text.language import site_language

UTC_ZONES = ("UTC", "Etc/UTC", "Etc/UCT", "Zulu")
"""Zones for which Babel has no name."""


def format_moment(moment: datetime) -> str:
    """Return *moment* in the site's time zone, such as "Monday, November 30, 2026 at 9:00 AM"."""
    return str(_("%(day)s at %(time)s", day=format_date(moment, "full"), time=format_time(moment, "short")))


def format_zone(zone: ZoneInfo) -> str:
    """Return the name of a time zone, such as "Central European Time"."""
    if zone.key in UTC_ZONES:
        return "UTC"
    return str(get_timezone_name(zone, locale=site_language().locale))


def format_distance(moment: datetime, now: datetime) -> str:
    """Return how far *moment* is from *now*, such as "in 2 days", to the minute."""
    minutes = round((moment - now).total_seconds() / 60)
    return str(format_timedelta(timedelta(minutes=minutes or 1), granularity="minute", add_direction=True))
