"""Each message is written in the language of who gets it; readers with the same language share one."""

from flask import Flask

from blog.database import db
from blog.delivery.composing.envelope import PendingMessage
from blog.delivery.composing.recipient_language import language_of
from tests.factories import make_person


def pending(address: str, language: str | None) -> PendingMessage:
    return PendingMessage(1, "review", None, None, None, address, None, is_repeat=False, attempts=0, language=language)


def test_a_reader_has_the_language_of_the_row_and_a_person_that_of_the_profile(app: Flask) -> None:
    person = make_person(language="uk")

    assert language_of(db.session, pending("ada@example.org", "de")) == "de"
    assert language_of(db.session, pending("ada@example.org", "")) == ""
    assert language_of(db.session, pending(person.address, None)) == "uk"
    assert language_of(db.session, pending("nobody@example.org", None)) == ""
