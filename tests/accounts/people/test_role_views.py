"""Role and suspension, as an administrator changes them."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from blog.database import db
from blog.models import AuditEvent, Person, Role
from tests.accounts.people_factories import make_member, send
from tests.factories import PASSWORD, make_draft, make_person, sign_in


@pytest.fixture
def boss(app: Flask, client: FlaskClient) -> Person:
    """An administrator, signed in at *client* a moment ago."""
    person = make_member("boss@news.example.org", Role.ADMINISTRATOR, name="Bo Ss")
    sign_in(client, person)
    return person


def post(client: FlaskClient, path: str, **fields: str) -> TestResponse:
    return send(client, path, **fields)


def trail() -> list[str]:
    return [event.kind.value for event in db.session.scalars(select(AuditEvent).order_by(AuditEvent.id))]


def set_role(client: FlaskClient, person: Person, role: str, **more: str) -> TestResponse:
    fields = {"role": role, "seen": person.role.value, **more}
    return post(client, f"/desk/people/{person.id}/role", **fields)


def test_a_new_role_ends_every_session_of_its_person(app: Flask, client: FlaskClient, boss: Person) -> None:
    al, browser = make_member("al@news.example.org"), app.test_client()
    sign_in(browser, al)

    answer = set_role(client, al, "editor")

    assert answer.status_code == 303
    assert al.role is Role.EDITOR
    assert browser.get("/desk/").location.startswith("/login")
    event = db.session.scalars(select(AuditEvent)).one()
    assert (event.person_name, event.details) == ("Bo Ss", {"old": "author", "new": "editor"})


def test_a_suspended_person_is_out_at_once_and_back_when_it_is_lifted(
    app: Flask, client: FlaskClient, boss: Person
) -> None:
    al, browser = make_member("al@news.example.org"), app.test_client()
    article = make_draft(author=al)
    sign_in(browser, al)

    post(client, f"/desk/people/{al.id}/suspension")
    out = browser.get("/desk/").location
    refused = post(app.test_client(), "/login", address=al.address, password=PASSWORD).status_code
    post(client, f"/desk/people/{al.id}/suspension/end")
    back = post(app.test_client(), "/login", address=al.address, password=PASSWORD).status_code

    assert out.startswith("/login")
    assert (refused, back) == (422, 303)
    assert article.author is al
    assert trail() == ["suspended", "reinstated", "signed_in"]


def test_nobody_changes_the_own_rights(client: FlaskClient, boss: Person) -> None:
    make_person(role=Role.ADMINISTRATOR)

    codes = [
        set_role(client, boss, "author").status_code,
        post(client, f"/desk/people/{boss.id}/suspension").status_code,
    ]

    assert codes == [409, 409]
    assert boss.may(Role.ADMINISTRATOR)
    assert "This is you" in client.get(f"/desk/people/{boss.id}").text


def test_a_role_that_was_changed_meanwhile_is_shown_and_kept(client: FlaskClient, boss: Person) -> None:
    al = make_member("al@news.example.org", Role.EDITOR)

    answer = set_role(client, al, "contributor", seen="author")

    assert answer.status_code == 409
    assert "has been changed since" in answer.text
    assert al.role is Role.EDITOR
