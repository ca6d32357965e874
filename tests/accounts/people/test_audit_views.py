"""The list of people and the audit trail."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from blog.accounts.people.invitations import invite
from blog.database import db
from blog.models import AuditEvent, Person, Role
from blog.web.clock import read_clock
from tests.accounts.people_factories import make_member, send
from tests.factories import PASSWORD, make_draft, sign_in


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


def test_the_list_and_the_trail_say_who_is_here_and_what_was_done(
    app: Flask, client: FlaskClient, boss: Person
) -> None:
    al = make_member("al@news.example.org", name="Al")
    draft = make_draft("Tea", author=al)
    browser = app.test_client()
    post(browser, "/login", address=al.address, password=PASSWORD)
    post(browser, f"/desk/articles/{draft.id}/publication", alert="no")
    client.get("/desk/readers/export.csv")
    with app.test_request_context():
        invite(db.session, "jo@example.org", "Jo", Role.EDITOR, timedelta(1), read_clock(), by=boss)
    db.session.commit()

    people, acts = client.get("/desk/people").text, client.get("/desk/audit").text

    assert all(word in people for word in ("Al", "al@news.example.org", "1 published", "last signed in", "Invited"))
    assert trail() == ["signed_in", "published", "exported", "invited"]
    assert all(
        word in acts for word in ("Signed in", "Published", "Tea", "Readers exported", "Jo &lt;jo@example.org&gt;")
    )
    assert "Published" in client.get("/desk/audit?kind=published&before=99").text
