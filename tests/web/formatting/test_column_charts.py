"""Columns are as high as their values say, and even one view is seen."""

from datetime import date, timedelta

import pytest
from flask import Flask

from blog.database import db
from blog.models import PageKind, ViewedPage
from blog.models.page_views import add_views
from blog.web.formatting.column_charts import chart_views, make_chart, round_up
from blog.web.formatting.day_spans import Span

TODAY = date(2026, 3, 1)
WEEK = Span(7, TODAY)


@pytest.mark.parametrize(
    ("value", "rounded"), [(0, 4), (1, 4), (5, 5), (10, 10), (11, 20), (99, 100), (100, 100), (401, 500), (3001, 4000)]
)
def test_the_scale_ends_at_a_round_number(value: int, rounded: int) -> None:
    assert round_up(value) == rounded


def test_columns_fit_into_the_drawing_and_stand_side_by_side() -> None:
    chart = make_chart(WEEK.periods, [0, 1, 50, 1000, 20, 3, 999])

    assert (chart.maximum, chart.total, chart.width) == (1000, 2073, 70)
    assert [column.height for column in chart.columns] == [0, 1.5, 5, 100, 2, 1.5, 99.9]
    assert all(column.y + column.height == pytest.approx(100) for column in chart.columns)
    ends = [column.x + column.width for column in chart.columns]
    assert all(end < column.x for end, column in zip(ends, chart.columns[1:], strict=False))
    assert ends[-1] <= chart.width


def test_a_chart_of_nothing_is_flat() -> None:
    assert [column.height for column in make_chart(WEEK.periods, [0] * 7).columns] == [0] * 7


def test_views_of_one_page_are_charted_by_day(app: Flask) -> None:
    tea, front = ViewedPage(PageKind.ARTICLE, 1), ViewedPage(PageKind.FRONT)
    add_views(db.session, TODAY, {tea: 2, front: 5})
    add_views(db.session, TODAY - timedelta(6), {tea: 3})
    add_views(db.session, TODAY - timedelta(7), {tea: 9})

    assert [column.value for column in chart_views(db.session, WEEK, tea).columns] == [3, 0, 0, 0, 0, 0, 2]
    assert chart_views(db.session, WEEK).total == 10
