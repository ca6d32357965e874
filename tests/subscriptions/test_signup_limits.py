from datetime import timedelta

import pytest
from flask import Flask

from blog.database import db
from blog.subscriptions.signup_limits import BY_ALL, BY_NETWORK, brake, is_mail_due
from blog.web.access.rate_limits import RateLimitExceeded
from tests.factories import NOW

SECRET = "only-for-the-tests"


def test_one_network_may_ask_ten_times_an_hour(app: Flask) -> None:
    for number in range(BY_NETWORK.max_attempts):
        brake(db.session, f"2001:db8::{number:x}", SECRET, NOW)

    with pytest.raises(RateLimitExceeded) as caught:
        brake(db.session, "2001:db8::ffff", SECRET, NOW)

    assert 0 < caught.value.retry_after <= 2 * BY_NETWORK.seconds


def test_another_network_may_still_ask(app: Flask) -> None:
    for _number in range(BY_NETWORK.max_attempts):
        brake(db.session, "203.0.113.7", SECRET, NOW)

    brake(db.session, "203.0.113.8", SECRET, NOW)


def test_many_networks_together_are_braked(app: Flask) -> None:
    for number in range(BY_ALL.max_attempts):
        brake(db.session, f"10.0.{number // 200}.{number % 200}", SECRET, NOW)

    with pytest.raises(RateLimitExceeded):
        brake(db.session, "203.0.113.7", SECRET, NOW)


def test_three_mails_a_day_are_due_to_one_address(app: Flask) -> None:
    answers = [is_mail_due(db.session, "ann@example.com", SECRET, NOW) for _time in range(5)]

    assert answers == [True, True, True, False, False]


def test_two_days_later_a_mail_is_due_again(app: Flask) -> None:
    for _time in range(5):
        is_mail_due(db.session, "ann@example.com", SECRET, NOW)

    assert is_mail_due(db.session, "ann@example.com", SECRET, NOW + timedelta(days=2))
