"""Fields of the sign-in and password forms."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from blog.database import db
from blog.models import PasswordReset, RateCount
from blog.web.addresses.links import RESET
from blog.web.extensions import links
from tests.accounts.people_factories import ADDRESS, count, make_member, send
from tests.factories import PASSWORD

NEW = "eleven grey otters swim"


def ask(client: FlaskClient, address: str = ADDRESS, ip: str = "192.0.2.1") -> TestResponse:
    return send(client, "/password-resets/new", ip, address=address)


def ask_for_link(client: FlaskClient, **person: object) -> str:
    """Ask for a reset and return the path of the link that is mailed."""
    make_member(**person)
    ask(client)
    reset_id = db.session.scalars(select(PasswordReset.id)).one()
    return f"/password-resets/{links().sign(RESET, [reset_id])}"


def choose(client: FlaskClient, path: str, password: str = NEW, repeat: str | None = None) -> TestResponse:
    return send(client, path, password=password, repeat=password if repeat is None else repeat)


@pytest.mark.parametrize(
    ("password", "repeat", "words"),
    [
        ("", "", "Enter your password."),
        ("short", "short", "Use at least 12 characters."),
        ("Password2026!", "Password2026!", "lists that attackers try first"),
        ("abababababab", "abababababab", "repeats itself"),
        ("abcdefghijklm", "abcdefghijklm", "row of letters"),
        ("maren loves tea", "maren loves tea", "Leave your name"),
        ("x" * 1025, "x" * 1025, "longer than any password"),
        (NEW, f"{NEW}.", "not the same as above"),
    ],
)
def test_a_weak_password_is_refused_beside_its_field(
    client: FlaskClient, password: str, repeat: str, words: str
) -> None:
    path = ask_for_link(client)

    answer = choose(client, path, password, repeat)

    assert answer.status_code == 422
    assert words in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert db.session.scalars(select(PasswordReset.used_at)).one() is None


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Enter your mail address."),
        ({"address": ADDRESS}, "Enter your password."),
        ({"address": "a" * 255, "password": PASSWORD}, "too long for a mail address"),
        ({"address": ADDRESS, "password": "x" * 1025}, "longer than any password"),
        ({"address": "a" * 1_000_000, "password": "b" * 1_000_000}, "longer than any password"),
    ],
)
def test_a_form_that_cannot_be_right_costs_no_hash_and_no_try(client: FlaskClient, fields: dict, words: str) -> None:
    answer = send(client, "/login", **fields)

    assert answer.status_code == 422
    assert words in answer.text
    assert count(RateCount) == 0
