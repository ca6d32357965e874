from datetime import timedelta

import pytest
from flask import Flask

from blog.database import db
from blog.subscriptions.signup_limits import SIGNUPS_IN_ALL, SIGNUPS_PER_NETWORK, count_signup, take_mail_quota
from blog.web.access.rate_limits import RateLimitExceeded
from tests.factories import NOW

SECRET = "only-for-the-tests"


def test_one_network_may_ask_ten_times_an_hour(app: Flask) -> None:
    for number in range(SIGNUPS_PER_NETWORK.max_attempts):
        count_signup(db.session, f"2001:db8::{number:x}", SECRET, NOW)

    with pytest.raises(RateLimitExceeded) as caught:
        count_signup(db.session, "2001:db8::ffff", SECRET, NOW)

    assert 0 < caught.value.retry_after <= 2 * SIGNUPS_PER_NETWORK.seconds


def test_another_network_may_still_ask(app: Flask) -> None:
    for _number in range(SIGNUPS_PER_NETWORK.max_attempts):
        count_signup(db.session, "203.0.113.7", SECRET, NOW)

    count_signup(db.session, "203.0.113.8", SECRET, NOW)


def test_many_networks_together_are_braked(app: Flask) -> None:
    for number in range(SIGNUPS_IN_ALL.max_attempts):
        count_signup(db.session, f"10.0.{number // 200}.{number % 200}", SECRET, NOW)

    with pytest.raises(RateLimitExceeded):
        count_signup(db.session, "203.0.113.7", SECRET, NOW)


def test_three_mails_a_day_are_due_to_one_address(app: Flask) -> None:
    answers = [take_mail_quota(db.session, "ann@example.com", SECRET, NOW) for _time in range(5)]

    assert answers == [True, True, True, False, False]


def test_two_days_later_a_mail_is_due_again(app: Flask) -> None:
    for _time in range(5):
        take_mail_quota(db.session, "ann@example.com", SECRET, NOW)

    assert take_mail_quota(db.session, "ann@example.com", SECRET, NOW + timedelta(days=2))
