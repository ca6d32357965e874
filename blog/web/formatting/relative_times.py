"""A time as a newspaper says it: "2 hours ago" on the day, "Yesterday", then the date; and until when that holds."""

from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple

from babel.dates import format_date, format_skeleton, format_time, format_timedelta
from flask_babel import gettext as _

from blog.text.language import Language, page_language
from blog.web.cache.cacheable import keep_until
from blog.web.clock import read_clock
from blog.web.formatting.memoized import write_day

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class RelativeTime(NamedTuple):
    """The words for a time, and when others take their place; None for never."""

    text: str
    until: datetime | None


def relative(value: datetime) -> RelativeTime:
    """Return *value* as it is said now; the page that prints it is not kept longer than the words are true."""
    return kept(write_relative(value, read_clock(), page_language()))


def relative_with_clock(value: datetime) -> RelativeTime:
    """Return *value* with its time of day, such as "Yesterday, 8:45 PM", for the page of the article itself."""
    return kept(write_with_clock(value, read_clock(), page_language()))


def today() -> str:
    """Return the date of today with its weekday; the page that prints it is not kept beyond midnight."""
    now, language = read_clock(), page_language()
    text = format_date(now.astimezone(language.zone), "full", locale=language.locale)
    return kept(RelativeTime(str(text), days_after(now, 1, language))).text


def clock_today(value: datetime) -> str:
    """Return the time of day of *value* if that is today, else an empty string."""
    now, language = read_clock(), page_language()
    is_today = days_between(value, now, language) == 0
    return str(format_time(value, "short", tzinfo=language.zone, locale=language.locale)) if is_today else ""


def kept(written: RelativeTime) -> RelativeTime:
    """Return *written*, and let the page end when it does."""
    if written.until is not None:
        keep_until(written.until)
    return written


def write_relative(value: datetime, now: datetime, language: Language) -> RelativeTime:
    """Return the words for *value*, a time in the past; what is still to come has just happened."""
    days = days_between(value, now, language)
    if days > 1:
        return write_date(value, now, language)
    if days == 1:
        return RelativeTime(str(_("Yesterday")), days_after(now, 1, language))
    return write_age(value, now, language)


def write_with_clock(value: datetime, now: datetime, language: Language) -> RelativeTime:
    """Return day and time of *value*, without a zone."""
    clock = str(format_time(value, "short", tzinfo=language.zone, locale=language.locale))
    days = days_between(value, now, language)
    if days > 1:
        date, until = write_date(value, now, language)
        return RelativeTime(str(_("%(day)s, %(time)s", day=date, time=clock)), until)
    words = _("Yesterday, %(time)s", time=clock) if days == 1 else _("Today, %(time)s", time=clock)
    return RelativeTime(str(words), days_after(now, 1, language))


def write_age(value: datetime, now: datetime, language: Language) -> RelativeTime:
    """Return how long ago *value* was, in whole minutes or hours, on its own day."""
    age, midnight = now - value, days_after(now, 1, language)
    if age < MINUTE:
        return RelativeTime(str(_("Just now")), min(value + MINUTE, midnight))
    unit = HOUR if age >= HOUR else MINUTE
    whole = age // unit * unit
    text = format_timedelta(-whole, threshold=1, add_direction=True, locale=language.locale)
    return RelativeTime(str(text), min(value + whole + unit, midnight))


def write_date(value: datetime, now: datetime, language: Language) -> RelativeTime:
    """Return the date of *value*, with its year only where it is another one."""
    local, present = value.astimezone(language.zone), now.astimezone(language.zone)
    if local.year != present.year:
        return RelativeTime(write_day(value, language.zone, language.code), None)
    text = format_skeleton("MMMMd", value, tzinfo=language.zone, locale=language.locale)
    new_year = datetime(present.year + 1, 1, 1, tzinfo=language.zone)
    return RelativeTime(str(text), new_year.astimezone(UTC))


def days_between(value: datetime, now: datetime, language: Language) -> int:
    """Return how many midnights of the site's zone lie between the two."""
    return (now.astimezone(language.zone).date() - value.astimezone(language.zone).date()).days


def days_after(now: datetime, count: int, language: Language) -> datetime:
    """Return the midnight of the site's zone that begins the day *count* days after *now*."""
    date = now.astimezone(language.zone).date() + count * DAY
    return datetime.combine(date, time.min, language.zone).astimezone(UTC)
