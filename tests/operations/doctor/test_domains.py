"""Hosts, senders and domains as the settings name them."""

import pytest

from blog.config.settings import Settings
from blog.operations.doctor.domains import domain_of, envelope_of, host_of, is_related, parents, sender_of


def test_nothing_is_named_by_empty_settings() -> None:
    settings = Settings()

    assert (host_of(settings), sender_of(settings), envelope_of(settings), domain_of("")) == ("", "", "", "")


def test_the_envelope_is_the_bounce_address_or_the_sender() -> None:
    settings = Settings(base_url="https://News.Example.org:8443", mail_default_sender="News <news@Example.org>")
    bounces = Settings(mail_default_sender="news@example.org", mail_bounce_address="b@bounces.example.org")

    assert (host_of(settings), sender_of(settings)) == ("news.example.org", "news@Example.org")
    assert domain_of(envelope_of(settings)) == "example.org"
    assert envelope_of(bounces) == "b@bounces.example.org"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("example.org", "example.org", True),
        ("news.example.org", "example.org", True),
        ("example.org", "news.example.org", True),
        ("a.example.org", "b.example.org", False),
        ("badexample.org", "example.org", False),
    ],
)
def test_domains_are_related_when_one_lies_below_the_other(one: str, other: str, expected: bool) -> None:
    assert is_related(one, other) == expected


@pytest.mark.parametrize(
    ("domain", "expected"),
    [
        ("a.b.example.org", ["a.b.example.org", "b.example.org", "example.org"]),
        ("example.org", ["example.org"]),
        ("localhost", ["localhost"]),
    ],
)
def test_a_policy_may_stand_at_the_domain_and_above_down_to_two_labels(domain: str, expected: list[str]) -> None:
    assert parents(domain) == expected
