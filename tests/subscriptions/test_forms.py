"""Fields of the subscribe form: hostile and wrong input."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from blog.database import db
from blog.models import Delivery, Subscriber
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.forms.timestamps import make_timestamp


def send(client: FlaskClient, address: str = "ann@example.com", **more: Any) -> TestResponse:
    headers = more.pop("headers", None)
    network = {"REMOTE_ADDR": more.pop("network", "203.0.113.7")}
    data = {"address": address, "name": "", "website": "", "stamp": make_timestamp(links(), read_clock()), **more}
    return client.post("/subscribe", data=data, headers=headers, environ_overrides=network)


def count(model: type) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0


@pytest.mark.parametrize(
    ("address", "error"),
    [
        ("", "Enter your e-mail address"),
        ("   ", "Enter your e-mail address"),
        ("ann", "Enter an e-mail address like ann@example.org"),
        ("müller@example.com", "accented letters before the @"),
        ("a" * 1_000_000, "at most 254 characters"),
        ("ann@example.com\r\nBcc: bob@example.com", "Enter an e-mail address like ann@example.org"),
        ("<script>alert(1)</script>", "Enter an e-mail address like ann@example.org"),
        ("' OR 1=1 --", "Enter an e-mail address like ann@example.org"),
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
