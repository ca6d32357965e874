"""The page behind an invitation link."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from blog.database import db
from blog.delivery.composing.mail_kinds.kind_lookup import reason_to_skip
from blog.models import AuditEvent, Delivery, PasswordReset, Person, Role, SkipReason
from blog.web.addresses.links import INVITATION
from blog.web.clock import read_clock
from blog.web.extensions import links
from tests.accounts.people_factories import make_member, send
from tests.factories import sign_in

ANOTHER = "nine brown foxes at dusk"


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


def last_link() -> str:
    """Return the path of the newest invitation."""
    reset = db.session.scalars(select(PasswordReset).order_by(PasswordReset.id.desc())).first()
    assert reset is not None
    return f"/invitations/{links().sign(INVITATION, [reset.id])}"


def trail() -> list[str]:
    return [event.kind.value for event in db.session.scalars(select(AuditEvent).order_by(AuditEvent.id))]


def named(name: str) -> Person:
    return db.session.scalars(select(Person).where(Person.name == name)).one()


def test_an_invited_person_chooses_a_password_and_is_in(app: Flask, client: FlaskClient, boss: Person) -> None:
    answer = invite_jo(client)
    jo, guest = named("Jo"), app.test_client()
    owed = db.session.scalars(select(Delivery)).one()
    page = guest.get(last_link())

    joined = post(guest, last_link(), password=ANOTHER, repeat=ANOTHER)

    assert answer.status_code == 303
    assert (jo.role, owed.kind, owed.address) == (Role.CONTRIBUTOR, "invitation", jo.address)
    assert "Welcome, Jo" in page.text
    assert joined.location == "/desk/"
    assert guest.get("/desk/").status_code == 200
    assert post(app.test_client(), "/login", address="jo@example.org", password=ANOTHER).location == "/desk/"
    assert trail() == ["invited", "joined", "signed_in"]


def test_a_link_works_once_and_a_mail_about_a_used_one_is_not_sent(
    app: Flask, client: FlaskClient, boss: Person
) -> None:
    invite_jo(client)
    link = last_link()
    post(app.test_client(), link, password=ANOTHER, repeat=ANOTHER)

    again = post(app.test_client(), link, password=ANOTHER, repeat=ANOTHER)

    assert again.status_code == 410
    assert reason_to_skip(db.session.scalars(select(Delivery)).one(), read_clock()) is SkipReason.EXPIRED


def test_a_weak_password_is_refused_beside_its_field(app: Flask, client: FlaskClient, boss: Person) -> None:
    invite_jo(client)

    answer = post(app.test_client(), last_link(), password="short", repeat="short")

    assert answer.status_code == 422
    assert "field__error" in answer.text
    assert named("Jo").password_hash is None


@pytest.mark.parametrize("end", ["altered", "expired", "sent again", "taken back", "suspended"])
def test_an_invitation_ends(app: Flask, client: FlaskClient, boss: Person, end: str) -> None:
    invite_jo(client)
    link, jo = last_link(), named("Jo")
    match end:
        case "altered":
            link = link[:-2]
        case "expired":
            db.session.scalars(select(PasswordReset)).one().expires_at = read_clock()
        case "sent again":
            post(client, f"/desk/people/{jo.id}/invitation")
        case "taken back":
            post(client, f"/desk/people/{jo.id}/invitation/end")
        case "suspended":
            jo.is_suspended = True
    db.session.commit()

    answer = post(app.test_client(), link, password=ANOTHER, repeat=ANOTHER)

    assert answer.status_code == 410
    assert "This invitation does not work" in answer.text
