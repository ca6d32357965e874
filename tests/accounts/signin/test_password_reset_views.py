"""A forgotten password, from the request to the new one."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from blog.accounts.signin.sessions import begin_session
from blog.database import db
from blog.models import Delivery, LoginSession, PasswordReset, Person
from blog.web.addresses.links import CONFIRM, PREFERENCES, RESET
from blog.web.clock import read_clock
from blog.web.extensions import links
from tests.accounts.people_factories import ADDRESS, count, make_member, send, try_password
from tests.factories import NOW, PASSWORD

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


def test_a_request_owes_one_mail_to_the_person(client: FlaskClient) -> None:
    make_member()

    answer = ask(client, ADDRESS.upper())

    mail = db.session.scalars(select(Delivery)).one()
    assert (answer.status_code, answer.location) == (303, "/password-resets/requested")
    assert (mail.address, mail.kind, mail.reset.used_at) == (ADDRESS, "password_reset", None)


@pytest.mark.parametrize("person", [{"is_suspended": True}, {"address": "somebody.else@example.org"}])
def test_the_answer_is_the_same_when_no_mail_is_owed(client: FlaskClient, person: dict) -> None:
    make_member(**person)

    answer = ask(client)

    assert (answer.status_code, answer.location) == (303, "/password-resets/requested")
    assert count(Delivery) == 0


def test_a_person_without_password_can_set_a_first_one(client: FlaskClient) -> None:
    path = ask_for_link(client, password_hash=None)

    choose(client, path)

    assert try_password(client, NEW).status_code == 303


def test_at_most_three_mails_a_day_go_to_one_address(client: FlaskClient) -> None:
    make_member()

    answers = [ask(client, spelling, f"192.0.2.{n}") for n, spelling in enumerate([ADDRESS, ADDRESS.upper()] * 4)]

    assert {answer.location for answer in answers} == {"/password-resets/requested"}
    assert count(Delivery) == 3


def test_one_network_cannot_ask_for_everybody(client: FlaskClient) -> None:
    codes = [ask(client, f"person{n}@example.org").status_code for n in range(11)]

    assert codes == [303] * 10 + [429]


@pytest.mark.parametrize("address", ["", "x" * 300, "\x00", "a@b\r\nBcc: c@d", "<script>@example.org", "؀" * 200])
def test_hostile_addresses_are_no_fault(client: FlaskClient, address: str) -> None:
    assert ask(client, address).status_code in {303, 422}
    assert count(Delivery) == 0


def test_the_answer_says_what_happens_next(client: FlaskClient) -> None:
    page = client.get("/password-resets/requested")

    assert "for 60 minutes" in page.text
    assert "Set-Cookie" not in page.headers


def test_opening_the_link_changes_nothing(client: FlaskClient) -> None:
    path = ask_for_link(client)

    pages = [client.get(path) for _ in range(3)]

    assert {page.status_code for page in pages} == {200}
    assert db.session.scalars(select(PasswordReset.used_at)).one() is None


def test_a_page_with_a_token_is_kept_nowhere(client: FlaskClient) -> None:
    path = ask_for_link(client)

    for page in (client.get(path), client.get("/password-resets/broken"), choose(client, path, "short")):
        assert page.headers["Cache-Control"] == "no-store"
        assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert page.headers["Referrer-Policy"] == "same-origin"


def test_the_link_sets_a_new_password_and_ends_every_session(client: FlaskClient) -> None:
    path = ask_for_link(client)
    begin_session(db.session, db.session.scalars(select(Person)).one(), read_clock())

    answer = choose(client, path)

    assert (answer.status_code, answer.location) == (303, "/login")
    assert count(LoginSession) == 0
    assert try_password(client, PASSWORD).status_code == 422
    assert try_password(client, NEW).status_code == 303


def test_the_link_works_once(client: FlaskClient) -> None:
    path = ask_for_link(client)
    choose(client, path)

    answers = [client.get(path), choose(client, path, "another one of those")]

    assert {answer.status_code for answer in answers} == {410}
    assert try_password(client, NEW).status_code == 303


def test_a_new_password_ends_every_other_link(client: FlaskClient) -> None:
    first = ask_for_link(client)
    ask(client)
    second_id = max(db.session.scalars(select(PasswordReset.id)))

    choose(client, first)

    assert client.get(f"/password-resets/{links().sign(RESET, [second_id])}").status_code == 410


def test_a_link_whose_time_is_over_does_not_work(client: FlaskClient) -> None:
    path = ask_for_link(client)
    db.session.execute(update(PasswordReset).values(expires_at=read_clock() - timedelta(seconds=1)))

    answer = choose(client, path)

    assert answer.status_code == 410
    assert "Ask for a new link" in answer.text


def test_the_link_of_a_person_suspended_since_does_not_work(client: FlaskClient) -> None:
    path = ask_for_link(client)
    db.session.execute(update(Person).values(is_suspended=True))

    assert client.get(path).status_code == 410


def test_a_token_that_is_altered_or_for_something_else_does_not_work(client: FlaskClient) -> None:
    path = ask_for_link(client)
    reset_id = db.session.scalars(select(PasswordReset.id)).one()
    foreign = [links().sign(CONFIRM, [reset_id, "key"]), links().seal(PREFERENCES, [reset_id, "key"])]
    odd = [links().sign(RESET, payload) for payload in ([], ["x"], [reset_id + 1])]

    for token in [*foreign, *odd, path.rpartition("/")[2][:-1] + "!", "%00", "x" * 5000, "%ff%fe"]:
        assert client.get(f"/password-resets/{token}").status_code in {400, 410}, token


def test_a_link_used_while_the_hash_was_made_ends_on_the_page_that_says_so(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = ask_for_link(client)

    def use_the_link(_password: str) -> str:
        db.session.execute(update(PasswordReset).values(used_at=NOW))
        db.session.commit()
        return "stored"

    monkeypatch.setattr(app.extensions["password_hasher"], "hash", use_the_link)

    assert choose(client, path).status_code == 410
