"""What is hard and what is soft, code by code."""

import pytest

from blog.delivery.smtp.status_codes import classify_failure, find_status
from blog.models import BounceKind

HARD, SOFT = BounceKind.HARD, BounceKind.SOFT


@pytest.mark.parametrize(
    ("status", "words", "kind"),
    [
        ("5.1.1", "550 5.1.1 no such user", HARD),
        ("5.1.2", "Host or domain name not found", HARD),
        ("5.1.3", "553 5.1.3 bad address syntax", HARD),
        ("5.1.6", "551 5.1.6 mailbox has moved", HARD),
        ("5.1.10", "556 5.1.10 recipient domain has a null MX", HARD),
        ("5.2.1", "550 5.2.1 the account is disabled", HARD),
        ("5.1.7", "553 5.1.7 bad sender address", SOFT),
        ("5.1.8", "553 5.1.8 sender domain not found", SOFT),
        ("5.2.2", "552 5.2.2 over quota", SOFT),
        ("5.2.3", "552 5.2.3 message too large", SOFT),
        ("5.4.4", "unable to route", SOFT),
        ("5.4.6", "554 5.4.6 too many hops", SOFT),
        ("5.6.1", "554 5.6.1 content refused", SOFT),
        ("5.7.1", "550 5.7.1 user unknown, says our policy", SOFT),
        ("5.7.26", "550 5.7.26 unauthenticated", SOFT),
        ("4.2.2", "452 4.2.2 mailbox full", SOFT),
        ("5.0.0", "550 No such user here", HARD),
        ("", "550 Requested action not taken: mailbox unavailable", HARD),
        ("", "550 user@example.com is not a valid mailbox", HARD),
        ("", "550 account someone@example.com does not exist", HARD),
        ("5.4.1", "550 5.4.1 Recipient address rejected: Access denied", HARD),
        ("5.4.1", "no answer from host", SOFT),
        ("5.5.0", "550 5.5.0 Requested action not taken: mailbox unavailable", HARD),
        ("5.0.0", "550 blocked: spam from unknown user", SOFT),
        ("", "554 user unknown", HARD),
        ("5.0.0", "unknown user", HARD),
        ("", "", SOFT),
    ],
)
def test_only_a_dead_address_is_hard(status: str, words: str, kind: BounceKind) -> None:
    assert classify_failure(status, words) is kind


@pytest.mark.parametrize(
    ("status", "words", "found"),
    [
        ("5.1.1", "no such user", "5.1.1"),
        ("5.0.0", "550 5.1.1 no such user", "5.1.1"),
        ("5.1.1", "550-5.7.1 blocked", "5.7.1"),
        ("5.0.0", "550 #5.1.0 Address rejected.", "5.1.0"),
        ("4.4.7", "550 5.1.1 tried long ago", "4.4.7"),
        ("5.1.1 (bad destination)", "", "5.1.1"),
        ("", "Sorry. (#5.1.1)", ""),
        ("", "host 192.0.2.550 said 5.1.1.1 at 10.5.1.1", ""),
        ("nonsense", "", ""),
    ],
)
def test_the_code_that_says_most_is_found(status: str, words: str, found: str) -> None:
    assert find_status(status, words) == found
