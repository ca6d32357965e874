"""The own account: name, biography, password."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.models import LoginSession, Person
from tests.accounts.factor_factories import age_sessions, code_now, give_app
from tests.accounts.people_factories import ADDRESS, cookie_of, count, make_member, send, try_password
from tests.factories import PASSWORD, sign_in

NEW = "eleven grey otters swim"


def stored_person() -> Person:
    db.session.expire_all()
    return db.session.scalars(select(Person)).one()


def change(client: FlaskClient, current: str = PASSWORD, password: str = NEW, **more: str) -> object:
    return send(client, "/account/password", current=current, password=password, repeat=more.get("repeat", password))


@pytest.mark.parametrize("path", ["/account", "/account/password"])
def test_a_visitor_is_sent_to_the_door(client: FlaskClient, path: str) -> None:
    assert client.get(path).location == f"/login?next={path}"
    assert send(client, path).location == "/login?next=/desk/"


def test_name_and_biography_are_changed_and_the_slug_stays(client: FlaskClient) -> None:
    sign_in(client, make_member(slug="maren-holt"))

    answer = send(client, "/account", name="  Ελένη\r\nHolt ", biography="Writes.\r\n\r\nReads <b>much</b>.")

    person = stored_person()
    assert answer.location == "/account"
    assert (person.name, person.biography) == ("Ελένη Holt", "Writes.\n\nReads <b>much</b>.")
    assert person.slug == "maren-holt"
    page = client.get("/account").text
    assert "Your profile is saved." in page
    assert "Reads &lt;b&gt;much&lt;/b&gt;." in page


@pytest.mark.parametrize(
    ("name", "biography", "words"),
    [
        ("", "", "Enter your name."),
        ("   ", "", "1 to 100 characters"),
        ("\x00\u202e", "", "1 to 100 characters"),
        ("x" * 101, "", "1 to 100 characters"),
        ("Maren", "y" * 2001, "up to 2,000 characters"),
        ("z" * 1_000_000, "z" * 1_000_000, "up to 2,000 characters"),
    ],
)
def test_what_does_not_fit_is_refused_beside_its_field(
    client: FlaskClient, name: str, biography: str, words: str
) -> None:
    sign_in(client, make_member())

    answer = send(client, "/account", name=name, biography=biography)

    assert answer.status_code == 422
    assert words in answer.text
    assert stored_person().name == "Maren Holt"


def test_the_form_changes_nothing_else(client: FlaskClient) -> None:
    sign_in(client, make_member())

    send(client, "/account", name="Maren", biography="", role="administrator", is_suspended="1", address="x@y.example")

    person = stored_person()
    assert (person.role, person.address) == ("author", ADDRESS)


def test_a_changed_password_ends_other_sessions_and_renews_this_one(app: Flask, client: FlaskClient) -> None:
    person = make_member()
    sign_in(client, person)
    other = app.test_client()
    sign_in(other, person)
    before = cookie_of(client)["_user_id"]

    answer = change(client)

    assert answer.location == "/account"
    assert cookie_of(client)["_user_id"] != before
    assert client.get("/account").status_code == 200
    assert other.get("/account").status_code == 303
    assert count(LoginSession) == 1
    assert try_password(app.test_client(), NEW).status_code == 303


def test_who_has_a_second_factor_proves_it_before_the_password_changes(client: FlaskClient) -> None:
    person = make_member()
    secret = give_app(person)
    sign_in(client, person)
    age_sessions()
    before = stored_person().password_hash

    shown, tried = client.get("/account/password"), change(client)

    assert (shown.location, tried.location) == ("/account/proof?next=/account/password",) * 2  # type: ignore[attr-defined]
    assert stored_person().password_hash == before
    assert send(client, "/account/authenticator/new").status_code == 403
    send(client, "/account/proof", present=code_now(secret))
    assert change(client).location == "/account"  # type: ignore[attr-defined]
    assert stored_person().password_hash != before


def test_the_present_password_must_be_known(client: FlaskClient) -> None:
    sign_in(client, make_member())
    before = stored_person().password_hash

    answer = change(client, current="not the present one")

    assert answer.status_code == 422
    assert "This is not your present password." in answer.text
    assert stored_person().password_hash == before


def test_wrong_present_passwords_count_against_the_limit(client: FlaskClient) -> None:
    sign_in(client, make_member())

    codes = [change(client, current="not the present one").status_code for _ in range(11)]

    assert codes == [422] * 10 + [429]


def test_a_weak_or_mistyped_password_is_refused_before_anything_is_hashed(client: FlaskClient) -> None:
    sign_in(client, make_member())

    weak, mistyped = change(client, password="Password2026!"), change(client, repeat="something else here")

    assert "attackers try first" in weak.text
    assert "not the same as above" in mistyped.text
