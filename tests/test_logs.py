"""The log holds no password, no token and no full address."""

import json
import logging

import pytest
import structlog
from flask.testing import FlaskClient

from blog.extensions import links
from blog.links import PREFERENCES, RESET
from blog.logs import MaskingFilter, configure_lines, hide_secrets, mask
from tests.factories import PASSWORD, give_csrf_token, make_subscriber


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("ann.lee@example.com asked", "an***@example.com asked"),
        ("To: <li@example.com>, b@c.example", "To: <li***@example.com>, b***@c.example"),
        ("address=ann%40example.com", "address=an***@example.com"),
        (
            "Key (address_key)=(maren.holt@example.org) already exists",
            "Key (address_key)=(ma***@example.org) already exists",
        ),
        ("GET /subscriptions/WzEsImtleSJd.abcdefghijk/leave", "GET /subscriptions/[hidden]/leave"),
        ("GET /subscriptions/confirm/WzEsImtleSJd.abcdefghijk", "GET /subscriptions/confirm/[hidden]"),
        ("POST /password-resets/WzEsImtleSJd.abcdefghijk HTTP/1.1", "POST /password-resets/[hidden] HTTP/1.1"),
        ("/password-resets/new", "/password-resets/new"),
        ("/subscriptions/<token>/leave", "/subscriptions/<token>/leave"),
        ("nothing to hide", "nothing to hide"),
    ],
)
def test_addresses_and_signed_links_are_masked(text: str, masked: str) -> None:
    assert mask(text) == masked


def test_secrets_are_hidden_however_deep_they_lie() -> None:
    event = {
        "event": "x", "password": PASSWORD, "reset_token": "t", "Authorization": "Bearer t", "count": 3, "ratio": None,
        "form": {"csrf_token": "t", "to": ["ann.lee@example.com"]}, "error": ValueError("ann.lee@example.com"),
    }  # fmt: skip

    hidden = json.dumps(hide_secrets(None, "info", event))

    assert PASSWORD not in hidden
    assert "ann.lee" not in hidden
    assert '"t"' not in hidden
    assert '"count": 3' in hidden


def test_lines_of_libraries_are_masked() -> None:
    record = logging.LogRecord("werkzeug", 20, "", 1, '"GET %s"', ("/password-resets/WzEsImtleSJd.abcdefghijk",), None)

    assert MaskingFilter().filter(record)
    assert record.getMessage() == '"GET /password-resets/[hidden]"'


def test_a_request_is_logged_by_its_rule(client: FlaskClient, capsys: pytest.CaptureFixture[str]) -> None:
    reader = make_subscriber("ann.lee@example.com")
    tokens = [links().seal(PREFERENCES, [reader.id, reader.key]), links().sign(RESET, [1])]

    client.get(f"/subscriptions/{tokens[0]}")
    client.get(f"/password-resets/{tokens[1]}")
    number = client.get("/search?q=ann.lee@example.com").headers["X-Request-ID"]

    logged = capsys.readouterr().out
    assert "rule=/subscriptions/<token>" in logged
    assert f"request_id={number}" in logged
    assert not any(word in logged for word in [*tokens, "ann.lee"])


def test_a_password_never_reaches_the_log(client: FlaskClient, capsys: pytest.CaptureFixture[str]) -> None:
    token = give_csrf_token(client)

    client.post("/login", data={"csrf_token": token, "address": "ann.lee@example.com", "password": PASSWORD})

    logged = capsys.readouterr().out
    assert "rule=/login" in logged
    assert not any(word in logged for word in (PASSWORD, token, "ann.lee"))


def test_each_request_has_a_number_of_its_own(client: FlaskClient) -> None:
    numbers = {client.get("/healthz", headers={"X-Request-ID": "forged"}).headers["X-Request-ID"] for _ in range(3)}

    assert len(numbers) == 3
    assert "forged" not in numbers


def test_lines_can_be_written_for_machines(client: FlaskClient, capsys: pytest.CaptureFixture[str]) -> None:
    before = structlog.get_config()
    configure_lines("json")
    try:
        client.get("/healthz")
    finally:
        structlog.configure(**before)

    line = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (line["event"], line["rule"], line["status"]) == ("request", "/healthz", 200)
