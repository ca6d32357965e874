"""From what a person reads on the clock to the moment that it names, over every change of the clocks."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

FORMATS = ("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S")
"""As browsers send them (HTML, "valid local date and time string"), and as people type them."""
FIRST_YEAR, LAST_YEAR = 1900, 9998
"""Between them no zone leads out of the calendar."""


class NotATime(ValueError):
    """The text names no date and time."""


class LeftOut(ValueError):
    """No clock of the zone ever shows this time: it is put forward over it, to *shown*."""

    def __init__(self, shown: datetime) -> None:
        super().__init__(shown.isoformat())
        self.shown = shown


class ComesTwice(ValueError):
    """The clocks of the zone show this time twice, since they are put back over it: at the two *moments*."""

    def __init__(self, moments: tuple[datetime, datetime]) -> None:
        super().__init__(moments[0].isoformat())
        self.moments = moments


def read_wall_time(text: str, zone: ZoneInfo, *, turn: int | None = None) -> datetime:
    """Return the moment, in UTC, at which clocks in *zone* show what *text* says.

    *turn* says which of the two is meant, 0 or 1, where the time comes twice.

    Raises:
        NotATime: the text is none, or lies at an end of the calendar.
        LeftOut: the clocks jump over it.
        ComesTwice: it comes twice, and *turn* does not say which one is meant.
    """
    wall = parse(text)
    first, second = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return first
    shown = first.astimezone(zone)
    if shown.replace(tzinfo=None) != wall:
        raise LeftOut(shown)
    if turn is None:
        raise ComesTwice((first, second))
    return second if turn else first


def parse(text: str) -> datetime:
    """Return the date and time of *text*, without zone.

    Raises:
        NotATime: see read_wall_time.
    """
    for form in FORMATS:
        try:
            wall = datetime.strptime(text.strip(), form)  # noqa: DTZ007 - the zone comes later.
        except ValueError:
            continue
        if FIRST_YEAR <= wall.year <= LAST_YEAR:
            return wall
    raise NotATime(text)


def write_wall_time(moment: datetime, zone: ZoneInfo) -> str:
    """Return what clocks in *zone* show at *moment*, as a form field holds it."""
    return moment.astimezone(zone).strftime("%Y-%m-%dT%H:%M")
