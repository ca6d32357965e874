"""Times in words."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_name
from flask_babel import format_date, format_time, format_timedelta
from flask_babel import gettext as _

from blog.text.language import site_language

UNIVERSAL = ("UTC", "Etc/UTC", "Etc/UCT", "Zulu")
"""For which Babel has no words."""


def say_moment(moment: datetime) -> str:
    """Return *moment* by the site's clock, such as "Monday, November 30, 2026 at 9:00 AM"."""
    return str(_("%(day)s at %(time)s", day=format_date(moment, "full"), time=format_time(moment, "short")))


def say_zone(zone: ZoneInfo) -> str:
    """Return what people call the site's time, such as "Central European Time"."""
    if zone.key in UNIVERSAL:
        return "UTC"
    return str(get_timezone_name(zone, locale=site_language().locale))


def say_distance(moment: datetime, now: datetime) -> str:
    """Return how far *moment* is from *now*, such as "in 2 days", to the minute."""
    minutes = round((moment - now).total_seconds() / 60)
    return str(format_timedelta(timedelta(minutes=minutes or 1), granularity="minute", add_direction=True))
