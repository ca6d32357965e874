"""Cells of a CSV file of readers: what is written is read back, and what is wrong is said."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.models import Frequency
from blog.subscriptions.import_export.columns.csv_cells import (
    enum_reader,
    line_reader,
    number_reader,
    read_address,
    read_frequency,
    read_key,
    read_minutes,
    read_moment,
    read_zone,
    text_reader,
    write_minutes,
    write_moment,
)

MOMENTS = st.datetimes(min_value=datetime(1970, 1, 2), timezones=st.just(UTC))  # noqa: DTZ001


@given(MOMENTS)
def test_a_time_comes_back_to_the_microsecond(moment: datetime) -> None:
    assert read_moment(write_moment(moment)) == moment


@given(st.integers(min_value=0, max_value=24 * 60 - 1))
def test_a_time_of_day_comes_back_as_it_was(minutes: int) -> None:
    assert read_minutes(write_minutes(minutes)) == minutes


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-05-04", datetime(2026, 5, 4, tzinfo=UTC)),
        (" 2026-05-04T09:30:00+02:00 ", datetime(2026, 5, 4, 7, 30, tzinfo=UTC)),
    ],
)
def test_a_time_without_a_zone_is_utc(text: str, moment: datetime) -> None:
    assert read_moment(text) == moment


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (line_reader(5), " a\r\nb\x00 ", "a b"),
        (line_reader(5), " ", None),
        (text_reader(5), "a\r\nb", "a\nb"),
        (enum_reader(Frequency), " Daily ", Frequency.DAILY),
        (read_frequency, "NONE", None),
        (number_reader(10), " 10 ", 10),
        (read_zone, " Europe/Berlin", "Europe/Berlin"),
        (read_key, " a-_9 ", "a-_9"),
        (read_address, "Ann@BÜCHER.example", "Ann@xn--bcher-kva.example"),
    ],
)
def test_a_cell_is_read(read: Callable[[str], object], text: str, value: object) -> None:
    assert read(text) == value


@pytest.mark.parametrize(
    ("read", "text", "words"),
    [
        (line_reader(5), "abcdef", "longer than 5"),
        (text_reader(5), "abcdef", "longer than 5"),
        (enum_reader(Frequency), "hourly", "none of: instant"),
        (number_reader(10), "11", "from 0 to 10"),
        (number_reader(10), "-1", "from 0 to 10"),
        (number_reader(10), "٣", "from 0 to 10"),
        (read_zone, "../../etc/passwd", "no time zone"),
        (read_key, "x" * 33, "no key"),
        (read_address, "ann", "not an e-mail address"),
        (read_minutes, "24:00", "no time of day"),
        (read_moment, "1969-12-31", "before 1970"),
    ],
)
def test_a_wrong_cell_is_refused_with_a_sentence(read: Callable[[str], object], text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read(text)
