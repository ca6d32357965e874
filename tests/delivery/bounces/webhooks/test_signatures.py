"""Keys and times that are none."""

from datetime import UTC, datetime

import pytest

from blog.delivery.bounces.webhooks.signatures import is_recent, is_recent_text, is_signed_by_sendgrid

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize("key", ["", "no base64!", "AAAA"])
def test_a_key_that_is_none_opens_nothing(key: str) -> None:
    assert not is_signed_by_sendgrid(key, str(int(NOW.timestamp())), "AAAA", b"", NOW)


@pytest.mark.parametrize(
    ("text", "recent"), [("", False), ("-1", False), ("x", False), (str(int(NOW.timestamp())), True)]
)
def test_a_time_is_recent_within_a_day(text: str, recent: bool) -> None:
    assert is_recent(text, NOW) is recent


@pytest.mark.parametrize(("text", "recent"), [("", False), ("2026-05-04", False), ("2026-05-04T09:00:00.000Z", True)])
def test_a_written_time_is_recent_within_a_day(text: str, recent: bool) -> None:
    assert is_recent_text(text, NOW) is recent
