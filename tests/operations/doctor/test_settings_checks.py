"""What the settings say by themselves."""

from typing import Any

import pytest

from blog.operations.doctor.settings_checks import check_bounces, check_postal_address, check_sender, check_settings
from tests.operations.doctor.fakes import severities
from tests.settings import named

GOOD: dict[str, Any] = {
    "DEVELOPMENT": False,
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz",
    "BASE_URL": "https://news.example.org",
    "MAIL_SERVER": "smtp.example.org",
    "MAIL_DEFAULT_SENDER": "IFBG News <news@example.org>",
    "MAIL_USE_TLS": True,
    "MAIL_USE_SSL": False,
    "MAIL_BOUNCE_ADDRESS": "bounces@example.org",
    "BOUNCE_IMAP_URL": "imaps://name:hidden-password@example.org/INBOX",
    "BOUNCE_WEBHOOK_SECRET": None,
    "DATABASE_URL": "postgresql+psycopg://blog:hidden-password@db.example.org/blog",
}


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, [("settings", "ok")]),
        ({"SECRET_KEY": "short"}, [("settings", "WRONG")]),
        ({"BASE_URL": "http://news.example.org"}, [("settings", "WRONG")]),
        ({"MAIL_SERVER": None, "MAIL_DEFAULT_SENDER": None}, [("settings", "WRONG")] * 2),
        ({"DEVELOPMENT": True, "BASE_URL": "http://127.0.0.1:8000"}, [("settings", "warn")]),
    ],
)
def test_what_keeps_a_production_run_from_starting_is_said(
    changed: dict[str, Any], found: list[tuple[str, str]]
) -> None:
    findings = list(check_settings(named(**{**GOOD, **changed}), is_debug=False))

    assert severities(findings) == found


@pytest.mark.parametrize(
    ("sender", "found"),
    [
        ("News <news@example.org>", [("sender", "ok")]),
        ("news@mail.news.example.org", [("sender", "ok")]),
        ("news@gmail.example", [("sender", "warn")]),
        ("nobody", [("sender", "WRONG")]),
        ("", []),
    ],
)
def test_the_sender_belongs_to_the_site(sender: str, found: list[tuple[str, str]]) -> None:
    assert severities(list(check_sender(named(**{**GOOD, "MAIL_DEFAULT_SENDER": sender})))) == found


@pytest.mark.parametrize(
    ("changed", "severity", "message"),
    [
        ({}, "ok", "are read"),
        ({"BOUNCE_IMAP_URL": None}, "ok", "flask bounces take"),
        ({"BOUNCE_IMAP_URL": None, "BOUNCE_WEBHOOK_SECRET": "x"}, "ok", "are read"),
        ({"MAIL_BOUNCE_ADDRESS": None}, "warn", "BLOG_MAIL_BOUNCE_ADDRESS"),
    ],
)
def test_bounces_come_in(changed: dict[str, Any], severity: str, message: str) -> None:
    (finding,) = check_bounces(named(**{**GOOD, **changed}))

    assert finding.severity.value == severity
    assert message in finding.message


@pytest.mark.parametrize(("address", "severity"), [("", "warn"), ("IFBG e. V., Hauptstr. 1, 10115 Berlin", "ok")])
def test_a_postal_address_is_asked_for(address: str, severity: str) -> None:
    (finding,) = check_postal_address(address)

    assert finding.severity.value == severity
    assert (address or "/desk/settings/mail") in finding.message


def test_no_secret_is_repeated() -> None:
    bad = named(**{**GOOD, "SECRET_KEY": "a weak secret", "MAIL_USE_SSL": True})

    said = str([*check_settings(bad, is_debug=False), *check_sender(bad), *check_bounces(bad)])

    assert "weak secret" not in said
    assert "hidden-password" not in said
