"""Spans end today and are divided without a gap and without a day twice."""

from datetime import date, timedelta

import pytest
from flask import Flask

from blog.web.formatting.day_spans import SPAN_DAYS, Period, Span, day_of_year, read_span, sum_periods
from tests.databases import on_sqlite

TODAY = date(2026, 3, 1)


@pytest.mark.parametrize("days", SPAN_DAYS)
def test_periods_cover_each_day_of_the_span_once(days: int) -> None:
    span = Span(days, TODAY)

    covered = [
        period.first + timedelta(number)
        for period in span.periods
        for number in range((period.last - period.first).days + 1)
    ]

    assert covered == [span.first + timedelta(number) for number in range(days)]
    assert covered[-1] == TODAY
    assert span.before.last == span.first - timedelta(1)
    assert (span.before.last - span.before.first).days + 1 == days


def test_a_year_is_shown_in_weeks() -> None:
    assert len(Span(365, TODAY).periods) == 52


@pytest.mark.parametrize("text", [None, "", "0", "-7", "1e9", "8", "٧"])
def test_what_is_no_span_becomes_a_month(text: str | None) -> None:
    assert read_span(text, TODAY).days == 30
    assert read_span("7", TODAY).days == 7


def test_views_are_summed_by_period() -> None:
    periods = [Period(TODAY, TODAY), Period(TODAY + timedelta(1), TODAY + timedelta(7))]

    by_day = {TODAY: 2, TODAY + timedelta(1): 3, TODAY + timedelta(7): 4, TODAY + timedelta(8): 5}

    assert sum_periods(periods, by_day) == [2, 7]


@on_sqlite
def test_days_are_written_in_the_language_of_the_page(app: Flask) -> None:
    with app.test_request_context():
        assert day_of_year(TODAY) == "Mar 1"
        assert Period(TODAY, TODAY).words == "March 1, 2026"
        assert Period(TODAY, TODAY + timedelta(6)).words == "March 1, 2026 to March 7, 2026"
