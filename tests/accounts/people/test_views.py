"""The people pages: inviting, resending and revoking."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from blog.database import db
from blog.models import Person, Role
from tests.accounts.people_factories import make_member, send
from tests.factories import make_draft, sign_in


@pytest.fixture
def boss(app: Flask, client: FlaskClient) -> Person:
    """An administrator, signed in at *client* a moment ago."""
    person = make_member("boss@news.example.org", Role.ADMINISTRATOR, name="Bo Ss")
    sign_in(client, person)
    return person


def post(client: FlaskClient, path: str, **fields: str) -> TestResponse:
    return send(client, path, **fields)


def invite_jo(client: FlaskClient, **more: str) -> TestResponse:
    fields = {"name": "Jo", "address": "Jo@Example.org", "role": "contributor", **more}
    return post(client, "/desk/people/new", **fields)


def named(name: str) -> Person:
    return db.session.scalars(select(Person).where(Person.name == name)).one()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"address": "BOSS@news.example.org"}, "already an account with this address"),
        ({"address": "nobody"}, "Enter a valid e-mail address"),
        ({"name": " "}, "Enter the name"),
        ({"role": "king"}, "Not a valid choice"),
    ],
)
def test_what_is_wrong_with_an_invitation_is_said_beside_its_field(
    client: FlaskClient, boss: Person, fields: dict[str, str], sentence: str
) -> None:
    answer = invite_jo(client, **fields)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert db.session.scalars(select(Person)).all() == [boss]


def test_an_invitation_is_sent_three_times_a_day_at_most(client: FlaskClient, boss: Person) -> None:
    invite_jo(client)
    path = f"/desk/people/{named('Jo').id}/invitation"

    codes = [post(client, path).status_code for _ in range(4)]

    assert codes == [303, 303, 303, 429]


def test_an_account_with_articles_or_a_password_is_not_taken_back(client: FlaskClient, boss: Person) -> None:
    invite_jo(client)
    jo, al = named("Jo"), make_member("al@news.example.org", name="Al")
    make_draft(author=jo)

    codes = [post(client, f"/desk/people/{person.id}/invitation/end").status_code for person in (jo, al)]

    assert codes == [409, 409]
    assert len(db.session.scalars(select(Person)).all()) == 3
