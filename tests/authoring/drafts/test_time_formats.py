"""Times as people read them, in the site's time zone and language."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from blog.authoring.drafts.time_formats import format_ago, format_day, format_distance, format_moment, format_zone
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


@on_sqlite
@pytest.mark.parametrize(
    ("distance", "words"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=40), "40 min ago"),
        (timedelta(hours=11, minutes=59), "11 h ago"),
        (timedelta(days=1), "1 day ago"),
        (timedelta(days=6, hours=23), "6 days ago"),
        (timedelta(days=16), "Nov 14"),
        (timedelta(days=366), "Nov 29, 2025"),
        (-timedelta(hours=2), "2:00 PM"),
        (-timedelta(days=4, hours=-5), "Fri 7:00 AM"),
        (-timedelta(days=20), "Dec 20"),
    ],
)
def test_how_long_ago_is_said_in_few_words(app: Flask, distance: timedelta, words: str) -> None:
    assert format_ago(NOON - distance, NOON).replace("\u202f", " ") == words


@on_sqlite
def test_a_day_to_come_is_named_as_people_name_it(app: Flask) -> None:
    days = [format_day(NOON + timedelta(days=days), NOON) for days in (0, 1, 4, 400)]

    assert days == ["Today", "Tomorrow", "Friday, December 4", "Tuesday, January 4, 2028"]
