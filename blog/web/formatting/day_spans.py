"""Spans of days that end today, over which the desk sums, and the periods into which a chart divides them."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from babel.dates import format_skeleton
from flask_babel import format_date
from flask_babel import gettext as _

from blog.text.language import page_language

DAY = timedelta(days=1)
WEEK_DAYS = 7
MONTH_DAYS, YEAR_DAYS = 30, 365
SPAN_DAYS = (WEEK_DAYS, MONTH_DAYS, YEAR_DAYS)


def day_of_year(day: date) -> str:
    """Return *day* in few letters, without its year, such as "4 May"."""
    language = page_language()
    return str(format_skeleton("MMMd", day, locale=language.locale))


class Period(NamedTuple):
    """Some days in a row, the *first* and the *last* included."""

    first: date
    last: date

    @property
    def words(self) -> str:
        """Return the days in the language of the page."""
        first, last = (format_date(day, "long") for day in self)
        return str(first if self.first == self.last else _("%(first)s to %(last)s", first=first, last=last))


class Span(NamedTuple):
    """So many *days* up to *last*, one of SPAN_DAYS."""

    days: int
    last: date

    @property
    def first(self) -> date:
        """Return the day with which it begins."""
        return self.last - (self.days - 1) * DAY

    @property
    def before(self) -> Period:
        """Return as many days before it."""
        return Period(self.first - self.days * DAY, self.first - DAY)

    @property
    def periods(self) -> list[Period]:
        """Return its days one by one, or for a year its weeks, of which the first has a day more."""
        if self.days <= MONTH_DAYS:
            return [Period(day, day) for day in (self.first + number * DAY for number in range(self.days))]
        weeks = reversed(range(self.days // WEEK_DAYS))
        ends = (self.last - number * WEEK_DAYS * DAY for number in weeks)
        first, *later = (Period(end - (WEEK_DAYS - 1) * DAY, end) for end in ends)
        return [Period(self.first, first.last), *later]


def read_span(text: str | None, today: date) -> Span:
    """Return the span of as many days as *text* says, a month where it says none of SPAN_DAYS."""
    return Span(next((days for days in SPAN_DAYS if str(days) == text), MONTH_DAYS), today)


def sum_periods(periods: list[Period], by_day: Mapping[date, int]) -> list[int]:
    """Return the sum of *by_day* in each of *periods*."""
    return [sum(number for day, number in by_day.items() if first <= day <= last) for first, last in periods]
