"""Words of state in the programs and main languages."""

import pytest

from blog.models import SubscriberState, Suppression
from blog.subscriptions.import_export.programs.state_words import (
    BOUNCED,
    COMPLAINED,
    CONFIRMED,
    EMPTY,
    LEFT,
    MAX_EMPTY,
    NO_MEMBER,
    PENDING,
    STANDINGS,
    WORDS,
    Standing,
    find_standing,
    is_empty,
    most_severe,
    read_flag,
)


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("Subscribed", CONFIRMED),
        ("aktiv", CONFIRMED),
        ("abonné", CONFIRMED),
        ("Non-Subscribed", NO_MEMBER),
        ("transactional", NO_MEMBER),
        ("archived", NO_MEMBER),
        ("unactivated", PENDING),
        ("undeliverable", BOUNCED),
        ("Désabonné", LEFT),
        ("Abgemeldet", LEFT),
        ("Désabonnée", LEFT),
        ("Відписаний", LEFT),
        ("Отписалась", LEFT),
        ("wypisany", LEFT),
        ("Абонент", None),
        ("Підтверджений", CONFIRMED),
        ("Gekündigt", LEFT),
        ("Marked as Spam", COMPLAINED),
        ("Mars", None),
        ("subscribed, unsubscribed", LEFT),
        ("Active / bounced", BOUNCED),
        ("active;confirmed", CONFIRMED),
        ("active, on Mars", None),
        ("Unsubscribed on 2024-01-02", LEFT),
        ("Abgemeldet (seit 02.01.2024 08:21)", LEFT),
    ],
)
def test_a_word_says_what_its_program_means(text: str, standing: Standing | None) -> None:
    assert find_standing(text, {}) == standing


def test_a_word_means_one_thing() -> None:
    assert len(STANDINGS) == sum(len(words.split()) for words in WORDS.values())


def test_a_word_may_mean_another_thing_in_one_program() -> None:
    assert find_standing("inactive", {"inactive": "pending"}) == PENDING


def test_what_speaks_most_against_mail_counts() -> None:
    assert most_severe([CONFIRMED, BOUNCED, LEFT]) == Standing(SubscriberState.LEFT, Suppression.HARD_BOUNCE)
    assert most_severe([CONFIRMED, COMPLAINED, LEFT]) == COMPLAINED
    assert most_severe([CONFIRMED, PENDING]) == PENDING
    assert most_severe([]) is None


def test_nothing_yes_and_no_are_told_apart() -> None:
    assert [is_empty(text) for text in ("0000-00-00 00:00:00", "NULL", " ", "n/a", "0")] == [
        True,
        True,
        True,
        True,
        False,
    ]
    assert [read_flag(text) for text in ("Yes", "1", "nein", "0", "2021-01-01")] == [True, True, False, False, None]


def test_every_way_to_write_nothing_is_short_enough_to_be_looked_at() -> None:
    assert max(map(len, EMPTY)) < MAX_EMPTY
    assert is_empty("0000-00-00 00:00:00")
