"""Times as programs and spreadsheets write them."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.subscriptions.import_export.programs.date_formats import NoTime, find_order, read_time

MORNING = datetime(2021, 3, 14, 8, 21, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2021-03-14T08:21:00Z",
        "2021-03-14 08:21",
        "2021-03-14 08:21:00 UTC",
        "2021-03-14 08:21:00.000000000 +0000 UTC",
        "2021-03-14 04:21:00 -0400 EDT",
        "2021-03-14T09:21:00.000+01:00",
        "2021/03/14 08:21:00",
        "3/14/2021 8:21",
        "3/14/2021 8:21:00 AM",
        "14.03.2021 08:21",
        "14.3.21, 08:21 Uhr",
        "14/03/2021 08:21",
        "14/03/2021 à 08h21",
        "14-03-2021 08:21:00",
        "Mar 14, 2021 8:21 AM",
        "March 14th, 2021, 08:21",
        "14. März 2021 um 08:21",
        "14 mars 2021 08:21",
        "14 de marzo de 2021 08:21",
        "Sun, 14 Mar 2021 08:21:00 +0000",
        "1615710060",
        "1615710060000",
        "44269.3479166667",
        "44269,347916666",
    ],
)
def test_a_time_is_read_in_the_forms_of_programs_and_countries(text: str) -> None:
    assert read_time(text) == MORNING


@pytest.mark.parametrize(("text", "day_first"), [("3/4/2021", (4, 3)), ("03-04-2021", (4, 3)), ("3.4.2021", (4, 4))])
def test_a_date_that_could_be_either_follows_its_column(text: str, day_first: tuple[int, int]) -> None:
    months = (read_time(text, is_day_first=True).month, read_time(text, is_day_first=False).month)

    assert months == day_first
    assert find_order(text) is None


@pytest.mark.parametrize(("text", "order"), [("14/3/2021", True), ("3/14/2021 8:21 PM", False), ("2021-03-14", None)])
def test_a_date_may_say_whether_the_day_comes_first(text: str, order: bool | None) -> None:
    assert find_order(text) is order


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2026-13-01",
        "31.02.2021",
        "14/14/2021",
        "0001-01-01",
        "1969-12-31",
        "99999999999999",
        "Smarch 3, 2021",
    ],
)
def test_what_is_no_time_is_said_to_be_none(text: str) -> None:
    with pytest.raises(NoTime):
        read_time(text)


@given(st.text("0123456789-/.: TZ+apmUTCh,", max_size=30))
def test_whatever_stands_there_is_a_time_or_none(text: str) -> None:
    with suppress(NoTime):
        assert read_time(text).tzinfo is UTC
