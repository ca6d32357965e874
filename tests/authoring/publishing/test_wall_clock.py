"""Every change of the clocks, and what is no time."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from blog.authoring.publishing.wall_clock import (
    AmbiguousTime,
    InvalidTime,
    NonexistentTime,
    format_wall_time,
    parse_wall_time,
)

ZURICH = ZoneInfo("Europe/Zurich")


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "zone", "moment"),
    [
        ("2026-11-30T09:00", "Europe/Zurich", utc(2026, 11, 30, 8)),
        ("2026-07-01T09:00", "Europe/Zurich", utc(2026, 7, 1, 7)),
        ("2026-07-01T09:00:30", "UTC", utc(2026, 7, 1, 9, 0, 30)),
        (" 2026-07-01 09:00 ", "Asia/Kathmandu", utc(2026, 7, 1, 3, 15)),
        ("2026-03-29T01:59", "Europe/Zurich", utc(2026, 3, 29, 0, 59)),
        ("2026-03-29T03:00", "Europe/Zurich", utc(2026, 3, 29, 1)),
        ("2026-10-25T03:00", "Europe/Zurich", utc(2026, 10, 25, 2)),
        ("2026-03-08T03:00", "America/New_York", utc(2026, 3, 8, 7)),
    ],
)
def test_a_time_is_read_by_the_clock_of_the_zone(text: str, zone: str, moment: datetime) -> None:
    read = parse_wall_time(text, ZoneInfo(zone))

    assert read == moment
    assert format_wall_time(read, ZoneInfo(zone)) == text.strip().replace(" ", "T")[:16]


def test_a_time_that_the_clocks_leave_out_is_none() -> None:
    with pytest.raises(NonexistentTime) as found:
        parse_wall_time("2026-03-29T02:30", ZURICH)

    assert found.value.shown.strftime("%H:%M") == "03:30"


def test_a_day_that_a_zone_left_out_is_none() -> None:
    with pytest.raises(NonexistentTime):
        parse_wall_time("2011-12-30T12:00", ZoneInfo("Pacific/Apia"))


@pytest.mark.parametrize(("fold", "moment"), [(0, utc(2026, 10, 25, 0, 30)), (1, utc(2026, 10, 25, 1, 30))])
def test_of_a_time_that_comes_twice_one_is_chosen(fold: int, moment: datetime) -> None:
    with pytest.raises(AmbiguousTime) as found:
        parse_wall_time("2026-10-25T02:30", ZURICH)

    assert found.value.moments[fold] == moment
    assert parse_wall_time("2026-10-25T02:30", ZURICH, fold=fold) == moment


@pytest.mark.parametrize(
    "text", ["", "soon", "2026-13-01T00:00", "2026-02-30T09:00", "0001-01-01T00:00", "9999-12-31T23:59", "09:00", "²"]
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(InvalidTime):
        parse_wall_time(text, ZURICH)
