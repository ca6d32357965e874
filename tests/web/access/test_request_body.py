"""Bodies are received whole, within limits, before any statement runs; what is malformed is a 400 on every form."""

import sqlite3
from collections.abc import Iterator
from io import BytesIO
from itertools import cycle

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from blog.config.settings import settings_of
from blog.database import db
from blog.models import Role
from blog.web.access import request_body
from blog.web.access.policy import CsrfProtection
from tests.databases import on_sqlite
from tests.factories import make_person, sign_in
from tests.test_defences import fill, rules

URLENCODED, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data; boundary=edge"
PART = b'--edge\r\nContent-Disposition: form-data; name="address"\r\n\r\nx\r\n'
MALFORMED = {
    "multipart without boundary": ("multipart/form-data", PART + b"--edge--\r\n"),
    "multipart with another boundary": ("multipart/form-data; boundary=other", PART + b"--edge--\r\n"),
    "multipart with an empty boundary": ("multipart/form-data; boundary=", PART + b"--edge--\r\n"),
    "multipart with a boundary outside ASCII": ("multipart/form-data; boundary=\xe9\xff", PART),
    "multipart that ends too soon": (MULTIPART, PART),
    "a part without name": (MULTIPART, b"--edge\r\nContent-Disposition: form-data\r\n\r\nx\r\n--edge--\r\n"),
    "a part without disposition": (MULTIPART, b"--edge\r\nX: y\r\n\r\nx\r\n--edge--\r\n"),
    "a part with a broken head": (MULTIPART, b"--edge\r\n\xff\xfe\x00:\r\n\r\nx\r\n--edge--\r\n"),
    "a field name with NUL": (MULTIPART, PART.replace(b"address", b"add\0ress") + b"--edge--\r\n"),
    "an encoded field name with NUL": (URLENCODED, b"a%00b=x"),
    "bytes that are no UTF-8": (URLENCODED, b"address=\xff\xfe\x80"),
    "broken JSON": ("application/json", b'{"address": '),
    "whole JSON": ("application/json", b'{"address": "x"}'),
    "a text": ("text/plain", b"address=x"),
    "no type": ("", b"address=x"),
}
TOO_MANY = {
    "fields": (URLENCODED, b"a=1&" * 2_000),
    "parts": (MULTIPART, PART * 2_000 + b"--edge--\r\n"),
}


def post_paths(app: Flask) -> Iterator[str]:
    """Yield the address of every view that takes a form."""
    for rule, policy in rules(app, "POST"):
        assert policy is not None
        if policy.csrf is not CsrfProtection.SIGNATURE:
            yield fill(rule)[0]


def post(client: FlaskClient, path: str, token: str, content_type: str, body: bytes) -> TestResponse:
    return client.post(path, data=body, content_type=content_type, headers={"X-CSRFToken": token})


@on_sqlite
def test_a_malformed_body_is_a_bad_request_on_every_form(app: Flask, client: FlaskClient) -> None:
    token = sign_in(client, make_person(role=Role.ADMINISTRATOR))

    # Each address gets one of them in turn: the next test sends all of them to some.
    tries = list(zip(post_paths(app), cycle(MALFORMED), strict=False))
    answers = {(path, name): post(client, path, token, *MALFORMED[name]).status_code for path, name in tries}

    assert len(answers) > 50
    assert {tried: status for tried, status in answers.items() if status != 400} == {}


@on_sqlite
@pytest.mark.parametrize("path", ["/subscribe", "/login", "/desk/articles/new", "/subscriptions/1/leave"])
def test_however_a_body_is_malformed_it_is_a_bad_request(app: Flask, client: FlaskClient, path: str) -> None:
    token = sign_in(client, make_person(role=Role.ADMINISTRATOR))

    answers = {name: post(client, path, token, *sent).status_code for name, sent in MALFORMED.items()}

    assert {name: status for name, status in answers.items() if status != 400} == {}


@on_sqlite
@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/subscribe", "address"),
        ("/login", "address"),
        ("/desk/articles/new", "headline"),
        ("/desk/topics/new", "name"),
        ("/desk/authors/new", "name"),
    ],
)
def test_a_file_where_a_text_is_asked_for_is_a_bad_request(client: FlaskClient, path: str, name: str) -> None:
    token = sign_in(client, make_person(role=Role.ADMINISTRATOR))

    answer = client.post(path, data={"csrf_token": token, name: (BytesIO(b"GIF89a"), "a.gif")})

    assert answer.status_code == 400


@on_sqlite
@pytest.mark.parametrize("name", TOO_MANY)
def test_too_many_fields_are_refused(app: Flask, client: FlaskClient, name: str) -> None:
    token = sign_in(client, make_person(role=Role.ADMINISTRATOR))

    paths = ("/subscribe", "/login", "/desk/articles/new")
    answers = {path: post(client, path, token, *TOO_MANY[name]).status_code for path in paths}

    assert set(answers.values()) == {413}


class HalfBody:
    """A body of which half comes, and then nothing; *look* is called while the rest is waited for."""

    def __init__(self, file: str) -> None:
        self.file, self.left, self.looked = file, b"a=1&b=", 0

    def read(self, _size: int = -1) -> bytes:
        sent, self.left = self.left, b""
        if not sent:
            with sqlite3.connect(self.file, timeout=0, isolation_level=None) as rival:
                rival.execute("BEGIN IMMEDIATE")
                rival.execute("ROLLBACK")
            rival.close()
            self.looked += 1
        return sent


@on_sqlite
def test_nobody_waits_for_a_body_that_does_not_come(app: Flask, client: FlaskClient) -> None:
    token = sign_in(client, make_person(role=Role.ADMINISTRATOR))
    file = str(db.engine.url.database)

    for rule, _ in rules(app, "POST"):
        body = HalfBody(file)
        head = {"wsgi.input": body, "CONTENT_LENGTH": "1000", "CONTENT_TYPE": URLENCODED}
        answer = client.post(fill(rule)[0], headers={"X-CSRFToken": token}, environ_overrides=head)
        assert (answer.status_code, body.looked > 0) == (400, True), rule


def test_a_body_that_comes_too_slowly_is_given_up(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request_body, "GRACE_SECONDS", -1.0)

    answer = client.post("/subscribe", data={"address": "reader@example.com"})

    assert answer.status_code == 408
    assert "<h1" in answer.text


def test_the_longer_a_body_is_the_longer_it_may_take() -> None:
    assert request_body.allowed_seconds(0) < request_body.allowed_seconds(1024 * 1024) < 600


class CountedBody:
    """A body of zeros that counts what is read of it."""

    def __init__(self, size: int) -> None:
        self.size, self.count = size, 0

    def read(self, size: int = -1) -> bytes:
        given = min(size if size >= 0 else self.size, self.size - self.count)
        self.count += given
        return bytes(given)


def refuse_large(client: FlaskClient, size: int) -> int:
    """Send *size* bytes, which are too many; return how many of them were read."""
    body = CountedBody(size)
    head = {"wsgi.input": body, "CONTENT_LENGTH": str(size), "CONTENT_TYPE": URLENCODED}
    assert client.post("/login", environ_overrides=head).status_code == 413
    return body.count


def test_the_rest_of_a_large_body_is_read_so_that_a_proxy_gets_the_answer(client: FlaskClient) -> None:
    assert refuse_large(client, 20_000_000) == 20_000_000


def test_no_more_than_a_bounded_rest_is_read(app: Flask, client: FlaskClient) -> None:
    limit = settings_of(app).max_content_length + request_body.DRAIN_BYTES

    assert refuse_large(client, 500_000_000) <= limit + 2 * request_body.BLOCK_BYTES


def test_an_empty_form_is_no_malformed_one(client: FlaskClient) -> None:
    assert client.post("/subscribe").status_code == 422


@pytest.mark.parametrize(("is_signed_in", "status"), [(False, 413), (True, 400)])
def test_a_large_body_is_for_those_who_upload_pictures(client: FlaskClient, is_signed_in: bool, status: int) -> None:
    if is_signed_in:
        sign_in(client, make_person())
    head = {"wsgi.input": CountedBody(5_000_000), "CONTENT_LENGTH": "5000000", "CONTENT_TYPE": "text/plain"}

    assert client.post("/desk/media/uploads", environ_overrides=head).status_code == status
