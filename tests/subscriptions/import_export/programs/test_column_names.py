"""Names of columns in other programs."""

import pytest

from blog.subscriptions.import_export.programs.column_names import (
    EVIDENCE,
    EXPORT_COLUMNS,
    EXTRA_COLUMNS,
    SYNONYMS,
    fold_word,
    may_be_state,
    name_columns,
)


def test_a_word_names_one_column() -> None:
    words = [fold_word(word) for words in SYNONYMS.values() for word in words.split()]

    assert [word for word in words if words.count(word) > 1] == []
    assert set(SYNONYMS) - {""} <= {*EXPORT_COLUMNS, *EXTRA_COLUMNS}


def test_what_speaks_against_mail_may_stand_in_several_columns_and_an_address_in_one() -> None:
    assert name_columns(["Email", "E-Mail Address", "Status", "Global status", "UNSUB_TIME", "Unsubscribed"]) == [
        "address", None, "state", "state", "left_at", "left_at",
    ]  # fmt: skip
    assert "address" not in EVIDENCE


def test_columns_are_named_in_the_languages_of_lists() -> None:
    assert name_columns(["Електронна пошта", "Ім'я", "Прізвище", "Статус"]) == [
        "address", "first_name", "last_name", "state",
    ]  # fmt: skip
    assert name_columns(["Adres e-mail", "Imię", "Stav", "enabled"]) == ["address", "first_name", "state", "state"]
    assert name_columns(["E-Mail", "Unsubscribed from all email", "Eingetragen"]) == [
        "address", "left_at", "requested_at",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "is_state"),
    [
        ("Newsletter status", True),
        ("Opt-out reason", True),
        ("Opted out of email: Daily", True),
        ("Підписка на розсилку", True),
        ("Status subskrypcji", True),
        ("Newsletter", True),
        ("active_subscription", False),
        ("Town", False),
        ("CC", False),
    ],
)
def test_a_column_that_may_say_who_left_is_known_by_its_name(heading: str, is_state: bool) -> None:
    assert may_be_state(heading) is is_state


@pytest.mark.parametrize("heading", ["Type", "Paid subscription", "Plan", "Bounce count"])
def test_money_and_measuring_say_nothing_about_consent(heading: str) -> None:
    assert name_columns(["Email", heading]) == ["address", None]
    assert not may_be_state(heading)
