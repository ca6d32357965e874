"""Notices about the own sign-in, as they are composed."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from flask import Flask

from blog.delivery.composing.mail_kinds.security_mail import NOTICES, write_security_notice
from blog.models import Person
from blog.web.extensions import links

WORDS = {
    "added": "was added to your account",
    "removed": "was removed from your account",
    "reset": "An administrator has removed",
    "cloned": "a copy of a passkey of yours",
    "recovery": "A recovery code of yours was used",
}


@pytest.mark.parametrize("what", [what for what, _title in NOTICES.values()])
def test_a_notice_says_what_happened_and_where_to_look(app: Flask, what: str) -> None:
    context: Any = SimpleNamespace(links=links())

    mail = write_security_notice(what, cast(Person, Person(name="Maren <b>\nHolt")), context)

    assert "\n" not in mail.subject
    assert WORDS[what] in " ".join(mail.text.split())
    assert WORDS[what] in mail.html
    assert "https://news.example.org/account/security" in mail.text
    assert "Maren <b> Holt:" in mail.text
    assert "\n\n\n" not in mail.text
