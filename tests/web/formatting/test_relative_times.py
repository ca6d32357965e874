"""What is said of a time, and for how long."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from blog.text.language import read_language
from blog.web.cache.cacheable import CAPTURED_BODY, CapturedBody
from blog.web.clock import read_clock
from blog.web.formatting.relative_times import relative, today, write_relative, write_with_clock

ZURICH = read_language("en", "Europe/Zurich")
NOW = datetime(2026, 11, 30, 20, 52, tzinfo=UTC)
"""21:52 in Zurich."""


def at(month: int, day: int, hour: int, minute: int, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ZURICH.zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("value", "words", "until"),
    [
        (at(11, 30, 21, 52), "Just now", at(11, 30, 21, 53)),
        (at(11, 30, 22, 30), "Just now", at(11, 30, 22, 31)),
        (at(11, 30, 21, 51), "1 minute ago", at(11, 30, 21, 53)),
        (at(11, 30, 20, 53), "59 minutes ago", at(11, 30, 21, 53)),
        (at(11, 30, 20, 52), "1 hour ago", at(11, 30, 22, 52)),
        (at(11, 30, 0, 10), "21 hours ago", at(11, 30, 22, 10)),
        (at(11, 29, 23, 59), "Yesterday", at(12, 1, 0, 0)),
        (at(11, 29, 0, 0), "Yesterday", at(12, 1, 0, 0)),
        (at(11, 28, 23, 59), "November 28", at(1, 1, 0, 0, 2027)),
        (at(1, 1, 0, 0), "January 1", at(1, 1, 0, 0, 2027)),
        (at(12, 31, 23, 59, 2025), "December 31, 2025", None),
    ],
)
def test_a_list_says(value: datetime, words: str, until: datetime | None) -> None:
    assert write_relative(value, NOW, ZURICH) == (words, until)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (at(11, 30, 8, 5), "Today, 8:05\u202fAM"),
        (at(11, 29, 20, 45), "Yesterday, 8:45\u202fPM"),
        (at(11, 27, 20, 45), "November 27, 8:45\u202fPM"),
        (at(11, 27, 20, 45, 2025), "November 27, 2025, 8:45\u202fPM"),
    ],
)
def test_an_article_says(value: datetime, words: str) -> None:
    assert write_with_clock(value, NOW, ZURICH).text == words


def test_the_day_ends_at_the_midnight_of_the_site_also_when_the_clocks_change() -> None:
    before_dst = datetime(2026, 3, 28, 22, 30, tzinfo=UTC)

    assert write_relative(before_dst - timedelta(hours=3), before_dst, ZURICH).until == at(3, 29, 0, 0)
    assert write_with_clock(before_dst, before_dst, ZURICH).until == at(3, 29, 0, 0)
    later = at(3, 29, 12, 0)
    assert write_relative(before_dst, later, ZURICH) == ("Yesterday", at(3, 30, 0, 0))


@given(
    st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=800)),
    st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=3650)).map(lambda later: NOW + later),
)
def test_the_words_hold_exactly_as_long_as_they_say(age: timedelta, now: datetime) -> None:
    text, until = write_relative(now - age, now, ZURICH)
    if until is None:
        assert write_relative(now - age, now + timedelta(days=900), ZURICH).text == text
    else:
        assert until > now
        assert write_relative(now - age, until - timedelta(microseconds=1), ZURICH).text == text
        assert write_relative(now - age, until, ZURICH).text != text


def test_a_page_is_kept_until_the_first_of_its_words_is_untrue(app: Flask) -> None:
    captured = CapturedBody()
    with app.test_request_context(environ_overrides={CAPTURED_BODY: captured}):
        ends = [relative(read_clock() - age).until for age in (timedelta(days=400), timedelta(days=40), timedelta(0))]
        today()

    assert ends[0] is None
    assert captured.fresh_until == min(end.timestamp() for end in ends if end is not None)
