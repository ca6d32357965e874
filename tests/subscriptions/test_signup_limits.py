"""Rate limits of the subscribe form."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from blog.database import db
from blog.models import (
    Delivery,
    DeliveryKind,
)
from blog.subscriptions import signup_limits
from blog.subscriptions.signup_limits import HOUR, SIGNUPS_IN_ALL, SIGNUPS_PER_PREFIX, count_signup, take_mail_quota
from blog.web.access.rate_limits import RateLimit, RateLimitExceeded
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.forms.timestamps import make_timestamp
from tests.factories import NOW, make_subscriber, make_topic

SECRET = "only-for-the-tests"
FEW = RateLimit("subscribe-few", 10, HOUR)


def send(client: FlaskClient, address: str = "ann@example.com", **more: Any) -> TestResponse:
    headers = more.pop("headers", None)
    network = {"REMOTE_ADDR": more.pop("network", "203.0.113.7")}
    data = {"address": address, "name": "", "website": "", "stamp": make_timestamp(links(), read_clock()), **more}
    return client.post("/subscribe", data=data, headers=headers, environ_overrides=network)


def mails() -> list[DeliveryKind]:
    db.session.rollback()
    return list(db.session.scalars(select(Delivery.kind).order_by(Delivery.id)))


def count(model: type) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_one_prefix_may_ask_for_two_classes_an_hour(app: Flask) -> None:
    for number in range(SIGNUPS_PER_PREFIX.max_attempts):
        count_signup(db.session, f"2001:db8::{number:x}", SECRET, NOW)

    with pytest.raises(RateLimitExceeded) as caught:
        count_signup(db.session, "2001:db8::ffff", SECRET, NOW)

    assert 0 < caught.value.retry_after <= 2 * SIGNUPS_PER_PREFIX.seconds


@pytest.mark.parametrize("form", ["2001:db8:0:{:x}::1", "10.0.0.{}"])
def test_many_prefixes_of_one_network_are_counted_together(
    app: Flask, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.setattr(signup_limits, "SIGNUPS_PER_NETWORK", RateLimit("subscribe-few", 3, 60))
    for number in range(3):
        count_signup(db.session, form.format(number), SECRET, NOW)

    with pytest.raises(RateLimitExceeded):
        count_signup(db.session, form.format(9), SECRET, NOW)
    count_signup(db.session, "192.0.2.1", SECRET, NOW)


def test_another_network_may_still_ask(app: Flask) -> None:
    for _number in range(SIGNUPS_PER_PREFIX.max_attempts):
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


def test_at_most_three_links_a_day_go_to_one_reader(client: FlaskClient) -> None:
    make_subscriber("ann@example.com")

    for _time in range(5):
        send(client, topic=make_topic().slug)

    assert len(mails()) == 3


def test_a_class_signs_up_from_one_network(client: FlaskClient) -> None:
    answers = {send(client, f"ann{number}@example.com").status_code for number in range(32)}

    assert answers == {303}


def test_many_requests_of_one_network_are_refused_with_the_time_to_wait(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signup_limits, "SIGNUPS_PER_PREFIX", FEW)
    for number in range(FEW.max_attempts):
        assert send(client, f"ann{number}@example.com").status_code == 303

    answer = send(client, "late@example.com")

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert count(Delivery) == FEW.max_attempts
    assert send(client, "other@example.com", network="203.0.113.8").status_code == 303


@pytest.mark.parametrize("path", ["/subscribe", "/subscribe/link"])
def test_the_page_for_too_many_says_the_true_time_and_keeps_the_form(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr(signup_limits, "SIGNUPS_PER_PREFIX", RateLimit("subscribe-few", 0, HOUR))
    data = {"address": "ann@example.com", "name": "Ann", "stamp": make_timestamp(links(), read_clock())}

    answer = client.post(path, data={**data, "frequency": "weekly"})
    wait = int(answer.headers["Retry-After"])
    fields = dict(
        re.findall(
            r'<input type="hidden" name="(\w+)" value="([^"]*)"', answer.text.split("<main")[1].split("</main")[0]
        )
    )
    monkeypatch.undo()

    assert answer.status_code == 429
    assert f"Try again in {-(-wait // 60)} minutes." in answer.text
    assert "ann@example.com" in answer.text.split("<blockquote")[1]
    assert fields == {**data, "frequency": "weekly"}
    assert client.post(path, data=fields).status_code == 303


def test_a_forged_forwarding_header_makes_no_new_network(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signup_limits, "SIGNUPS_PER_PREFIX", FEW)
    codes = [
        send(client, headers={"X-Forwarded-For": f"198.51.100.{number}"}).status_code
        for number in range(FEW.max_attempts + 1)
    ]

    assert codes[-1] == 429


def test_a_flood_from_many_networks_is_braked(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signup_limits, "SIGNUPS_IN_ALL", RateLimit("subscribe-few", 3, 60))

    codes = [send(client, f"a{n}@example.com", network=f"10.0.0.{n}").status_code for n in range(5)]

    assert codes == [303, 303, 303, 429, 429]
    assert count(Delivery) == 3


def test_at_most_three_mails_leave_and_the_answer_stays_the_same(client: FlaskClient) -> None:
    answers = [send(client, network=f"10.0.0.{number}") for number in range(5)]

    assert {(answer.status_code, urlsplit(answer.location).path) for answer in answers} == {
        (303, "/subscribe/requested")
    }
    assert count(Delivery) == 3
