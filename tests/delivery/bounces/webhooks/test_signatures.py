"""Keys and times that are none."""

from datetime import UTC, datetime

import pytest

from blog.delivery.bounces.webhooks.signatures import (
    SNS_URL,
    is_recent,
    is_recent_text,
    is_signed_by_mailgun,
    is_signed_by_sendgrid,
)

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


def test_a_token_with_half_a_letter_is_no_signature() -> None:
    stamp = str(int(NOW.timestamp()))

    assert not is_signed_by_mailgun("key", {"timestamp": stamp, "token": "\ud800", "signature": "x"}, NOW)


@pytest.mark.parametrize(
    ("host", "is_amazon"),
    [
        ("sns.eu-west-1.amazonaws.com", True),
        ("sns.us-gov-west-1.amazonaws.com", True),
        ("sns.cn-north-1.amazonaws.com.cn", True),
        ("sns.s3-us-west-2.amazonaws.com", False),
        ("sns.execute-api.amazonaws.com", False),
        ("sns.eu-west-1.amazonaws.com@evil.example", False),
    ],
)
def test_a_host_of_amazon_itself_has_the_name_of_a_region(host: str, is_amazon: bool) -> None:
    assert bool(SNS_URL.fullmatch(f"https://{host}/?Action=ConfirmSubscription")) is is_amazon
