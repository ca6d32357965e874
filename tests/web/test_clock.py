"""The clock is in UTC and says so."""

from datetime import UTC, datetime, timedelta

from blog.web.clock import read_clock


def test_the_clock_is_aware_and_right() -> None:
    before = datetime.now(UTC)

    assert read_clock().utcoffset() == timedelta()
    assert before <= read_clock() <= datetime.now(UTC)
