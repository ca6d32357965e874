"""Forms of the preferences page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wtforms.validators import StopValidation

from blog.models import Follow, Frequency, LowChoice, Subscriber, UrgentChoice
from blog.subscriptions.preferences.forms import (
    FREQUENCY_LABELS,
    LOW_LABELS,
    NEVER,
    URGENT_LABELS,
    follow_fields,
    format_clock_time,
    parse_clock_time,
)


@given(st.integers(min_value=0, max_value=24 * 60 - 1))
def test_a_time_of_day_comes_back_as_it_was(minutes: int) -> None:
    assert parse_clock_time(format_clock_time(minutes)) == minutes


@pytest.mark.parametrize(("text", "minutes"), [(None, None), ("", None), ("00:00", 0), ("22:30", 1350)])
def test_a_time_of_day_is_read_in_minutes(text: str | None, minutes: int | None) -> None:
    assert parse_clock_time(text) == minutes


@pytest.mark.parametrize("text", ["24:00", "six", "22:60", "\x00", "-1:00"])
def test_what_is_no_time_of_day_stops_the_validation(text: str) -> None:
    with pytest.raises(StopValidation):
        parse_clock_time(text)


@pytest.mark.parametrize(
    ("labels", "members"), [(FREQUENCY_LABELS, Frequency), (URGENT_LABELS, UrgentChoice), (LOW_LABELS, LowChoice)]
)
def test_every_choice_has_a_label(labels: dict, members: type) -> None:
    assert list(labels) == list(members)


@pytest.mark.parametrize(("frequency", "value"), [(None, NEVER), (Frequency.WEEKLY, "weekly")])
def test_the_site_stands_before_the_follows(frequency: Frequency | None, value: str) -> None:
    fields = follow_fields(Subscriber(site_frequency=frequency), [Follow(id=7, frequency=Frequency.DAILY)])

    assert [field[:2] for field in fields] == [("site", value), ("follow_7", "daily")]
