"""The door for a mail service that posts what comes back."""

import time
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.delivery.bounces.views import MAX_BODY_BYTES
from blog.models import Bounce, Suppression
from blog.web.access.webhook_signatures import sign
from tests.delivery.bounces.samples import make_accepted, returned
from tests.settings import change_settings

KEY = "a key that two machines share, 0123456789"


@pytest.fixture
def door(app: Flask) -> Flask:
    change_settings(app, bounce_webhook_secret=KEY)
    return app


def post(client: FlaskClient, body: bytes, *, key: str = KEY, **headers: str) -> Any:
    stamp = str(int(time.time()))
    sent = {"X-Timestamp": stamp, "X-Signature": sign(key, stamp, body), "Sec-Fetch-BouncePolicy": None, **headers}
    return client.post("/bounces", data=body, headers=sent, content_type="message/rfc822")


def test_a_signed_report_is_taken_and_a_repeat_is_answered_alike(door: Flask, client: FlaskClient) -> None:
    delivery = make_accepted()
    report = returned("postfix_user_unknown", delivery)

    answers = [post(client, report) for _ in range(2)]

    assert [(answer.status_code, answer.json) for answer in answers] == [(200, {"status": "ok"})] * 2
    assert delivery.subscriber is not None
    assert delivery.subscriber.suppression is Suppression.HARD_BOUNCE
    assert db.session.scalars(select(Bounce.source)).all() == ["webhook"]


@pytest.mark.parametrize("name", ["none_vacation", "qmail"])
def test_what_is_no_report_of_ours_is_answered_alike(door: Flask, client: FlaskClient, name: str) -> None:
    assert post(client, returned(name, None)).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Signature": "0" * 64},
        {"X-Signature": ""},
        {"X-Timestamp": ""},
        {"X-Timestamp": "1"},
        {"X-Signature": "é"},
    ],
)
def test_an_unsigned_report_is_refused_and_changes_nothing(
    door: Flask, client: FlaskClient, headers: dict[str, str]
) -> None:
    delivery = make_accepted()

    answer = post(client, returned("postfix_user_unknown", delivery), **headers)

    assert answer.status_code == 403
    assert delivery.subscriber is not None
    assert delivery.subscriber.suppression is None


def test_a_foreign_key_opens_nothing(door: Flask, client: FlaskClient) -> None:
    assert post(client, b"x", key="another key").status_code == 403


def test_there_is_no_door_without_a_key(app: Flask, client: FlaskClient) -> None:
    assert post(client, b"x").status_code == 404
    assert post(client, b"x", key="").status_code == 404


def test_a_report_that_is_too_large_is_refused(door: Flask, client: FlaskClient) -> None:
    assert post(client, b"x" * (MAX_BODY_BYTES + 1)).status_code == 413
    assert post(client, b"x" * MAX_BODY_BYTES).status_code == 200


@pytest.mark.parametrize("body", [b"", b"\x00" * 5000, b"\xff\xfe\n\n", b"x: y\n" * 5000])
def test_no_body_breaks_the_door(door: Flask, client: FlaskClient, body: bytes) -> None:
    assert post(client, body).status_code == 200
