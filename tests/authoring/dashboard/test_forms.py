"""The periods of the search at the desk."""

from datetime import timedelta

from blog.authoring.dashboard.forms import OLD, PERIODS, read_period
from tests.factories import NOW


def test_a_period_begins_so_long_ago_and_what_is_older_ends_there() -> None:
    assert read_period("week", NOW) == (NOW - timedelta(days=7), None)
    assert read_period(OLD, NOW) == (None, NOW - timedelta(days=366))
    assert read_period(None, NOW) == (None, None)
    assert all(read_period(name, NOW) != (None, None) for name in PERIODS)
