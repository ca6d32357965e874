"""Times as programs and spreadsheets write them: ISO 8601, RFC 5322, Unix time, and the dates of some countries."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache, lru_cache

from babel.dates import get_month_names

from blog.subscriptions.import_export.programs.column_names import fold_word

ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?"
    r"(?:\s+(?:UTC|GMT|[A-Z]{3,4}|[+-]\d{2,4}))?",
    re.IGNORECASE,
)
"""ISO 8601 and RFC 3339; with " UTC" behind, as beehiiv has it; with nanoseconds, offset and zone, as Go prints it."""
CLOCK = r"(?:[,T]?\s*(?:um |à |a las |at )?(\d{1,2})[:.h](\d\d)(?:[:.](\d\d))?\s*(?:Uhr)?\s*([AaPp]\.?[Mm]\.?)?)?"
NUMERIC = re.compile(rf"(\d{{1,4}})([./-])(\d{{1,2}})\2(\d{{2,4}}){CLOCK}")
WORDY = re.compile(
    rf"(?:[^\W\d]+,?\s+)?(\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?\s+(?:de\s+)?([^\W\d]+)\.?,?\s+(?:de\s+)?(\d{{4}}){CLOCK}"
)
WORDY_US = re.compile(rf"(?:[^\W\d]+,\s+)?([^\W\d]+)\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}}){CLOCK}")
UNIX = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}")
SERIAL = re.compile(r"(\d{5})(?:[.,](\d{1,15}))?")
SERIAL_BEGIN = datetime(1899, 12, 30, tzinfo=UTC)
"""Day nought of spreadsheets (ISO/IEC 29500-1 18.17.4.1), as it is counted since March 1900."""
SERIAL_DAYS = range(25_569, 73_051)
"""The days of 1970 to 2099."""
LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "pl")
PIVOT = 70
"""Two figures of a year below this are of this century."""

MAX_TIME_LENGTH = 100
"""Characters; browsers write about 70."""


class NoTime(ValueError):
    """The text is no time that is known here, or none that can be."""


def read_time(text: str, *, is_day_first: bool = True) -> datetime:
    """Return the time that *text* says; without a zone it is UTC.

    Where day and month could be either, *is_day_first* decides.

    Raises:
        NoTime: it is none, or one before 1970.
    """
    text = text.strip()
    if len(text) > MAX_TIME_LENGTH:
        raise NoTime
    return read_short_time(text, is_day_first=is_day_first)


@lru_cache(4096)
def read_short_time(text: str, *, is_day_first: bool) -> datetime:
    """Return what read_time does; what is kept is short, since a cell may hold any text."""
    for read in (read_iso, read_unix, read_serial, read_wordy, read_rfc):
        if (moment := attempt(read, text)) is not None:
            return require_plausible(moment)
    try:
        moment = read_numeric(text, is_day_first=is_day_first)
    except (ValueError, OverflowError):
        moment = None
    if moment is None:
        raise NoTime
    return require_plausible(moment)


def attempt(read: object, text: str) -> datetime | None:
    """Return what *read* makes of *text*, None where that is no time."""
    try:
        return read(text)  # type: ignore[operator, no-any-return]
    except (ValueError, OverflowError, TypeError, OSError, IndexError):
        return None


def require_plausible(moment: datetime) -> datetime:
    """Return *moment* in UTC.

    Raises:
        NoTime: it is before 1970, or too close to the end of time.
    """
    try:
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (OverflowError, ValueError):
        raise NoTime from None
    if moment.year < 1970:
        raise NoTime
    return moment


def read_iso(text: str) -> datetime | None:
    """Return a time in ISO 8601 or as Go prints it; its last zone is a name of the offset before it."""
    match = ISO.fullmatch(text)
    if match is None:
        return datetime.fromisoformat(text)
    *parts, fraction, zone = match.groups()
    micro = int((fraction or "0").ljust(6, "0")[:6])
    moment = datetime(*(int(part or 0) for part in parts), micro, tzinfo=UTC)  # type: ignore[arg-type, misc]
    if zone is None or zone.upper() in {"Z", "UTC", "GMT"}:
        return moment
    return moment.replace(tzinfo=datetime.strptime(zone, "%z").tzinfo)


def read_unix(text: str) -> datetime | None:
    """Return a time in seconds or milliseconds since 1970."""
    if UNIX.fullmatch(text) is None:
        return None
    seconds = float(text)
    return datetime.fromtimestamp(seconds / 1000 if len(text.partition(".")[0]) > 11 else seconds, UTC)


def read_serial(text: str) -> datetime | None:
    """Return a time that a spreadsheet wrote as a number: days, and the part of a day, to the second."""
    match = SERIAL.fullmatch(text)
    if match is None or int(match[1]) not in SERIAL_DAYS:
        return None
    seconds = round(float(f"0.{match[2] or 0}") * 86_400)
    return SERIAL_BEGIN + timedelta(days=int(match[1]), seconds=seconds)


def read_wordy(text: str) -> datetime | None:
    """Return a time whose month is a word: "14. März 2021 08:21", "Mar 14, 2021 8:21 AM"."""
    if match := WORDY.fullmatch(text):
        day, month, year, *clock = match.groups()
    elif match := WORDY_US.fullmatch(text):
        month, day, year, *clock = match.groups()
    else:
        return None
    number = months().get(fold_word(month))
    return datetime(int(year), number, int(day), *read_clock_parts(clock)) if number else None  # noqa: DTZ001


@cache
def months() -> Mapping[str, int]:
    """Return the number of each month by its folded names, long and short."""
    found: dict[str, int] = {}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                names = get_month_names(width, context, language)
                found |= {fold_word(name): number for number, name in names.items()}
    return found


def read_rfc(text: str) -> datetime | None:
    """Return a time in the form of mail headers (RFC 5322 3.3)."""
    return parsedate_to_datetime(text) if "," in text or text.count(" ") >= 3 else None


def read_numeric(text: str, *, is_day_first: bool) -> datetime | None:
    """Return a time in figures: 14.03.2021 08:21, 3/14/2021 8:21 AM, 2021/03/14."""
    match = NUMERIC.fullmatch(text)
    if match is None:
        return None
    first, sign, second, third, *clock = match.groups()
    if len(first) == 4:
        year, month, day = int(first), int(second), int(third)
    else:
        year = int(third) + (0 if len(third) > 2 else 2000 if int(third) < PIVOT else 1900)
        order = find_order(text)
        if order is None:
            order = sign == "." or is_day_first
        day, month = (int(first), int(second)) if order else (int(second), int(first))
    return datetime(year, month, day, *read_clock_parts(clock))  # noqa: DTZ001


def read_clock_parts(clock: list[str | None]) -> tuple[int, int, int]:
    """Return hour, minute and second; noon and midnight in the twelve hours of English."""
    hour, minute, second, half = clock
    hours = int(hour or 0)
    if half:
        hours = hours % 12 + (12 if half[0] in "pP" else 0)
    return hours, int(minute or 0), int(second or 0)


def find_order(text: str) -> bool | None:
    """Return whether the day comes first in a date in figures; None where it could be either, or is no such date."""
    match = NUMERIC.fullmatch(text.strip())
    if match is None or len(match[1]) == 4:
        return None
    if int(match[1]) > 12:
        return True
    return False if int(match[3]) > 12 else None
