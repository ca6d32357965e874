"""Lines of the log hold no password, no token and no full address."""

import json
import logging

import pytest

from blog.web.observability.masking import MaskingFilter, hide_secrets, mask
from tests.factories import PASSWORD
from tests.timing import do_within


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("ann.lee@example.com asked", "an***@example.com asked"),
        ("To: <li@example.com>, b@c.example", "To: <li***@example.com>, b***@c.example"),
        ("address=ann%40example.com", "address=an***@example.com"),
        ("to=ann@example.com,bob@example.com", "to=an***@example.com,bo***@example.com"),
        ("ann@example.com;bob@example.com:carl@example.com", "an***@example.com;bo***@example.com:ca***@example.com"),
        ("(ann@example.com)(bob@example.com)", "(an***@example.com)(bo***@example.com)"),
        ("mailto:ann@example.com?cc=bob@example.com", "mailto:an***@example.com?cc=bo***@example.com"),
        ("a=ann%40example.com&b=bob%40example.com", "a=an***@example.com&b=bo***@example.com"),
        ("ann%40example.com%2Cbob%40example.com", "an***@example.com%2C***@example.com"),
        (
            "smtp://ann%40example.com:x@relay.example/bob@example.com",
            "smtp://an***@example.com:x***@relay.example/bo***@example.com",
        ),
        (
            "Key (address_key)=(maren.holt@example.org) already exists",
            "Key (address_key)=(ma***@example.org) already exists",
        ),
        ("GET /subscriptions/WzEsImtleSJd.abcdefghijk/leave", "GET /subscriptions/[hidden]/leave"),
        ("GET /subscriptions/confirm/WzEsImtleSJd.abcdefghijk", "GET /subscriptions/confirm/[hidden]"),
        ("POST /password-resets/WzEsImtleSJd.abcdefghijk HTTP/1.1", "POST /password-resets/[hidden] HTTP/1.1"),
        ("No page at WyJrZXkiXQ.aYx1zQ.abcdefghijk.", "No page at [hidden]"),
        ("No page at WzJd.aYx1zQ.abcdefghijk", "No page at [hidden]"),
        ("No page at .eJwrSS0u.aYx1zQ.abcdefghijk", "No page at [hidden]"),
        ("/password-resets/new", "/password-resets/new"),
        ("/subscriptions/<token>/leave", "/subscriptions/<token>/leave"),
        ("nothing to hide", "nothing to hide"),
    ],
)
def test_addresses_and_signed_links_are_masked(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize("text", ["a" * 50_000, "a%" * 25_000, "ann@example.com," * 3_000])
def test_a_long_line_is_masked_in_a_moment(text: str) -> None:
    masked = do_within(2, lambda: mask(text))

    assert "ann@" not in masked


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
    target = "/password-resets/WzEsImtleSJd.abcdefghijk?next=/desk/"
    record = logging.LogRecord("werkzeug", 20, "", 1, '"%s %s HTTP/1.1" 200 -', ("GET", target), None)

    assert MaskingFilter().filter(record)
    assert record.getMessage() == '"GET [hidden] HTTP/1.1" 200 -'


def test_traces_of_libraries_are_masked() -> None:
    error = ValueError("/invitations/WzEsImtleSJd.abcdefghijk of ann.lee@example.com")
    record = logging.LogRecord("_granian", 40, "", 1, "Application callable raised", (), (ValueError, error, None))

    MaskingFilter().filter(record)

    logged = logging.Formatter().format(record)
    assert "ValueError: /invitations/[hidden] of an***@example.com" in logged
    assert "WzEs" not in logged
