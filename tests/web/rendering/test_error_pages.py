"""Errors are pages of the site: plain words, a number to quote, no trace."""

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient
from sqlalchemy import text

from blog.database import db
from blog.web.rendering.error_pages import format_wait
from tests.factories import give_csrf_token, make_person, sign_in

SECRET = "ann.private@example.com"


@pytest.fixture
def breaking(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The application with a page that fails as a page may."""
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def fail() -> str:
        db.session.execute(text("SELECT * FROM no_such_table WHERE address = :address"), {"address": SECRET})
        return ""

    fail.policy = app.view_functions["articles.front"].policy  # type: ignore[attr-defined]
    monkeypatch.setitem(app.view_functions, "articles.front", fail)
    return app


@pytest.mark.parametrize("is_staff", [False, True])
def test_an_unexpected_error_shows_a_number_and_no_trace(breaking: Flask, client: FlaskClient, is_staff: bool) -> None:
    if is_staff:
        sign_in(client, make_person())

    answer = client.get("/")

    assert answer.status_code == 500
    assert answer.headers["X-Request-ID"] in answer.text
    for word in ("Traceback", "no_such_table", "sqlalchemy", SECRET, ".py"):
        assert word not in answer.text


def test_the_log_of_an_error_holds_the_trace_and_no_value(
    breaking: Flask, client: FlaskClient, capsys: pytest.CaptureFixture[str]
) -> None:
    number = client.get("/").headers["X-Request-ID"]

    logged = capsys.readouterr().out
    assert "no_such_table" in logged
    assert number in logged
    assert SECRET not in logged
    assert "private" not in logged


@pytest.mark.parametrize(("path", "is_shown"), [("/nothing-here-xyz", False), ("/", True)])
def test_only_a_failure_of_ours_shows_the_number_of_the_request(
    breaking: Flask, client: FlaskClient, path: str, is_shown: bool
) -> None:
    answer = client.get(path)

    assert (answer.headers["X-Request-ID"] in answer.text) is is_shown


@pytest.mark.parametrize("code", [400, 403, 404, 405, 410, 413, 418, 429, 500, 502, 503])
def test_each_error_has_a_page_of_the_site(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def fail() -> None:
        abort(code)

    fail.policy = app.view_functions["articles.front"].policy  # type: ignore[attr-defined]
    monkeypatch.setitem(app.view_functions, "articles.front", fail)

    answer = client.get("/")

    assert answer.status_code == code
    assert answer.text.count("<h1") == 1
    assert "IFBG News" in answer.text


def test_a_form_that_has_expired_says_so(client: FlaskClient) -> None:
    answer = client.post("/login", data={"address": "x", "password": "y"})

    assert answer.status_code == 400
    assert "<h1" in answer.text


def test_a_huge_body_is_refused_with_a_page(client: FlaskClient) -> None:
    token = give_csrf_token(client)
    body = {"csrf_token": token, "address": "x" * 5_000_000, "password": "y"}

    answer = client.post("/login", data=body)

    assert answer.status_code == 413
    assert "<h1" in answer.text


def test_a_form_of_very_many_fields_is_refused(client: FlaskClient) -> None:
    token = give_csrf_token(client)
    body = {"csrf_token": token, **{f"field{number}": "x" for number in range(500)}}

    answer = client.post("/login", data=body, content_type="multipart/form-data")

    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "1 second"), (59, "59 seconds"), (60, "60 seconds"), (61, "2 minutes"), (3601, "61 minutes"),
        (2 * 3600, "2 hours"), (2 * 3600 + 1200, "3 hours"), (47 * 3600 + 1, "2 days"), (50 * 3600, "3 days"),
    ],
)  # fmt: skip
def test_whoever_waits_as_long_as_is_said_does_not_come_back_too_soon(app: Flask, seconds: int, words: str) -> None:
    with app.test_request_context():
        assert format_wait(seconds) == words
