"""Proof of identity: with the second factor where there is one."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.database import db
from blog.models import Person, Role
from tests.accounts.factor_factories import age_sessions, challenge, code_now, give_app, give_codes, give_passkey
from tests.accounts.people_factories import cookie_of, make_member, send
from tests.factories import PASSWORD, make_subscriber, sign_in

PROOF = "/account/proof?next=/desk/people"


@pytest.fixture
def boss(app: Flask, client: FlaskClient) -> Person:
    """An administrator, signed in at *client* an hour ago."""
    person = make_member("boss@news.example.org", Role.ADMINISTRATOR)
    sign_in(client, person)
    age_sessions()
    return person


def is_asked(client: FlaskClient) -> bool:
    """Return whether the page of a dangerous deed asks for proof."""
    return send(client, "/account/authenticator/new").status_code == 403


def test_the_password_is_proof_of_who_has_nothing_else(client: FlaskClient, boss: Person) -> None:
    before = is_asked(client)
    wrong = send(client, PROOF, present="not this one")
    right = send(client, PROOF, present=PASSWORD)

    assert before
    assert "This is not your password" in wrong.text
    assert right.location == "/desk/people"
    assert not is_asked(client)


def test_the_password_is_no_proof_of_who_has_a_factor(client: FlaskClient, boss: Person) -> None:
    secret = give_app(boss)

    wrong = send(client, PROOF, present=PASSWORD)
    inline = send(client, "/desk/people/new", present=PASSWORD, name="Jo", address="jo@example.org", role="editor")
    right = send(client, PROOF, present=code_now(secret))

    assert (wrong.status_code, inline.status_code, right.status_code) == (422, 422, 303)
    assert "This code is wrong" in inline.text
    assert not is_asked(client)


def test_a_code_in_the_form_itself_is_proof(client: FlaskClient, boss: Person) -> None:
    give_app(boss)
    fields = {"name": "Jo", "address": "jo@example.org", "role": "editor"}

    without = send(client, "/desk/people/new", **fields)
    answer = send(client, "/desk/people/new", **fields, present=give_codes(boss)[0])

    assert "Confirm with a passkey instead" in without.text
    assert answer.status_code == 303


def test_the_way_to_prove_with_a_passkey_leads_to_a_page(client: FlaskClient, boss: Person) -> None:
    give_app(boss)
    member = make_member()

    answers = [
        send(client, f"/desk/people/{member.id}/role", role="editor", seen="author"),
        send(client, f"/desk/people/{member.id}/suspension"),
        send(client, "/desk/readers/export"),
        send(client, "/desk/people/new", name="Jo", address="jo@example.org", role="editor"),
    ]

    for answer in answers:
        ways = set(re.findall(r'href="/account/proof\?next=([^"]+)"', answer.text))
        assert answer.status_code == 422
        assert [client.get(way).status_code for way in ways] == [200]


def test_a_passkey_is_proof_of_its_owner_alone(client: FlaskClient, boss: Person) -> None:
    device, other = give_passkey(boss), give_passkey(make_member())
    path = "/account/proof/passkey"

    foreign = send(client, path, credential=other.get(challenge(client, f"{path}/challenge")))
    for_sign_in = send(client, path, credential=device.get(challenge(client)))
    answer = send(client, f"{path}?next=/desk/people", credential=device.get(challenge(client, f"{path}/challenge")))

    assert "belongs to another account" in foreign.text
    assert for_sign_in.status_code == 422
    assert answer.location == "/desk/people"
    assert not is_asked(client)


def test_proof_renews_the_token_of_the_session(app: Flask, client: FlaskClient, boss: Person) -> None:
    before, thief = cookie_of(client), app.test_client()
    with thief.session_transaction(base_url="https://news.example.org") as cookie:
        cookie.update(before)

    send(client, PROOF, present=PASSWORD)

    assert cookie_of(client)["_user_id"] != before["_user_id"]
    assert client.get("/desk/").status_code == 200
    assert thief.get("/desk/").location.startswith("/login?")


def test_what_was_typed_waits_for_the_proof(client: FlaskClient, boss: Person) -> None:
    reader = make_subscriber()
    path = f"/desk/readers/{reader.id}/deletion"

    asked = client.get(path)
    sender = send(client, "/desk/settings/mail", sender_name="Tea & cake", reply_to="", postal_address="")
    proven = send(client, "/account/proof?next=/desk/settings/mail", present=PASSWORD, **{"kept-sender_name": "Tea"})

    assert asked.location == f"/account/proof?next={path}"
    assert sender.status_code == 403
    assert 'name="kept-sender_name" value="Tea &amp; cake"' in sender.text
    assert 'name="sender_name" value="Tea"' in proven.text
    assert "Send it now" in proven.text
    assert client.get(path).status_code == 200


def test_proof_leads_nowhere_else(client: FlaskClient, boss: Person) -> None:
    answer = send(client, "/account/proof?next=//evil.example", present=PASSWORD)

    assert answer.location == "/account/security"


def test_wrong_proofs_are_limited_like_wrong_passwords(client: FlaskClient, boss: Person) -> None:
    give_app(boss)
    db.session.commit()

    codes = [send(client, PROOF, present="000000").status_code for _ in range(11)]

    assert codes == [422] * 10 + [429]
