"""Signing in and out, as a browser does it."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from blog.accounts.signin.current_user import password_hasher
from blog.accounts.signin.password_hashing import PasswordHasher
from blog.database import db
from blog.models import LoginSession, Person
from tests.accounts.people_factories import ADDRESS, cookie_of, count, make_member, send, try_password
from tests.factories import PASSWORD, give_csrf_token, sign_in

WRONG = "not the password at all"


def test_the_right_password_leads_to_the_desk(client: FlaskClient) -> None:
    make_member()

    answer = try_password(client, PASSWORD)

    assert (answer.status_code, answer.location) == (303, "/desk/")
    assert client.get("/desk/").status_code == 200


def test_the_cookie_is_bound_to_the_host_and_hidden_from_scripts(client: FlaskClient) -> None:
    make_member()

    known, cookie = try_password(client, PASSWORD).headers.getlist("Set-Cookie")

    assert (known[:21], cookie[:15]) == ("__Host-known-browser=", "__Host-session=")
    assert {part.strip() for part in cookie.split(";")} >= {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"}
    assert "Domain" not in cookie


@pytest.mark.parametrize("typed", [ADDRESS.upper(), f"  {ADDRESS} ", "Maren@NEWS.example.ORG", f"\t{ADDRESS}\u00a0"])
def test_the_address_is_found_in_any_case_and_with_spaces(client: FlaskClient, typed: str) -> None:
    make_member()

    assert try_password(client, PASSWORD, typed).status_code == 303


def test_a_password_in_another_normal_form_is_the_same(client: FlaskClient) -> None:
    make_member(password_hash=password_hasher().hash("Gr\u00fc\u00dfe aus dem S\u00fcden"))

    assert try_password(client, "Gru\u0308\u00dfe aus dem Su\u0308den").status_code == 303


@pytest.mark.parametrize(
    ("address", "password", "person"),
    [
        (ADDRESS, WRONG, {}),
        ("nobody@news.example.org", PASSWORD, {}),
        (ADDRESS, PASSWORD, {"is_suspended": True}),
        (ADDRESS, PASSWORD, {"password_hash": None}),
        (ADDRESS, PASSWORD, {"password_hash": "not a hash"}),
        ("' OR 1=1 --", PASSWORD, {}),
        ("maren@news.example.org\x00", WRONG, {}),
        ("\ud800\u202e@example.org", PASSWORD, {}),
    ],
)
def test_every_failure_has_the_same_answer(client: FlaskClient, address: str, password: str, person: dict) -> None:
    make_member(**person)

    answer = try_password(client, password, address.encode("utf-8", "replace").decode())

    assert answer.status_code == 422
    assert "Address or password is wrong." in answer.text
    assert password not in answer.text
    assert count(LoginSession) == 0


def test_what_was_typed_stays_but_not_the_password(client: FlaskClient) -> None:
    answer = try_password(client, WRONG, '"><script>alert(1)</script>@example.org')

    assert "&lt;script&gt;" in answer.text
    assert "<script>alert" not in answer.text
    assert WRONG not in answer.text
    assert 'role="alert"' in answer.text


def test_nothing_from_before_signing_in_stays_in_the_cookie(client: FlaskClient) -> None:
    make_member()
    send(client, "/login", address="x", password="y")
    before = cookie_of(client)

    try_password(client, PASSWORD)

    after = cookie_of(client)
    assert before["csrf_token"]
    assert "csrf_token" not in after or after["csrf_token"] != before["csrf_token"]


def test_a_cookie_planted_before_signing_in_opens_nothing_after(client: FlaskClient) -> None:
    make_member()
    with client.session_transaction(base_url="https://news.example.org") as cookie:
        cookie["_user_id"] = "planted"

    try_password(client, PASSWORD)

    assert cookie_of(client)["_user_id"] != "planted"
    assert db.session.scalar(LoginSession.by_token("planted")) is None


def test_the_database_holds_only_the_hash_of_the_token(client: FlaskClient) -> None:
    make_member()

    try_password(client, PASSWORD)

    token = cookie_of(client)["_user_id"]
    stored = db.session.scalars(select(LoginSession.token_hash)).one()
    assert len(token) >= 43
    assert token not in stored
    assert stored == LoginSession.hash_token(token)


def test_a_copied_cookie_is_worthless_after_signing_out(app: Flask, client: FlaskClient) -> None:
    token = sign_in(client, make_member())
    thief = app.test_client()
    with thief.session_transaction(base_url="https://news.example.org") as cookie:
        cookie.update(cookie_of(client))

    answer = client.post("/logout", data={"csrf_token": token})

    assert (answer.status_code, answer.location) == (303, "/login")
    assert thief.get("/desk/").location.startswith("/login")
    assert "You are signed out." in client.get("/login").text
    assert count(LoginSession) == 0


def test_signing_out_without_a_session_is_no_fault(client: FlaskClient) -> None:
    assert send(client, "/logout").status_code == 303


def test_signing_out_is_no_link(client: FlaskClient) -> None:
    assert client.get("/logout").status_code == 404


def test_somebody_who_is_in_is_led_to_the_desk(client: FlaskClient) -> None:
    sign_in(client, make_member())

    assert client.get("/login").location == "/desk/"


def test_a_page_of_the_desk_is_asked_for_again_after_signing_in(client: FlaskClient) -> None:
    make_member()
    door = client.get("/desk/?state=draft").location

    page = client.get(door)
    answer = send(client, door, address=ADDRESS, password=PASSWORD)

    assert "Please sign in first." in page.text
    assert answer.location == "/desk/?state=draft"


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/%0a/\n/evil.example",
        "evil",
        "",
    ],
)
def test_signing_in_leads_nowhere_else(client: FlaskClient, target: str) -> None:
    make_member()

    answer = client.post(
        "/login",
        query_string={"next": target},
        data={"csrf_token": give_csrf_token(client), "address": ADDRESS, "password": PASSWORD},
    )

    assert answer.location == "/desk/"


def test_a_password_hashed_with_old_parameters_is_hashed_anew(client: FlaskClient) -> None:
    old = PasswordHasher(memory_kib=32, rounds=2, max_concurrent=1).hash(PASSWORD)
    make_member(password_hash=old)

    answer = try_password(client, PASSWORD)

    renewed = db.session.scalars(select(Person.password_hash)).one()
    assert answer.status_code == 303
    assert renewed != old
    assert password_hasher().verify(renewed, PASSWORD)


def test_a_form_without_token_signs_nobody_in(client: FlaskClient) -> None:
    make_member()

    answer = client.post("/login", data={"address": ADDRESS, "password": PASSWORD})

    assert answer.status_code == 400
    assert count(LoginSession) == 0


def test_a_suspended_person_is_out_at_once(client: FlaskClient) -> None:
    sign_in(client, make_member())
    db.session.execute(update(Person).values(is_suspended=True))
    db.session.commit()

    assert client.get("/desk/").location.startswith("/login")
