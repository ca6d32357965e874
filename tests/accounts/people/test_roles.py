"""The people of the newsroom: invited, given rights and suspended, by administrators alone (B15, D5, D23, D24)."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from blog.accounts.people.invitations import invite
from blog.database import db
from blog.delivery.composing.mail_kinds.registry import reason_to_skip
from blog.models import AuditEvent, Delivery, LoginSession, PasswordReset, Person, Role, SkipReason
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.links import INVITATION
from tests.accounts.people_factories import make_member, send
from tests.factories import PASSWORD, make_draft, make_person, sign_in

ANOTHER = "nine brown foxes at dusk"
LONG_AGO = timedelta(hours=1)


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


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"address": "BOSS@news.example.org"}, "has an account with this address already"),
        ({"address": "nobody"}, "no address that mail can be sent to"),
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
    assert "changed meanwhile" in answer.text
    assert al.role is Role.EDITOR


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

    assert all(word in people for word in ("Al", "al@news.example.org", "1 article", "last signed in", "Invited"))
    assert trail() == ["signed_in", "published", "exported", "invited"]
    assert all(
        word in acts for word in ("Signed in", "Published", "Tea", "Readers exported", "Jo &lt;jo@example.org&gt;")
    )
    assert "Published" in client.get("/desk/audit?kind=published&before=99").text
