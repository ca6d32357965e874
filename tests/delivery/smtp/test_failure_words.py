"""What the words of a refusal are about, once names are taken out of them."""

import pytest

from blog.delivery.smtp import failure_words as words
from blog.delivery.smtp.status_codes import classify_failure
from blog.models import BounceKind
from tests.timing import do_within

OWN = frozenset({"news.example.org"})


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("<spam@blocked.example> unknown", "<address> unknown"),
        ("<Anna@Example.com> unknown", "<recipient> unknown"),
        ("<news@news.example.org> refused", "<sender> refused"),
        ("news.example.org is not welcome", "sender is not welcome"),
        ("host mx.spam.example[192.0.2.4] said: 550 gone (in reply to RCPT TO command)", "550 gone"),
        ("<anna@example.com>: 550 name unknown", "550 name unknown"),
        ("Remote host said: 550 name unknown", "550 name unknown"),
        ("SMTP error from remote server for RCPT TO command, host: mx.a.example (192.0.2.4) reason: 550 no", "550 no"),
        ("550 gone, see https://help.example/docs?p=NoSuchUser", "550 gone, see"),
        ("550 see http://www.spamhaus.org/query/ip/192.0.2.4", "550 see blocklist"),
        ("from 192.0.2.4 or 2001:db8::1", "from ip-number or ip-number"),
        ("RESOLVER.ADR.RecipNotFound; not found", "stranger.RecipNotFound; not found"),
        ("", ""),
    ],
)
def test_names_are_replaced_by_what_they_are(said: str, text: str) -> None:
    assert words.normalise(said, "anna@example.com", OWN) == text


@pytest.mark.parametrize("said", ["a@" * 5000, "a." * 5000, "user " * 5000, "1:" * 5000, "your " * 5000, "x" * 100_000])
def test_endless_words_take_no_time(said: str) -> None:
    text = do_within(0.5, lambda: words.normalise(said))

    assert len(text) <= 2 * words.MAX_LENGTH
    assert do_within(0.5, lambda: words.RECIPIENT_GONE.search(text)) is None


def test_alternatives_are_parted_by_commas() -> None:
    assert words.either("one, two more,three") == "(?:one|two more|three)"
    assert words.any_of("one", "two").search("TWO")


NOT_READERS = [
    "message-id",
    "From header",
    "HELO name",
    "sending host",
    "mail server",
    "mailing list",
    "API key",
    "certificate",
    "PTR record",
    "login user",
    "SMTP user",
    "relay host",
    "envelope sender",
    "your mailbox",
    "command",
    "port",
    "destination port",
    "recipient's server",
    "recipient's provider",
    "customer number",
    "user rights",
    "account plan",
    "address family",
    "MX address",
    "host key",
    "whitelist",
]


@pytest.mark.parametrize("thing", NOT_READERS)
@pytest.mark.parametrize("code", ["550", "550 5.0.0", "550 5.1.0", "550 5.5.0", "554"])
def test_nothing_but_a_reader_is_a_reader_who_is_gone(thing: str, code: str) -> None:
    said = [
        "unknown",
        "invalid",
        "not found",
        "does not exist",
        "not available",
        "no longer valid",
        "closed",
        "deleted",
    ]
    replies = [f"{code} {words}" for gone in said for words in (f"{thing} {gone}", f"{gone} {thing}")]

    hard = [reply for reply in replies if classify_failure(code[4:], reply, own_domains=OWN) is BounceKind.HARD]

    assert hard == []
