"""Sign-in by passkey: one signature for one challenge of one browser."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from blog.database import db
from blog.models import AuditEvent, Delivery, LoginSession
from tests.accounts.factor_factories import challenge, give_passkey, give_password
from tests.accounts.people_factories import cookie_of, count, make_member, send
from tests.accounts.soft_authenticator import SoftAuthenticator


@pytest.fixture
def device(app: Flask) -> SoftAuthenticator:
    """The phone of the one member."""
    return give_passkey(make_member())


def answer_with(client: FlaskClient, credential: str, path: str = "/login/passkey") -> TestResponse:
    return send(client, path, credential=credential)


def test_a_passkey_signs_in_without_a_password(client: FlaskClient, device: SoftAuthenticator) -> None:
    answer = answer_with(client, device.get(challenge(client)), "/login/passkey?next=/desk/articles")

    assert (answer.status_code, answer.location) == (303, "/desk/articles")
    assert client.get("/desk/").status_code == 200
    assert db.session.scalars(select(AuditEvent)).one().details == {"factor": "passkey"}


def test_a_passkey_completes_the_second_step(client: FlaskClient, device: SoftAuthenticator) -> None:
    give_password(client)
    before = cookie_of(client)

    answer_with(client, device.get(challenge(client)))

    assert client.get("/desk/").status_code == 200
    assert "pending_sign_in" not in cookie_of(client)
    assert cookie_of(client)["_user_id"] != before["pending_sign_in"]


def test_an_answer_is_good_once_and_in_its_own_browser(
    app: Flask, client: FlaskClient, device: SoftAuthenticator
) -> None:
    options, thief = challenge(client), app.test_client()
    credential = device.get(options)

    stolen = answer_with(thief, credential)
    first = answer_with(client, credential)
    again = answer_with(client, credential)

    assert (stolen.status_code, first.status_code, again.status_code) == (422, 303, 422)
    assert "did not work here" in again.text
    assert count(LoginSession) == 1


def test_a_wrong_answer_uses_the_challenge_up(client: FlaskClient, device: SoftAuthenticator) -> None:
    options = challenge(client)

    answer_with(client, "{}")

    assert answer_with(client, device.get(options)).status_code == 422


def test_a_challenge_for_proof_or_for_a_new_passkey_signs_nobody_in(
    client: FlaskClient, device: SoftAuthenticator
) -> None:
    answer_with(client, device.get(challenge(client)))
    options = challenge(client, "/account/proof/passkey/challenge")

    answer = answer_with(client, device.get(options))

    assert answer.status_code == 422


def test_the_host_of_a_request_makes_no_other_party(client: FlaskClient, device: SoftAuthenticator) -> None:
    del device
    options = client.post("/login/passkey/challenge", headers={"Host": "evil.example"})

    assert options.status_code == 400
    assert challenge(client)["rpId"] == "news.example.org"


def test_a_copied_passkey_is_refused_and_told(app: Flask, client: FlaskClient, device: SoftAuthenticator) -> None:
    thief, elsewhere = device.copy(), app.test_client()
    answer_with(client, device.get(challenge(client)))
    answer_with(client, device.get(challenge(client)))

    answer = answer_with(elsewhere, thief.get(challenge(elsewhere)))

    assert answer.status_code == 422
    assert "seems to have been copied" in answer.text
    assert db.session.scalars(select(Delivery.kind)).all() == ["passkey_cloned"]
    assert elsewhere.get("/desk/").location.startswith("/login?")


def test_a_suspended_person_stays_out(client: FlaskClient) -> None:
    device = give_passkey(make_member(is_suspended=True))

    assert answer_with(client, device.get(challenge(client))).status_code == 422
    assert count(LoginSession) == 0


def test_a_passkey_of_a_guest_author_opens_nothing(client: FlaskClient) -> None:
    person = make_member()
    device = give_passkey(person)
    person.address, person.address_key = "", None
    db.session.commit()

    assert answer_with(client, device.get(challenge(client))).status_code == 422
    assert count(LoginSession) == 0


@pytest.mark.parametrize("text", ["[" * 16_000, '{"id":' * 2000], ids=["lists", "objects"])
def test_what_is_nested_without_end_is_refused(client: FlaskClient, device: SoftAuthenticator, text: str) -> None:
    challenge(client)

    assert answer_with(client, text).status_code == 422


def test_challenges_are_limited_and_need_a_token(client: FlaskClient) -> None:
    codes = [send(client, "/login/passkey/challenge").status_code for _ in range(61)]

    assert codes == [200] * 60 + [429]
    assert client.post("/login/passkey/challenge").status_code == 400
