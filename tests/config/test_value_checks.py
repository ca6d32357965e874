"""Checks of single settings: what passes, what is refused, and that no secret is repeated."""

from collections.abc import Callable

import pytest

from blog.config import value_checks as checks

NO_CDN = (
    "cdn.example.org/media",
    "//cdn.example.org",
    "http://cdn.example.org",
    "https://",
    "https://cdn.example.org/media?v=1",
    "https://cdn.example.org/#media",
    "https://cdn.example.org/../else",
    "https://cdn.example.org//media",
    "https://cdn.example.org; script-src *",
    "https://cdn.example.org/a b",
    "https://cdn.example.org:0",
    "https://*.example.org",
    "https://cdn.example.org\n",
)
LONG = "x" * checks.MINIMUM_SECRET_LENGTH


@pytest.mark.parametrize(
    ("check", "value"),
    [
        (checks.check_language, "pt-BR"),
        (checks.check_timezone, "Europe/Zurich"),
        (checks.check_folder, "/srv/news-files"),
        (checks.check_media_public_url, ""),
        (checks.check_media_public_url, "https://cdn.example.org"),
        (checks.check_media_public_url, "https://s3.example.org:8333/newsroom/media.v2/"),
        (checks.check_media_public_url, "http://127.0.0.1:8333/newsroom"),
        (checks.check_database_url, "postgresql://user:pw@host/name"),
        (checks.check_domain_limits, "gmail.com=5, *=1"),
        (checks.check_sender, "IFBG News <news@news.example.org>"),
        (checks.check_sender, "news@news.example.org"),
        (checks.check_bounce_address, "b" * checks.MAX_BOUNCE_NAME + "@example.org"),
        (checks.check_imap_url, "imaps://ann:pw@mail.example.org/INBOX"),
        (checks.check_webhook_secret, LONG),
    ],
)
def test_a_good_value_passes(check: Callable[[str], str | None], value: str) -> None:
    assert check(value) is None


@pytest.mark.parametrize(
    ("check", "value"),
    [
        (checks.check_language, "english please"),
        (checks.check_timezone, "Mars/Olympus"),
        (checks.check_folder, "news-files"),
        *((checks.check_media_public_url, url) for url in NO_CDN),
        (checks.check_timezone, "../etc/passwd"),
        (checks.check_domain_limits, "gmail.com"),
        (checks.check_sender, "IFBG News"),
        (checks.check_sender, "news@"),
        (checks.check_bounce_address, "bounces"),
        (checks.check_bounce_address, "b" * (checks.MAX_BOUNCE_NAME + 1) + "@example.org"),
    ],
)
def test_a_bad_value_is_named_in_a_sentence(check: Callable[[str], str | None], value: str) -> None:
    sentence = check(value) or ""

    assert sentence.startswith("BLOG_")
    assert sentence.endswith(".")


@pytest.mark.parametrize(
    ("check", "value"),
    [
        (checks.check_database_url, "pa55word without scheme"),
        (checks.check_imap_url, "imap://ann:pa55word@mail.example.org"),
        (checks.check_imap_url, "imaps://ann:pa55word@:0"),
        (checks.check_webhook_secret, "pa55word"),
        (checks.check_media_public_url, "https://ann:pa55word@cdn.example.org"),
    ],
)
def test_a_bad_secret_is_refused_without_repeating_it(check: Callable[[str], str | None], value: str) -> None:
    sentence = check(value) or ""

    assert sentence.startswith("BLOG_")
    assert "pa55word" not in sentence
