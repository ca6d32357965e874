from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from blog.delivery.audience.quiet_hours import end_of_quiet, find_zone, next_digest

HOUR = 60


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("after", "zone", "hour", "expected"),
    [
        ("2026-05-04T06:59", "UTC", 7, "2026-05-04T07:00"),
        ("2026-05-04T07:00", "UTC", 7, "2026-05-05T07:00"),
        ("2026-05-04T09:30", "Asia/Kathmandu", 7, "2026-05-05T01:15"),
        ("2026-05-04T09:30", "Pacific/Chatham", 7, "2026-05-04T18:15"),
        ("2026-05-04T09:30", "Australia/Lord_Howe", 0, "2026-05-04T13:30"),
        # The clocks of Zurich leave out 02:00 to 03:00 on 29 March, and show it twice on 25 October.
        ("2026-03-28T12:00", "Europe/Zurich", 2, "2026-03-29T01:00"),
        ("2026-03-29T01:00", "Europe/Zurich", 2, "2026-03-30T00:00"),
        ("2026-10-24T12:00", "Europe/Zurich", 2, "2026-10-25T00:00"),
        ("2026-10-25T00:00", "Europe/Zurich", 2, "2026-10-26T01:00"),
        # Lord Howe moves by half an hour: 02:00 is left out on 4 October, 01:30 comes twice on 5 April.
        ("2026-10-03T12:00", "Australia/Lord_Howe", 2, "2026-10-03T15:30"),
        ("2026-10-03T15:30", "Australia/Lord_Howe", 2, "2026-10-04T15:00"),
        ("2026-04-04T12:00", "Australia/Lord_Howe", 1, "2026-04-04T14:00"),
        # Samoa had no 30 December 2011: one digest for the two days.
        ("2011-12-29T20:00", "Pacific/Apia", 7, "2011-12-30T17:00"),
        ("2011-12-30T17:00", "Pacific/Apia", 7, "2011-12-31T17:00"),
    ],
)
def test_the_daily_digest_leaves_at_its_hour_of_the_readers_clock(
    after: str, zone: str, hour: int, expected: str
) -> None:
    assert next_digest(moment(after), ZoneInfo(zone), hour) == moment(expected)


@pytest.mark.parametrize(
    ("after", "zone", "weekday", "expected"),
    [
        ("2026-05-04T06:59", "UTC", 0, "2026-05-04T07:00"),
        ("2026-05-04T07:00", "UTC", 0, "2026-05-11T07:00"),
        ("2026-05-04T09:30", "UTC", 6, "2026-05-10T07:00"),
        ("2026-05-03T20:00", "Pacific/Apia", 0, "2026-05-10T18:00"),
        # The Friday that Samoa left out: that week's digest leaves when Saturday begins its day.
        ("2011-12-25T00:00", "Pacific/Apia", 4, "2011-12-30T17:00"),
    ],
)
def test_the_weekly_digest_leaves_on_its_weekday(after: str, zone: str, weekday: int, expected: str) -> None:
    assert next_digest(moment(after), ZoneInfo(zone), 7, weekday) == moment(expected)


@pytest.mark.parametrize("zone", ["Europe/Zurich", "Australia/Lord_Howe", "Pacific/Chatham", "America/St_Johns"])
@pytest.mark.parametrize("hour", [0, 1, 2, 3])
def test_there_is_one_digest_for_each_day_of_a_year(zone: str, hour: int) -> None:
    digests = [next_digest(moment("2026-01-10T12:00"), ZoneInfo(zone), hour)]

    for _ in range(365):
        digests.append(next_digest(digests[-1], ZoneInfo(zone), hour))

    days = [digest.astimezone(ZoneInfo(zone)).date() for digest in digests]
    assert days == [days[0] + timedelta(days=number) for number in range(366)]


@pytest.mark.parametrize(
    ("now", "zone", "quiet_from", "quiet_until", "expected"),
    [
        ("2026-05-04T21:59", "UTC", 22 * HOUR, 7 * HOUR, "2026-05-04T21:59"),
        ("2026-05-04T22:00", "UTC", 22 * HOUR, 7 * HOUR, "2026-05-05T07:00"),
        ("2026-05-05T06:59", "UTC", 22 * HOUR, 7 * HOUR, "2026-05-05T07:00"),
        ("2026-05-05T07:00", "UTC", 22 * HOUR, 7 * HOUR, "2026-05-05T07:00"),
        ("2026-05-04T13:00", "UTC", 13 * HOUR, 14 * HOUR + 30, "2026-05-04T14:30"),
        ("2026-05-04T13:00", "UTC", 13 * HOUR, 13 * HOUR, "2026-05-04T13:00"),
        ("2026-05-04T17:00", "Asia/Kathmandu", 22 * HOUR, 7 * HOUR, "2026-05-05T01:15"),
        # The night of change is an hour shorter, or longer.
        ("2026-03-28T22:00", "Europe/Zurich", 22 * HOUR, 7 * HOUR, "2026-03-29T05:00"),
        ("2026-10-24T22:00", "Europe/Zurich", 22 * HOUR, 7 * HOUR, "2026-10-25T06:00"),
        ("2026-03-29T00:30", "Europe/Zurich", 1 * HOUR, 2 * HOUR + 30, "2026-03-29T01:30"),
        ("2026-10-25T00:15", "Europe/Zurich", 1 * HOUR, 2 * HOUR + 30, "2026-10-25T00:30"),
        ("2011-12-30T09:00", "Pacific/Apia", 22 * HOUR, 7 * HOUR, "2011-12-30T17:00"),
    ],
)
def test_what_falls_into_quiet_hours_leaves_at_their_end(
    now: str, zone: str, quiet_from: int, quiet_until: int, expected: str
) -> None:
    assert end_of_quiet(moment(now), ZoneInfo(zone), quiet_from, quiet_until) == moment(expected)


@pytest.mark.parametrize("name", [None, "", "Nowhere/Else", "../../etc/passwd", "Europe", "\x00", "\udcff", "x" * 9999])
def test_a_zone_that_nobody_knows_is_the_sites(name: str | None) -> None:
    assert find_zone(name, "Europe/Zurich").key == "Europe/Zurich"
    assert find_zone(name, "Also/Unknown").key == "UTC"


def test_a_zone_that_is_known_is_the_readers() -> None:
    assert find_zone("Pacific/Chatham", "UTC").key == "Pacific/Chatham"
