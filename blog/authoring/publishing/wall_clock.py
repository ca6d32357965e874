"""Local date and time to UTC and back, with gaps and folds of daylight saving time (PEP 495)."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

FORMATS = ("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S")
"""As browsers send them (HTML, "valid local date and time string"), and as people type them."""
FIRST_YEAR, LAST_YEAR = 1900, 9998
"""Years that stay inside datetime's range in every zone."""


class InvalidTime(ValueError):
    """The text is no local date and time."""


class NonexistentTime(ValueError):
    """The local time lies in a gap: clocks are put forward over it, to *shown*."""

    def __init__(self, shown: datetime) -> None:
        super().__init__(shown.isoformat())
        self.shown = shown


class AmbiguousTime(ValueError):
    """The local time occurs twice, at the two *moments*, since clocks are put back over it."""

    def __init__(self, moments: tuple[datetime, datetime]) -> None:
        super().__init__(moments[0].isoformat())
        self.moments = moments


def parse_wall_time(text: str, zone: ZoneInfo, *, fold: int | None = None) -> datetime:
    """Return the moment, in UTC, at which clocks in *zone* show what *text* says.

    *fold* chooses the first (0) or second (1) occurrence of an ambiguous time.

    Raises:
        InvalidTime: the text is no time, or outside FIRST_YEAR to LAST_YEAR.
        NonexistentTime: it lies in a gap.
        AmbiguousTime: it occurs twice, and *fold* is None.
    """
    wall = parse_naive(text)
    first, second = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return first
    shown = first.astimezone(zone)
    if shown.replace(tzinfo=None) != wall:
        raise NonexistentTime(shown)
    if fold is None:
        raise AmbiguousTime((first, second))
    return second if fold else first


def parse_naive(text: str) -> datetime:
    """Return the date and time of *text*, without zone.

    Raises:
        InvalidTime: see parse_wall_time.
    """
    for form in FORMATS:
        try:
            wall = datetime.strptime(text.strip(), form)  # noqa: DTZ007 - the zone comes later.
        except ValueError:
            continue
        if FIRST_YEAR <= wall.year <= LAST_YEAR:
            return wall
    raise InvalidTime(text)


def format_wall_time(moment: datetime, zone: ZoneInfo) -> str:
    """Return what clocks in *zone* show at *moment*, as a form field holds it."""
    return moment.astimezone(zone).strftime("%Y-%m-%dT%H:%M")
