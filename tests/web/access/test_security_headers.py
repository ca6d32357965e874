"""The headers on pages, and what a cookie and a cache may do."""

from flask import Flask
from flask.testing import FlaskClient


def test_encryption_is_promised_only_on_an_encrypted_connection(client: FlaskClient) -> None:
    secure, plain = client.get("/"), client.get("/", base_url="http://news.example.org")

    assert secure.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert "Strict-Transport-Security" not in plain.headers


def test_a_page_of_an_error_has_the_policy_too(client: FlaskClient) -> None:
    for answer in (
        client.get("/nowhere"),
        client.get("/%00"),
        client.post("/"),
        client.get("/", headers={"Host": "x"}),
    ):
        assert answer.status_code >= 400
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_what_says_nothing_about_caches_is_kept_nowhere(client: FlaskClient) -> None:
    assert client.get("/login").headers["Cache-Control"] == "no-store"
    assert client.get("/healthz").headers["Cache-Control"] == "no-store"


def test_a_view_may_say_more_than_the_default(app: Flask, client: FlaskClient) -> None:
    asset = app.extensions["assets"].names["site.css"]

    assert "immutable" in client.get(f"/assets/{asset}").headers["Cache-Control"]


def test_reading_sets_no_cookie(client: FlaskClient) -> None:
    answers = [client.get(path) for path in ("/", "/archive/", "/search?q=x", "/feed.atom", "/subscribe", "/nowhere")]

    assert not any("Set-Cookie" in answer.headers for answer in answers)
