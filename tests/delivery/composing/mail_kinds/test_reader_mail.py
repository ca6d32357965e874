import pytest
from flask import Flask

from tests.delivery.mail_factories import (
    TO_ONE,
    address_change,
    address_changed,
    compose,
    confirmation,
    follow,
    html_of,
    text_of,
)
from tests.factories import make_person, make_topic

AS_A_LIST = ("List-Id", "List-Unsubscribe", "List-Unsubscribe-Post")


@pytest.mark.parametrize("make", TO_ONE)
def test_a_message_to_one_person_is_no_list(app: Flask, make: object) -> None:
    message = compose(make())

    assert not set(AS_A_LIST) & set(message.keys())
    assert "/leave" not in text_of(message) + html_of(message)


def test_the_confirmation_says_nothing_that_somebody_typed_but_the_address(app: Flask) -> None:
    row = confirmation(address="asking@example.com", name="Buy cheap pills at evil.example")
    message = compose(row)

    whole = message.as_string() + text_of(message) + html_of(message)
    assert "pills" not in whole
    assert "asking@example.com" in text_of(message)
    assert "List-Unsubscribe" not in message


def test_the_new_address_alone_is_asked(app: Flask) -> None:
    row = address_change(address="old@example.com", name="Ann Secret")
    message = compose(row)

    whole = message.as_string() + text_of(message) + html_of(message)
    assert message["To"] == "new@example.com"
    assert "old@" not in whole
    assert "Secret" not in whole


@pytest.mark.parametrize(("kind", "words"), [("topic", "“Rivers”"), ("author", "“Ada”"), ("", "“IFBG News”")])
def test_a_request_to_follow_names_what_it_is_about(app: Flask, kind: str, words: str) -> None:
    made = {"topic": lambda: make_topic("Rivers"), "author": lambda: make_person("Ada")}

    message = compose(follow(**({kind: made[kind]()} if kind else {})))

    assert words in text_of(message)
    assert words in html_of(message)


def test_the_old_address_is_not_told_the_new_one(app: Flask) -> None:
    message = compose(address_changed())

    assert message["To"] == "old@example.com"
    assert "new@example.com" not in str(message)
    assert "/subscribe" in text_of(message)
