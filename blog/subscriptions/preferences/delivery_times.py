"""When a subscriber wants mail: time zone, quiet hours, levels and pause."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from blog.models import LowChoice, Subscriber, UrgentChoice

MAX_PAUSE = timedelta(days=365)


class PauseNotAhead(Exception):
    """The day is today or over."""


class PauseTooLong(Exception):
    """The day is more than a year ahead."""


@dataclass(frozen=True)
class QuietHours:
    """Quiet hours in minutes after midnight, and the zone of all times of a subscriber."""

    quiet_from: int | None
    quiet_until: int | None
    zone: str | None
    """IANA name; None means the site's zone."""


def zone_of(subscriber: Subscriber, site_zone: str) -> ZoneInfo:
    """Return the zone of *subscriber*, the zone of the site when none is set or it no longer exists."""
    try:
        return ZoneInfo(subscriber.timezone or site_zone)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(site_zone)


def set_hours(subscriber: Subscriber, hours: QuietHours) -> None:
    """Set quiet hours and zone of *subscriber*."""
    subscriber.quiet_from, subscriber.quiet_until = hours.quiet_from, hours.quiet_until
    subscriber.timezone = hours.zone


def set_levels(subscriber: Subscriber, urgent: UrgentChoice, low: LowChoice) -> None:
    """Set what *subscriber* wants of urgent and of minor alerts."""
    subscriber.urgent_choice, subscriber.low_choice = urgent, low


def pause(subscriber: Subscriber, until: date, zone: ZoneInfo, now: datetime) -> None:
    """Send *subscriber* nothing but urgent alerts before the day *until* begins in *zone*.

    Raises:
        PauseNotAhead: that day has begun.
        PauseTooLong: it is more than a year ahead.
    """
    today = now.astimezone(zone).date()
    if until <= today:
        raise PauseNotAhead
    if until > today + MAX_PAUSE:
        raise PauseTooLong
    subscriber.paused_until = datetime.combine(until, time(), zone).astimezone(UTC)


def resume(subscriber: Subscriber) -> None:
    """End the pause now; what was published during it is not sent."""
    subscriber.paused_until = None


def is_paused(subscriber: Subscriber, now: datetime) -> bool:
    """Return whether a pause is on."""
    return subscriber.paused_until is not None and subscriber.paused_until > now
