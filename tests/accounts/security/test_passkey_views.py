"""Passkeys are added, named and removed on the own page."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from blog.database import db
from blog.models import Passkey, Person
from tests.accounts.factor_factories import age_sessions, challenge, give_app, give_passkey, passkey_of
from tests.accounts.people_factories import count, make_member, send
from tests.accounts.soft_authenticator import SoftAuthenticator
from tests.factories import sign_in

PAGE = "/account/passkeys"


@pytest.fixture
def me(app: Flask, client: FlaskClient) -> Person:
    """A member, signed in a moment ago."""
    person = make_member()
    sign_in(client, person)
    return person


def add(client: FlaskClient, name: str = "Phone", device: SoftAuthenticator | None = None) -> TestResponse:
    options = challenge(client, f"{PAGE}/challenge")
    return send(client, PAGE, name=name, credential=(device or SoftAuthenticator()).create(options))


def test_the_first_passkey_brings_recovery_codes_and_the_next_none(client: FlaskClient, me: Person) -> None:
    first, second = add(client), add(client, "Key <b>")

    assert "Your recovery codes" in first.text
    assert second.location == "/account/security"
    assert "Key &lt;b&gt;" in client.get(second.location).text
    assert db.session.get_one(Person, me.id).has_second_factor


def test_an_answer_adds_one_passkey(client: FlaskClient, me: Person) -> None:
    device = SoftAuthenticator()
    credential = device.create(challenge(client, f"{PAGE}/challenge"))

    tries = [send(client, PAGE, name="Phone", credential=credential).status_code for _ in range(2)]

    assert tries == [200, 422]
    assert count(Passkey) == 1


@pytest.mark.parametrize(
    ("name", "credential", "words"),
    [
        ("", None, "Enter a name"),
        ("x" * 61, None, "1 to 60 characters"),
        ("Phone", "{}", "could not be added"),
        ("Phone", "", "could not be added"),
    ],
)
def test_a_wrong_form_says_so_beside_the_name(
    client: FlaskClient, me: Person, name: str, credential: str | None, words: str
) -> None:
    made = SoftAuthenticator().create(challenge(client, f"{PAGE}/challenge"))

    answer = send(client, PAGE, name=name, credential=made if credential is None else credential)

    assert answer.status_code == 422
    assert words in answer.text
    assert count(Passkey) == 0


def test_a_passkey_is_renamed_and_removed_by_its_owner_alone(client: FlaskClient, me: Person) -> None:
    give_app(me)
    give_passkey(me)
    give_passkey(make_member("al@news.example.org"), name="Mine")
    mine, foreign = passkey_of(me).id, db.session.scalars(select(Passkey.id).where(Passkey.name == "Mine")).one()

    named = [send(client, f"{PAGE}/{id}/name", name="Work phone").status_code for id in (mine, foreign)]
    empty = send(client, f"{PAGE}/{mine}/name", name=" ")
    removed = [send(client, f"{PAGE}/{id}/removal").status_code for id in (mine, foreign)]

    assert (named, removed) == ([303, 404], [303, 404])
    assert "Enter a name" in empty.text
    assert db.session.scalars(select(Passkey.name)).all() == ["Mine"]


def test_adding_and_removing_ask_for_proof_after_a_while(client: FlaskClient, me: Person) -> None:
    give_passkey(me)
    age_sessions()

    asked = send(client, f"{PAGE}/challenge")

    assert (asked.status_code, asked.get_json()["proof"]) == (403, "/account/proof?next=/account/security")
    assert send(client, PAGE, name="Phone", credential="{}").status_code == 403
    assert send(client, f"{PAGE}/{passkey_of(me).id}/removal").status_code == 403
    assert count(Passkey) == 1
