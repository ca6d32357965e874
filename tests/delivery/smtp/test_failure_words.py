"""What the words of a refusal are about, once names are taken out of them."""

import time

import pytest

from blog.delivery.smtp import failure_words as words

OWN = frozenset({"news.example.org"})


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("<spam@blocked.example> unknown", "<address> unknown"),
        ("<Anna@Example.com> unknown", "<recipient> unknown"),
        ("<news@news.example.org> refused", "<sender> refused"),
        ("news.example.org is not welcome", "sender is not welcome"),
        ("host mx.spam.example[192.0.2.4] said: 550 gone (in reply to RCPT TO command)", "550 gone"),
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
    began = time.process_time()

    text = words.normalise(said)

    assert len(text) <= 2 * words.MAX_LENGTH
    assert words.RECIPIENT_GONE.search(text) is None
    assert time.process_time() - began < 0.5


def test_alternatives_are_parted_by_commas() -> None:
    assert words.either("one, two more,three") == "(?:one|two more|three)"
    assert words.any_of("one", "two").search("TWO")
