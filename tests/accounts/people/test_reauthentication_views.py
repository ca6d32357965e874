"""The password is asked for again before rights are changed."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from blog.database import db
from blog.models import AuditEvent, LoginSession, Person, Role
from tests.accounts.people_factories import make_member, send
from tests.factories import PASSWORD, sign_in

LONG_AGO = timedelta(hours=1)


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


@pytest.mark.parametrize("deed", ["role", "suspension", "suspension/end", "new"])
def test_an_older_session_gives_its_password_again(client: FlaskClient, boss: Person, deed: str) -> None:
    al = make_member("al@news.example.org", is_suspended=deed == "suspension/end")
    visit = db.session.scalars(select(LoginSession)).one()
    visit.created_at = visit.created_at - LONG_AGO
    db.session.commit()
    path = "/desk/people/new" if deed == "new" else f"/desk/people/{al.id}/{deed}"
    fields: dict[str, Any] = {"role": "editor", "seen": "author", "name": "Jo", "address": "jo@example.org"}

    without = post(client, path, **fields)
    wrong = post(client, path, **fields, present="not this one")
    before = trail()
    right = post(client, path, **fields, present=PASSWORD)
    then = set_role(client, al, "contributor")

    assert (without.status_code, wrong.status_code, before) == (422, 422, [])
    assert "Enter your own password" in without.text
    assert "This is not your password" in wrong.text
    assert right.status_code == 303
    assert then.status_code == 303
