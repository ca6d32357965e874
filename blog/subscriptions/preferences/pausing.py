"""Pausing: no mail until a day, and nothing made up for afterwards."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from blog.models import Subscriber

LONGEST = timedelta(days=365)


class NotAhead(Exception):
    """The day is today or over."""


class TooFarAhead(Exception):
    """The day is more than a year ahead."""


def pause(subscriber: Subscriber, until: date, zone: ZoneInfo, now: datetime) -> None:
    """Send *subscriber* nothing but urgent alerts before the day *until* begins in *zone*.

    Raises:
        NotAhead: that day has begun.
        TooFarAhead: it is more than a year ahead.
    """
    today = now.astimezone(zone).date()
    if until <= today:
        raise NotAhead
    if until > today + LONGEST:
        raise TooFarAhead
    subscriber.paused_until = datetime.combine(until, time(), zone).astimezone(UTC)


def resume(subscriber: Subscriber) -> None:
    """End the pause now; what was published meanwhile is not sent."""
    subscriber.paused_until = None


def is_paused(subscriber: Subscriber, now: datetime) -> bool:
    """Return whether a pause is on."""
    return subscriber.paused_until is not None and subscriber.paused_until > now
