from datetime import timedelta

import pytest

from blog.web.addresses.links import Links
from blog.web.clock import read_clock
from blog.web.forms.timestamps import MAX_AGE, is_timestamp_valid, make_timestamp

LINKS = Links("https://news.example.org", "only-for-the-tests-0123456789-abcdef")
NOW = read_clock()
"""The signature carries the time of the real clock, so the tests start from it."""


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (timedelta(0), False),
        (timedelta(seconds=1.99), False),
        (timedelta(seconds=2.01), True),
        (timedelta(days=29), True),
        (MAX_AGE + timedelta(seconds=1), False),
        (timedelta(seconds=-60), False),
    ],
)
def test_a_timestamp_is_valid_from_two_seconds_to_thirty_days(age: timedelta, expected: bool) -> None:
    stamp = make_timestamp(LINKS, NOW)

    assert is_timestamp_valid(LINKS, stamp, NOW + age, minimum_seconds=2) is expected


def test_a_stamp_of_another_site_is_refused() -> None:
    foreign = Links("https://other.example.org", "another-secret-0123456789-abcdefghij")

    assert not is_timestamp_valid(LINKS, make_timestamp(foreign, NOW), NOW, minimum_seconds=0)


@pytest.mark.parametrize("damage", [lambda s: s[:-1], lambda s: "A" + s, lambda s: "", lambda s: "\u202eé" * 9])
def test_an_altered_stamp_is_refused(damage) -> None:
    stamp = make_timestamp(LINKS, NOW)

    assert not is_timestamp_valid(LINKS, damage(stamp), NOW, minimum_seconds=0)


def test_a_token_for_another_purpose_is_no_stamp() -> None:
    token = LINKS.sign("confirm-subscription", [int(NOW.timestamp() * 1000)])

    assert not is_timestamp_valid(LINKS, token, NOW, minimum_seconds=0)
