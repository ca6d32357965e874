import re
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from blog.database import db
from blog.models import Delivery, Frequency, RateCount, Subscriber, SubscriberState
from blog.subscriptions import consent, signup_limits
from blog.subscriptions.signup_limits import SIGNUPS_PER_NETWORK
from blog.web.access.rate_limits import RateLimit
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.forms.timestamps import make_timestamp
from tests.factories import make_subscriber
from tests.settings import change_settings


def send(client: FlaskClient, address: str = "ann@example.com", **more: Any) -> TestResponse:
    headers = more.pop("headers", None)
    network = {"REMOTE_ADDR": more.pop("network", "203.0.113.7")}
    data = {"address": address, "name": "", "website": "", "stamp": make_timestamp(links(), read_clock()), **more}
    return client.post("/subscribe", data=data, headers=headers, environ_overrides=network)


def count(model: type) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_the_page_offers_the_form_and_sets_no_cookie(client: FlaskClient) -> None:
    answer = client.get("/subscribe")

    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    for name in ("address", "name", "website", "stamp", "page"):
        assert f'name="{name}"' in answer.text
    assert "csrf_token" not in answer.text


def test_the_form_of_the_page_can_be_sent_as_it_stands(client: FlaskClient) -> None:
    page = client.get("/subscribe").text
    stamp = re.search(r'name="stamp" value="([^"]+)"', page)
    assert stamp is not None

    answer = send(client, stamp=stamp[1], page="/subscribe")

    assert answer.status_code == 303
    assert count(Delivery) == 1


def test_a_request_is_kept_with_its_consent_and_owed_a_mail(client: FlaskClient) -> None:
    answer = send(client, "Ann@Example.com", name="Ann  Müller", page="/articles/tea?size=3#end")

    row = db.session.scalars(select(Subscriber)).one()
    assert (answer.status_code, answer.location) == (303, "/subscribe/requested")
    assert (row.address, row.name, row.state) == ("Ann@example.com", "Ann Müller", SubscriberState.PENDING)
    assert (row.consent_wording, row.consent_form) == (consent.wording(Frequency.INSTANT), "/articles/tea")
    assert count(Delivery) == 1


@pytest.mark.parametrize("frequency", list(Frequency))
def test_the_consent_that_is_kept_stands_on_the_page(client: FlaskClient, frequency: Frequency) -> None:
    page = unescape(client.get("/subscribe").text)

    for words in (consent.LEAD, consent.about(None), consent.SCHEDULE_LABELS[frequency], consent.PROMISE):
        assert str(words) in page
        assert str(words) in consent.wording(frequency)


@pytest.mark.parametrize("state", [None, *SubscriberState])
def test_the_answer_is_the_same_whether_or_not_the_address_is_known(
    client: FlaskClient, state: SubscriberState | None
) -> None:
    if state:
        make_subscriber("ann@example.com", state=state)

    answer = send(client)

    assert (answer.status_code, answer.location) == (303, "/subscribe/requested")
    assert "Set-Cookie" not in answer.headers
    assert "ann" not in answer.text


def test_the_page_after_sending_says_from_whom_and_what_to_do(client: FlaskClient) -> None:
    page = client.get("/subscribe/requested").text

    assert "IFBG News &lt;news@news.example.org&gt;" in page
    assert "It works for 7 days." in page
    assert "If nothing comes" in page


def test_a_development_run_leads_to_the_captured_mail(app: Flask, client: FlaskClient) -> None:
    assert "/dev/mail" not in client.get("/subscribe/requested").text

    change_settings(app, development=True, mail_server=None)

    assert "/dev/mail" in client.get("/subscribe/requested").text


def test_a_trap_hit_is_answered_like_success_and_does_nothing(client: FlaskClient) -> None:
    answer = send(client, website="https://pills.example.com", stamp="")

    assert (answer.status_code, answer.location) == (303, "/subscribe/requested")
    assert (count(Subscriber), count(Delivery), count(RateCount)) == (0, 0, 0)


def test_a_form_sent_at_once_comes_back_with_what_was_typed_and_a_new_stamp(app: Flask, client: FlaskClient) -> None:
    change_settings(app, subscribe_minimum_seconds=2)
    stamp = make_timestamp(links(), read_clock())

    answer = send(client, name="Ann", stamp=stamp)

    assert answer.status_code == 422
    assert 'value="ann@example.com"' in answer.text
    assert 'value="Ann"' in answer.text
    assert 'name="stamp" value="' in answer.text
    assert stamp not in answer.text
    assert count(Subscriber) == 0


@pytest.mark.parametrize("stamp", ["", "nonsense", "WzFd.x.y"])
def test_a_missing_or_altered_stamp_is_refused(client: FlaskClient, stamp: str) -> None:
    answer = send(client, stamp=stamp)

    assert answer.status_code == 422
    assert "ann@example.com" in answer.text
    assert count(Delivery) == 0


@pytest.mark.parametrize(
    ("address", "error"),
    [
        ("", "Please give the e-mail address"),
        ("   ", "Please give the e-mail address"),
        ("ann", "This does not look like an e-mail address"),
        ("müller@example.com", "plain letters before the @"),
        ("a" * 1_000_000, "at most 254 characters"),
        ("ann@example.com\r\nBcc: bob@example.com", "This does not look like an e-mail address"),
        ("<script>alert(1)</script>", "This does not look like an e-mail address"),
        ("' OR 1=1 --", "This does not look like an e-mail address"),
    ],
)
def test_a_wrong_address_gets_an_error_beside_the_field(client: FlaskClient, address: str, error: str) -> None:
    answer = send(client, address, name="Ann")

    assert answer.status_code == 422
    assert error in answer.text.split('id="address-error"')[1]
    assert "<script>alert" not in answer.text
    assert 'value="Ann"' in answer.text
    assert count(Delivery) == 0


def test_a_form_without_fields_gets_an_error(client: FlaskClient) -> None:
    assert client.post("/subscribe").status_code == 422


@pytest.mark.parametrize("name", ["x" * 101, "x" * 1_000_000])
def test_a_name_that_is_too_long_gets_an_error_beside_the_field(client: FlaskClient, name: str) -> None:
    answer = send(client, name=name)

    assert answer.status_code == 422
    assert 'id="name-error"' in answer.text
    assert count(Subscriber) == 0


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Ναταλία", "Ναταλία"),
        ("مريم", "مريم"),
        ("\x00Ann\u202e\r\nMüller\x1b", "Ann Müller"),
        ("e\u0301", "é"),
        ("<b>Ann</b>", "<b>Ann</b>"),
        ("名" * 100, "名" * 100),
        ("   ", None),
    ],
)
def test_a_name_is_cleaned_and_kept(client: FlaskClient, name: str, kept: str | None) -> None:
    answer = send(client, name=name)

    assert answer.status_code == 303
    assert db.session.scalars(select(Subscriber.name)).one() == kept


@pytest.mark.parametrize("page", ["", "//evil.example", "https://evil.example/", "/\\evil", "/" + "x" * 300, "\x00/a"])
def test_a_strange_page_is_kept_as_the_subscribe_page(client: FlaskClient, page: str) -> None:
    send(client, page=page)

    assert db.session.scalars(select(Subscriber.consent_form)).one() in {"/subscribe", "/a"}


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "none"}]
)
def test_a_form_on_another_site_is_refused(client: FlaskClient, headers: dict[str, str]) -> None:
    answer = send(client, headers=headers)

    assert answer.status_code == 403
    assert count(Subscriber) == 0


def test_many_requests_of_one_network_are_refused_with_the_time_to_wait(client: FlaskClient) -> None:
    for number in range(SIGNUPS_PER_NETWORK.max_attempts):
        assert send(client, f"ann{number}@example.com").status_code == 303

    answer = send(client, "late@example.com")

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert count(Delivery) == SIGNUPS_PER_NETWORK.max_attempts
    assert send(client, "other@example.com", network="203.0.113.8").status_code == 303


def test_a_forged_forwarding_header_makes_no_new_network(client: FlaskClient) -> None:
    codes = [
        send(client, headers={"X-Forwarded-For": f"198.51.100.{number}"}).status_code
        for number in range(SIGNUPS_PER_NETWORK.max_attempts + 1)
    ]

    assert codes[-1] == 429


def test_a_flood_from_many_networks_is_braked(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signup_limits, "SIGNUPS_IN_ALL", RateLimit("subscribe-few", 3, 60))

    codes = [send(client, f"a{n}@example.com", network=f"10.0.0.{n}").status_code for n in range(5)]

    assert codes == [303, 303, 303, 429, 429]
    assert count(Delivery) == 3


def test_at_most_three_mails_leave_and_the_answer_stays_the_same(client: FlaskClient) -> None:
    answers = [send(client, network=f"10.0.0.{number}") for number in range(5)]

    assert {(answer.status_code, answer.location) for answer in answers} == {(303, "/subscribe/requested")}
    assert count(Delivery) == 3


def test_no_address_stands_in_any_url(client: FlaskClient) -> None:
    answer = send(client)

    assert "example.com" not in answer.location
