"""The months of the archive."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.articles.pages.archive import Month, count_months, month_of, months_between, parse_month
from blog.database import db
from tests.factories import make_article
from tests.settings import change_settings

AUCKLAND = ZoneInfo("Pacific/Auckland")


def test_a_month_begins_at_midnight_of_the_site_s_zone() -> None:
    month = Month(2026, 1, AUCKLAND)

    assert (month.start, month.end) == (datetime(2025, 12, 31, 11, tzinfo=UTC), datetime(2026, 1, 31, 11, tzinfo=UTC))


def test_months_are_counted_over_the_turn_of_years() -> None:
    months = months_between(Month(2024, 11, UTC), Month(2025, 2, UTC))

    assert [(month.year, month.month) for month in months] == [(2025, 2), (2025, 1), (2024, 12), (2024, 11)]


def test_each_article_is_counted_in_one_month(app: Flask) -> None:
    for moment in ((2026, 1, 31, 10), (2026, 1, 31, 12), (2024, 2, 29, 0), (2026, 2, 1, 0)):
        make_article(published_at=datetime(*moment, tzinfo=UTC))

    counts = count_months(db.session, AUCKLAND)

    assert [(entry.month.year, entry.month.month, entry.count) for entry in counts] == [
        (2026, 2, 2),
        (2026, 1, 1),
        (2024, 2, 1),
    ]
    assert month_of(datetime(2026, 1, 31, 12, tzinfo=UTC), AUCKLAND) == counts[0].month


@pytest.mark.parametrize(("year", "month"), [(2026, 0), (2026, 13), (0, 1), (1, 12), (9999, 1)])
def test_what_is_no_month_is_none(year: int, month: int) -> None:
    assert parse_month(year, month, UTC) is None


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "Pacific/Pago_Pago", "UTC"])
@pytest.mark.parametrize(("year", "month"), [(2, 1), (1600, 1), (1899, 12), (9998, 11)])
def test_a_month_of_any_age_has_its_page(client: FlaskClient, year: int, month: int, zone: str) -> None:
    make_article("From the chronicle", published_at=datetime(year, month, 15, tzinfo=UTC))

    change_settings(client.application, timezone=zone)

    assert "From the chronicle" in client.get(f"/archive/{year}/{month}").get_data(as_text=True)
    assert f'href="/archive/{year}/{month}"' in client.get("/archive/").get_data(as_text=True)


def test_the_archive_reaches_over_centuries(client: FlaskClient) -> None:
    for year in (1600, 2026):
        make_article(published_at=datetime(year, 1, 15, tzinfo=UTC))

    assert 'href="/archive/1600/1"' in client.get("/archive/").get_data(as_text=True)
