"""Localised times for people: moment, time zone, distance."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton, get_timezone_name
from flask_babel import format_date, format_time, format_timedelta, ngettext
from flask_babel import gettext as _

from blog.text.language import page_language

UTC_ZONES = ("UTC", "Etc/UTC", "Etc/UCT", "Zulu")
"""Zones for which Babel has no name."""
HOUR, DAY, WEEK = 60, 24 * 60, 7
"""Minutes of an hour and of a day, days of a week."""


def format_moment(moment: datetime) -> str:
    """Return *moment* in the site's time zone, such as "Monday, November 30, 2026 at 9:00 AM"."""
    return str(_("%(day)s at %(time)s", day=format_date(moment, "full"), time=format_time(moment, "short")))


def format_zone(zone: ZoneInfo) -> str:
    """Return the name of a time zone, such as "Central European Time"."""
    if zone.key in UTC_ZONES:
        return "UTC"
    return str(get_timezone_name(zone, locale=page_language().locale))


def format_distance(moment: datetime, now: datetime) -> str:
    """Return how far *moment* is from *now*, such as "in 2 days", to the minute."""
    minutes = round((moment - now).total_seconds() / 60)
    return str(format_timedelta(timedelta(minutes=minutes or 1), granularity="minute", add_direction=True))


def format_weekday(moment: datetime) -> str:
    """Return the day of *moment* without its year, such as "Monday, November 30"."""
    day = format_skeleton("MMMMd", in_zone(moment), locale=page_language().locale)
    return str(_("%(weekday)s, %(day)s", weekday=format_date(moment, "EEEE"), day=day))


def format_day(moment: datetime, now: datetime) -> str:
    """Return the day of *moment*, which is to come: "Today", "Tomorrow", or such as "Friday, December 4".

    It has its year where that is not the one of *now*.
    """
    day, today = in_zone(moment).date(), in_zone(now).date()
    names = {0: _("Today"), 1: _("Tomorrow")}
    written = format_weekday(moment) if day.year == today.year else format_date(moment, "full")
    return str(names.get((day - today).days, written))


def format_clock(moment: datetime) -> str:
    """Return the time of day of *moment* in the site's time zone, such as "8:52 PM"."""
    return str(format_time(moment, "short"))


def format_ago(moment: datetime, now: datetime) -> str:
    """Return how long ago *moment* was, such as "2 h ago", or after six days the date.

    What is still to come is written as day and time.
    """
    minutes = int((now - moment).total_seconds() // 60)
    if minutes < 0:
        return format_coming(moment, now)
    if minutes < 1:
        return str(_("just now"))
    if minutes < HOUR:
        return str(_("%(number)s min ago", number=minutes))
    if minutes < DAY:
        return str(_("%(number)s h ago", number=minutes // HOUR))
    days = minutes // DAY
    return str(ngettext("%(num)d day ago", "%(num)d days ago", days)) if days < WEEK else format_short_day(moment, now)


def format_coming(moment: datetime, now: datetime) -> str:
    """Return when *moment* comes: "6:30 AM" on the day itself, "Fri 6:30 AM" within six days, else the date."""
    here, today = in_zone(moment), in_zone(now).date()
    days = (here.date() - today).days
    if days >= WEEK:
        return format_short_day(moment, now)
    day = format_date(moment, "EEE")
    return str(_("%(day)s %(time)s", day=day, time=format_clock(moment))) if days else format_clock(moment)


def format_short_day(moment: datetime, now: datetime) -> str:
    """Return the date of *moment*, such as "Nov 14", with the year where it is not that of *now*."""
    here = in_zone(moment)
    skeleton = "MMMd" if here.year == in_zone(now).year else "yMMMd"
    return str(format_skeleton(skeleton, here, locale=page_language().locale))


def in_zone(moment: datetime) -> datetime:
    """Return *moment* in the site's time zone."""
    return moment.astimezone(page_language().zone)
