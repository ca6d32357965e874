"""Column charts: where each column stands in a drawing of fixed height, whose width follows the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from blog.database import AnySession
from blog.models.page_views import ViewedPage, sum_by_day
from blog.web.formatting.day_spans import Period, Span, sum_periods

HEIGHT, STEP, GAP = 100, 10, 2
"""Of the drawing, in units of its own: its height, the width of a column with its gap, and the gap."""
LEAST_HEIGHT = 1.5
"""Of a column that is not 0, so that one view is seen beside many."""
LEAST_MAXIMUM = 4


class ChartColumn(NamedTuple):
    """One column: its *period*, its *value*, and how it is drawn from the upper left corner."""

    period: Period
    value: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class ColumnChart:
    """The columns in their order, and the *maximum* of the scale, a round number."""

    columns: Sequence[ChartColumn]
    maximum: int

    @property
    def width(self) -> int:
        """Return the width of the drawing in its own units."""
        return STEP * len(self.columns)

    @property
    def total(self) -> int:
        """Return the sum of all columns."""
        return sum(column.value for column in self.columns)


def make_chart(periods: Sequence[Period], values: Sequence[int]) -> ColumnChart:
    """Return the chart of *values*, one for each of *periods*."""
    maximum = round_up(max(values, default=0))
    heights = [max(HEIGHT * value / maximum, LEAST_HEIGHT) if value else 0.0 for value in values]
    columns = [
        ChartColumn(period, value, number * STEP + GAP / 2, round(HEIGHT - height, 2), STEP - GAP, round(height, 2))
        for number, (period, value, height) in enumerate(zip(periods, values, heights, strict=True))
    ]
    return ColumnChart(columns, maximum)


def round_up(value: int) -> int:
    """Return the least number of one digit and noughts that is not below *value*; 4 is the least of all."""
    power: int = 10 ** (len(str(value)) - 1)
    return max(-(-value // power) * power, LEAST_MAXIMUM)


def chart_views(session: AnySession, span: Span, page: ViewedPage | None = None) -> ColumnChart:
    """Return the chart of the views of *page*, or of all pages, in *span*."""
    by_day = sum_by_day(session, span.first, span.last, page)
    return make_chart(span.periods, sum_periods(span.periods, by_day))
