"""The cells that hold follows and follow requests."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.models import Frequency
from blog.subscriptions.import_export.columns.follow_cells import (
    FollowCell,
    RequestCell,
    read_follows,
    read_requests,
    write_follows,
    write_requests,
)

MOMENTS = st.datetimes(min_value=datetime(1970, 1, 2), timezones=st.just(UTC))  # noqa: DTZ001
KINDS = st.sampled_from(["topic", "author", "article"])
SLUGS = st.from_regex(r"[a-z0-9-]{1,30}", fullmatch=True)
FREQUENCIES = st.sampled_from(Frequency)
FOLLOWS = st.builds(FollowCell, KINDS, SLUGS, FREQUENCIES, st.none() | MOMENTS)
WORDINGS = st.sampled_from(["Yes.", 'Say "yes"; please', "مريم, 名", "two\nlines"])
KEYS = st.from_regex(r"[a-z0-9]{1,32}", fullmatch=True)
REQUESTS = st.builds(
    RequestCell, KINDS, SLUGS, FREQUENCIES, KEYS, WORDINGS, st.just("/a"), MOMENTS, st.none() | MOMENTS
)


@given(st.lists(FOLLOWS, max_size=4))
def test_follows_come_back_as_they_were(follows: list[FollowCell]) -> None:
    assert read_follows(write_follows(follows)) == follows


@given(st.lists(REQUESTS, min_size=1, max_size=4))
def test_requests_come_back_as_they_were(requests: list[RequestCell]) -> None:
    assert read_requests(write_requests(requests)) == requests


def test_without_requests_the_cell_is_empty() -> None:
    assert write_requests([]) == ""


@pytest.mark.parametrize("text", ["topic:x", "site:=daily", "topic:x=daily@soon", "topic:x=hourly", "topic:a b=daily"])
def test_a_wrong_follow_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"This is no"):
        read_follows(text)


@pytest.mark.parametrize("text", ["{", "[1]", "[[]]", '[["moon","x","daily","k","w","f","2026-01-01",""]]', "[" * 9999])
def test_a_wrong_list_of_requests_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no list of requests"):
        read_requests(text)
