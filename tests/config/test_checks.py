"""Settings of the ways in for bounces that the blog does not start with."""

import pytest

from blog.config.checks import value_faults
from blog.config.settings import Settings


@pytest.mark.parametrize(
    ("url", "secret", "named"),
    [
        (None, None, []),
        ("", "", []),
        ("imaps://name:pass-word@example.org/INBOX", "0123456789abcdef0123456789abcdef", []),
        ("imap://name:pass-word@example.org/INBOX", None, ["BLOG_BOUNCE_IMAP_URL"]),
        ("imaps://name@example.org", None, ["BLOG_BOUNCE_IMAP_URL"]),
        ("imaps://name:pass-word@example.org:many", None, ["BLOG_BOUNCE_IMAP_URL"]),
        ("imaps://name:pass-word@[", None, ["BLOG_BOUNCE_IMAP_URL"]),
        ("name:pass-word", "pass-word", ["BLOG_BOUNCE_IMAP_URL", "BLOG_BOUNCE_WEBHOOK_SECRET"]),
    ],
)
def test_a_way_in_for_bounces_is_whole_or_not_set(url: str | None, secret: str | None, named: list[str]) -> None:
    faults = value_faults(Settings(bounce_imap_url=url, bounce_webhook_secret=secret))

    assert [fault.split()[0] for fault in faults] == named
    assert "pass-word" not in str(faults)
