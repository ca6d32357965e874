"""Limits: never more than they say, in any stretch of time, for any process."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from blog.database import db
from blog.models import RateCount
from blog.web.access.rate_limits import (
    RateLimit,
    RateLimitExceeded,
    check_rate_limit,
    client_network,
    delete_old_counts,
    release_attempt,
)
from tests.factories import NOW

LIMIT = RateLimit("test", max_attempts=3, seconds=300)


def is_let_through(now: datetime, subject: str = "somebody", limit: RateLimit = LIMIT) -> bool:
    try:
        check_rate_limit(db.session, limit, subject, "secret", now)
    except RateLimitExceeded:
        return False
    return True


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def test_a_limit_lets_through_what_it_says_and_no_more(app: Flask) -> None:
    assert [is_let_through(NOW) for _ in range(5)] == [True, True, True, False, False]


def test_a_border_between_windows_lets_no_more_through(app: Flask) -> None:
    border = datetime.fromtimestamp(NOW.timestamp() // 300 * 300 + 300, NOW.tzinfo)

    tries = [is_let_through(border + timedelta(seconds=second)) for second in (-3, -2, -1, 0, 1, 60, 200)]

    assert tries == [True, True, True, False, False, False, False]


def test_no_stretch_of_time_holds_more_than_the_limit(app: Flask) -> None:
    moments = [after(step * 17) for step in range(120)]
    let_through = [moment for moment in moments if is_let_through(moment)]

    max_attempts = max(
        sum(1 for other in let_through if moment <= other < moment + timedelta(seconds=300)) for moment in let_through
    )

    assert max_attempts == 3
    assert len(let_through) > 12


def test_refused_tries_do_not_keep_the_limit_used_up(app: Flask) -> None:
    tries = [is_let_through(after(second)) for second in range(0, 370, 10)]

    assert tries[:4] == [True, True, True, False]
    assert tries[-1]


def test_the_wait_that_is_named_is_enough_and_hardly_longer_than_needed(app: Flask) -> None:
    for _ in range(3):
        check_rate_limit(db.session, LIMIT, "somebody", "secret", after(0.5))
    with pytest.raises(RateLimitExceeded) as refusal:
        check_rate_limit(db.session, LIMIT, "somebody", "secret", after(7.25))

    wait = refusal.value.retry_after
    assert 290 <= wait <= 360
    assert is_let_through(after(7.25 + wait))


def test_each_limit_counts_each_person_alone(app: Flask) -> None:
    for _ in range(3):
        check_rate_limit(db.session, LIMIT, "somebody", "secret", NOW)

    assert is_let_through(NOW, "somebody else")
    assert is_let_through(NOW, "somebody", RateLimit("other", max_attempts=3, seconds=300))


def test_a_try_that_is_given_back_does_not_count(app: Flask) -> None:
    for _ in range(10):
        check_rate_limit(db.session, LIMIT, "somebody", "secret", NOW)
        release_attempt(db.session, LIMIT, "somebody", "secret", NOW)

    assert is_let_through(NOW)


def test_giving_back_never_leaves_a_debt(app: Flask) -> None:
    for _ in range(5):
        release_attempt(db.session, LIMIT, "somebody", "secret", NOW)

    assert [is_let_through(NOW) for _ in range(4)] == [True, True, True, False]


@pytest.mark.parametrize("subject", ["ann@example.org", "\x00", "\ud800", "x" * 100_000])
def test_no_address_is_stored(app: Flask, subject: str) -> None:
    check_rate_limit(db.session, LIMIT, subject, "secret", NOW)

    bucket = db.session.scalars(select(RateCount.bucket)).one()
    assert subject not in bucket
    assert len(bucket) <= 80


def test_counts_of_two_days_ago_are_forgotten(app: Flask) -> None:
    for age in (0, 1, 3):
        check_rate_limit(db.session, LIMIT, "somebody", "secret", NOW - timedelta(days=age))

    delete_old_counts(db.session, NOW)

    assert db.session.scalar(select(func.count()).select_from(RateCount)) == 2


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        (None, ""),
        ("unix:", "unix:"),
    ],
)
def test_one_household_is_one_client(address: str | None, client: str) -> None:
    assert client_network(address) == client


@given(st.integers(1, 86400), st.floats(0, 10**9))
def test_a_try_counts_for_the_whole_stretch(seconds: int, later: float) -> None:
    now = after(later)
    limit = RateLimit("test", max_attempts=1, seconds=seconds)

    slot = limit.slot_of(now)

    assert slot <= now < slot + limit.slot
    assert now + timedelta(seconds=seconds) <= limit.expires_at_of(slot)
    assert limit.expires_at_of(slot) <= now + timedelta(seconds=seconds) + limit.slot
