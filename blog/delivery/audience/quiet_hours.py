"""Times of digests and ends of quiet hours in a reader's time zone, correct across changes of its UTC offset.

A time of day that the clocks leave out is read with the offset before the
change, and one that comes twice is the first of the two; so each day has
exactly one digest. Source: RFC 5545 3.3.5.
"""

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MINUTES_AN_HOUR = 60
A_DAY = timedelta(days=1)
DAYS_AHEAD = 9
"""A week, and a day on either side, since a zone may leave out a whole day."""


def find_zone(name: str | None, otherwise: str) -> ZoneInfo:
    """Return the zone called *name*; without a name, or with an unknown one, *otherwise*."""
    for candidate in (name, otherwise):
        # A reader's zone may hold anything: zoneinfo raises KeyError, ValueError or OSError for what is none.
        with suppress(LookupError, ValueError, OSError):
            return ZoneInfo(candidate or "")
    return ZoneInfo("UTC")


def wall_time(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    """Return the moment, in UTC, at which clocks in *zone* show *minutes* after midnight of *day*."""
    clock = time(*divmod(minutes, MINUTES_AN_HOUR))
    return datetime.combine(day, clock, zone).astimezone(UTC)


def next_digest(after: datetime, zone: ZoneInfo, hour: int, weekday: int | None = None) -> datetime:
    """Return the first moment after *after* at which a digest leaves: at *hour*, on *weekday* (0: Monday) or daily."""
    today = after.astimezone(zone).date()
    days = (today + number * A_DAY for number in range(-1, DAYS_AHEAD))
    moments = (wall_time(day, hour * MINUTES_AN_HOUR, zone) for day in days if weekday in (None, day.weekday()))
    return next(moment for moment in moments if moment > after)


def end_of_quiet(moment: datetime, zone: ZoneInfo, quiet_from: int, quiet_until: int) -> datetime:
    """Return *moment*, or when it lies in the quiet hours their end; both in minutes after midnight.

    Hours that end before they begin lie across midnight; hours of no length are none.
    """
    today = moment.astimezone(zone).date()
    for day in (today - A_DAY, today):
        last_day = day + A_DAY if quiet_until < quiet_from else day
        end = wall_time(last_day, quiet_until, zone)
        if wall_time(day, quiet_from, zone) <= moment < end:
            return end
    return moment
