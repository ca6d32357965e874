"""The limit of wrong tries (defences D8), and the deed behind signing in."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from blog.accounts.signin.authentication import WrongCredentials, confirm_password
from blog.database import db
from blog.models import Person
from tests.accounts.people_factories import ADDRESS, make_member, try_password
from tests.factories import PASSWORD, give_csrf_token

WRONG = "not the password at all"


def test_the_eleventh_wrong_try_on_one_account_is_refused_from_any_address(client: FlaskClient) -> None:
    make_member()
    spellings = [ADDRESS, ADDRESS.upper(), f" {ADDRESS}", f"{ADDRESS}\u00a0", "Maren@news.EXAMPLE.org"] * 2
    tries = [try_password(client, WRONG, typed, f"192.0.2.{n}").status_code for n, typed in enumerate(spellings)]

    answer = try_password(client, PASSWORD, ip="192.0.2.99")

    assert tries == [422] * 10
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["Retry-After"]) <= 360


def test_the_eleventh_wrong_try_from_one_address_is_refused_for_any_account(client: FlaskClient) -> None:
    make_member()
    tries = [try_password(client, WRONG, f"person{n}@example.org").status_code for n in range(10)]

    assert tries == [422] * 10
    assert try_password(client, PASSWORD).status_code == 429
    assert try_password(client, PASSWORD, ip="198.51.100.7").status_code == 303


def test_a_forged_header_is_no_other_address(client: FlaskClient) -> None:
    forged = [{"X-Forwarded-For": f"203.0.113.{n}", "Forwarded": f"for=203.0.113.{n}"} for n in range(11)]

    codes = [post_with(client, headers, f"person{n}@example.org") for n, headers in enumerate(forged)]

    assert codes == [422] * 10 + [429]


def post_with(client: FlaskClient, headers: dict[str, str], address: str) -> int:
    data = {"csrf_token": give_csrf_token(client), "address": address, "password": WRONG}
    return client.post("/login", data=data, headers=headers).status_code


def test_addresses_of_one_ipv6_household_count_together(client: FlaskClient) -> None:
    codes = [
        try_password(client, WRONG, f"person{n}@example.org", f"2001:db8:1:2::{n + 1:x}").status_code for n in range(11)
    ]

    assert codes == [422] * 10 + [429]
    assert try_password(client, WRONG, ip="2001:db8:1:3::1").status_code == 422


def test_an_unknown_account_is_limited_like_a_known_one(client: FlaskClient) -> None:
    codes = [try_password(client, WRONG, "ghost@example.org", f"192.0.2.{n}").status_code for n in range(11)]

    assert codes == [422] * 10 + [429]


def test_the_right_password_does_not_count(app: Flask, client: FlaskClient) -> None:
    make_member()
    codes = [try_password(client, WRONG).status_code for _ in range(9)]
    codes += [try_password(app.test_client(), PASSWORD).status_code for _ in range(5)]
    codes += [try_password(app.test_client(), WRONG).status_code for _ in range(2)]

    assert codes == [422] * 9 + [303] * 5 + [422, 429]


def test_a_password_changed_while_the_old_one_was_checked_lets_nobody_in(app: Flask) -> None:
    person = make_member()
    stored = str(person.password_hash)
    db.session.execute(update(Person).values(password_hash="another"))

    with pytest.raises(WrongCredentials):
        confirm_password(db.session, ADDRESS, stored, stored)


def test_a_person_deleted_while_the_password_was_checked_is_not_let_in(app: Flask) -> None:
    with pytest.raises(WrongCredentials):
        confirm_password(db.session, ADDRESS, "stored", "stored")
