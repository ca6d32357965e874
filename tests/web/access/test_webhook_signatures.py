"""Signed requests of machines."""

from datetime import UTC, datetime, timedelta

import pytest

from blog.web.access.webhook_signatures import is_signed, sign

KEY = "a key that two machines share, 0123456789"
NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
STAMP = str(int(NOW.timestamp()))


@pytest.mark.parametrize(("seconds", "is_good"), [(0, True), (300, True), (-300, True), (301, False), (-301, False)])
def test_a_signature_holds_for_five_minutes(seconds: int, is_good: bool) -> None:
    stamp = str(int((NOW - timedelta(seconds=seconds)).timestamp()))

    assert is_signed(KEY, stamp, sign(KEY, stamp, b"body"), b"body", NOW) is is_good


@pytest.mark.parametrize(
    ("stamp", "signature", "body"),
    [
        (STAMP, sign(KEY, STAMP, b"body"), b"another body"),
        (STAMP, sign("another key", STAMP, b"body"), b"body"),
        (STAMP, sign(KEY, STAMP, b"body").upper(), b"body"),
        (STAMP, "", b"body"),
        (STAMP, "\ud800\u2028", b"body"),
        (STAMP[:-1] + "9", sign(KEY, STAMP, b"body"), b"body"),
        (STAMP + ".body", sign(KEY, STAMP, b"body"), b""),
        ("", sign(KEY, "", b"body"), b"body"),
        ("now", sign(KEY, "now", b"body"), b"body"),
        ("9" * 400, sign(KEY, "9" * 400, b"body"), b"body"),
    ],
)
def test_nothing_else_is_signed(stamp: str, signature: str, body: bytes) -> None:
    assert not is_signed(KEY, stamp, signature, body, NOW)
