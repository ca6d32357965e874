"""Times as people read them, in the site's time zone and language."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from blog.authoring.drafts.time_formats import format_distance, format_moment, format_zone
from tests.databases import on_sqlite

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)


@on_sqlite
def test_a_moment_names_day_and_time(app: Flask) -> None:
    assert format_moment(NOON).replace("\u202f", " ") == "Monday, November 30, 2026 at 12:00 PM"


@pytest.mark.parametrize(
    ("key", "name"), [("UTC", "UTC"), ("Etc/UTC", "UTC"), ("Europe/Zurich", "Central European Time")]
)
@on_sqlite
def test_a_zone_has_the_name_that_people_use(app: Flask, key: str, name: str) -> None:
    assert format_zone(ZoneInfo(key)) == name


@pytest.mark.parametrize(
    ("distance", "text"),
    [
        (timedelta(days=2), "in 2 days"),
        (timedelta(minutes=-5), "5 minutes ago"),
        (timedelta(seconds=80), "in 1 minute"),
        (timedelta(), "in 1 minute"),
    ],
)
@on_sqlite
def test_a_distance_is_told_to_the_minute(app: Flask, distance: timedelta, text: str) -> None:
    assert format_distance(NOON + distance, NOON) == text
