"""The authenticator app is set up, replaced and removed on the own page."""

import re
import threading

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from blog.accounts.factors.authenticator_codes import has_authenticator, read_candidate
from blog.accounts.signin.sessions import begin_session
from blog.config.settings import current_settings
from blog.database import db
from blog.models import AuditEvent, LoginSession, Passkey, Person, RecoveryCode, Role, SiteSetting
from blog.web.clock import read_clock
from blog.web.site_identity.reading import forget_site_settings
from tests.accounts.factor_factories import age_sessions, code_now, give_app, give_codes, give_passkey
from tests.accounts.people_factories import count, make_member, send
from tests.factories import sign_in

PAGE = "/account/authenticator"
CODE = re.compile(r"<code>([a-z0-9-]{19})</code>")


@pytest.fixture
def me(app: Flask, client: FlaskClient) -> Person:
    """A member, signed in a moment ago."""
    person = make_member()
    sign_in(client, person)
    return person


def read_secret(person: Person) -> str:
    return read_candidate(db.session, person.id, current_settings().secret_key) or ""


def test_the_app_is_set_up_with_a_picture_and_a_first_code(client: FlaskClient, me: Person) -> None:
    begun = send(client, f"{PAGE}/new")
    page = client.get(PAGE)
    wrong = send(client, PAGE, code="000000")
    done = send(client, PAGE, code=code_now(read_secret(me)))

    assert begun.location == PAGE
    assert 'src="data:image/svg+xml' in page.text
    assert read_secret(me) == ""
    assert "This code is not right" in wrong.text
    assert len(set(CODE.findall(done.text))) == 10
    assert db.session.get_one(Person, me.id).has_second_factor


def test_the_secret_is_shown_in_no_cache_and_in_words(client: FlaskClient, me: Person) -> None:
    send(client, f"{PAGE}/new")
    page = client.get(PAGE)

    assert read_secret(me) in page.text.replace(" ", "")
    assert page.headers["Cache-Control"] == "no-store"


def test_recovery_codes_are_shown_once_and_stored_as_hashes(client: FlaskClient, me: Person) -> None:
    send(client, f"{PAGE}/new")
    codes = CODE.findall(send(client, PAGE, code=code_now(read_secret(me))).text)

    later = client.get("/account/security").text

    assert codes
    assert not any(code in later for code in codes)
    assert "10 codes are left" in later


def test_other_browsers_are_signed_out_with_the_first_factor(client: FlaskClient, me: Person) -> None:
    begin_session(db.session, me, read_clock())
    send(client, f"{PAGE}/new")

    send(client, PAGE, code=code_now(read_secret(me)))

    assert count(LoginSession) == 1
    assert client.get("/desk/").status_code == 200


def test_without_a_begin_there_is_nothing_to_set_up(client: FlaskClient, me: Person) -> None:
    assert client.get(PAGE).location == "/account/security"
    assert send(client, PAGE, code="123456").location == "/account/security"


def test_the_app_is_removed_with_its_codes(client: FlaskClient, me: Person) -> None:
    give_app(me)
    give_codes(me)

    answer = send(client, f"{PAGE}/removal")

    assert answer.location == "/account/security"
    assert not has_authenticator(db.session, me.id)
    assert count(RecoveryCode) == 0
    assert not db.session.get_one(Person, me.id).has_second_factor
    assert send(client, f"{PAGE}/removal").location == "/account/security"


def test_new_recovery_codes_are_made_for_who_has_a_factor(client: FlaskClient, me: Person) -> None:
    before = send(client, "/account/recovery-codes")
    give_app(me)
    codes = CODE.findall(send(client, "/account/recovery-codes").text)

    assert before.location == "/account/security"
    assert len(codes) == 10
    assert [event.kind.value for event in db.session.scalars(select(AuditEvent))] == ["recovery_renewed"]


@pytest.mark.parametrize("path", [f"{PAGE}/new", f"{PAGE}/removal", "/account/recovery-codes"])
def test_each_change_asks_for_proof_after_a_while(client: FlaskClient, me: Person, path: str) -> None:
    give_app(me)
    age_sessions()

    assert send(client, path).status_code == 403
    assert client.get(PAGE).location == f"/account/proof?next={PAGE}"
    assert has_authenticator(db.session, me.id)


def test_of_two_removals_at_once_one_factor_stays_where_one_is_required(client: FlaskClient, me: Person) -> None:
    give_app(me)
    give_passkey(me)
    SiteSetting.write(db.session, "second_factor_role", Role.CONTRIBUTOR.value)
    forget_site_settings()
    key = me.id
    db.session.commit()

    with Session(db.engine) as other:
        other.get_one(Person, key, with_for_update=True)
        other.execute(delete(Passkey))
        timer = threading.Timer(0.2, other.commit)
        timer.start()
        answer = send(client, f"{PAGE}/removal")
        timer.join()

    assert "a second factor is required of you" in client.get(answer.location).text
    assert has_authenticator(db.session, me.id)
