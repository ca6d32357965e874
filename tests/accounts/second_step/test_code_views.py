"""The second step of a sign-in: a right password alone opens nothing."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from blog.accounts.factors.code_verification import CODES_PER_DAY, count_code
from blog.accounts.signin.password_reset import request_reset
from blog.config.settings import current_settings
from blog.database import db
from blog.models import AuditEvent, AuditKind, LoginSession, PasswordReset, PendingSignIn, Person
from blog.web.addresses.links import RESET
from blog.web.clock import read_clock
from blog.web.extensions import links
from tests.accounts.factor_factories import code_now, give_app, give_code, give_codes, give_passkey, give_password
from tests.accounts.people_factories import ADDRESS, cookie_of, count, make_member, send, try_password
from tests.factories import PASSWORD, sign_in

STEP = "/login/second-step"


@pytest.fixture
def secret(app: Flask) -> str:
    """The secret of the app of the one member."""
    return give_app(make_member())


def test_the_password_alone_signs_nobody_in(client: FlaskClient, secret: str) -> None:
    answer = give_password(client)

    assert answer.location == f"{STEP}?next=/desk/"
    assert client.get(answer.location).status_code == 200
    assert client.get("/desk/").location.startswith("/login?")
    assert (count(LoginSession), count(PendingSignIn)) == (0, 1)


def test_a_code_of_the_app_signs_in_and_ends_the_step(client: FlaskClient, secret: str) -> None:
    give_password(client)

    answer = give_code(client, code_now(secret))

    assert (answer.status_code, answer.location) == (303, "/desk/")
    assert client.get("/desk/").status_code == 200
    assert count(PendingSignIn) == 0
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == AuditKind.SIGNED_IN)).one()
    assert event.details == {"factor": "app"}


def test_the_way_on_is_kept_over_both_steps_and_leads_nowhere_else(client: FlaskClient, secret: str) -> None:
    first = send(client, "/login?next=/desk/articles", address=ADDRESS, password=PASSWORD)
    second = send(client, first.location, code=code_now(secret))
    away = send(client, f"{STEP}?next=//evil.example", code="000000")

    assert second.location == "/desk/articles"
    assert away.location == "/login?next=/desk/"


def test_a_used_code_is_refused_in_another_browser(app: Flask, client: FlaskClient, secret: str) -> None:
    code, thief = code_now(secret), app.test_client()
    give_password(client)
    give_code(client, code)

    give_password(thief)
    answer = give_code(thief, code)

    assert answer.status_code == 422
    assert "it was used already" in answer.text
    assert count(LoginSession) == 1


def test_a_recovery_code_is_good_once_and_the_rest_is_counted(app: Flask, client: FlaskClient, secret: str) -> None:
    code = give_codes(db.session.scalars(select(Person)).one())[0]
    give_password(client)
    give_code(client, code.upper())

    other = app.test_client()
    give_password(other)

    assert "9 are left" in client.get("/account/security").text
    assert give_code(other, code).status_code == 422


def test_nothing_from_an_earlier_step_is_in_the_cookie(client: FlaskClient, secret: str) -> None:
    with client.session_transaction(base_url="https://news.example.org") as cookie:
        cookie["_user_id"] = cookie["pending_sign_in"] = "planted"
    give_password(client)
    pending = cookie_of(client)
    give_code(client, code_now(secret))
    after = cookie_of(client)

    assert "_user_id" not in pending
    assert pending["pending_sign_in"] != "planted"
    assert "pending_sign_in" not in after
    assert after["_user_id"] not in {"planted", pending["pending_sign_in"]}


def test_the_token_of_the_step_is_no_session(client: FlaskClient, secret: str) -> None:
    give_password(client)
    token = cookie_of(client)["pending_sign_in"]

    with client.session_transaction(base_url="https://news.example.org") as cookie:
        cookie["_user_id"] = token

    assert client.get("/desk/").location.startswith("/login?")


@pytest.mark.parametrize("change", ["time", "suspension", "password", "none"])
def test_the_step_ends(client: FlaskClient, secret: str, change: str) -> None:
    if change != "none":
        give_password(client)
    if change == "time":
        db.session.execute(update(PendingSignIn).values(created_at=read_clock() - timedelta(minutes=11)))
    if change == "suspension":
        db.session.execute(update(Person).values(is_suspended=True))
    if change == "password":
        db.session.execute(PendingSignIn.__table__.delete())
    db.session.commit()

    answer = give_code(client, code_now(secret))

    assert answer.location == "/login"
    assert "Please sign in again" in client.get("/login").text
    assert count(LoginSession) == 0


def test_codes_are_not_guessed_however_many_browsers_try(app: Flask, secret: str) -> None:
    browsers = [app.test_client() for _ in range(11)]
    for number, browser in enumerate(browsers):
        give_password(browser, ip=f"192.0.2.{number}")

    wrong = [give_code(browser, "123 45x", f"192.0.2.{number}") for number, browser in enumerate(browsers)]
    right = give_code(browsers[0], code_now(secret), "198.51.100.1")

    assert [answer.status_code for answer in wrong] == [422] * 10 + [429]
    assert right.status_code == 429


def test_who_knows_the_password_cannot_keep_its_owner_from_the_recovery_codes(client: FlaskClient, secret: str) -> None:
    me = db.session.scalars(select(Person)).one()
    codes = give_codes(me)
    for _ in range(CODES_PER_DAY.max_attempts):
        count_code(db.session, me.id, "000000", current_settings().secret_key, read_clock())
    db.session.commit()
    give_password(client)

    by_app, by_paper = give_code(client, code_now(secret)), give_code(client, codes[0])

    assert (by_app.status_code, by_paper.status_code) == (429, 303)
    assert client.get("/desk/").status_code == 200


def test_a_new_password_by_mail_does_not_go_round_the_factor(client: FlaskClient, secret: str) -> None:
    request_reset(db.session, ADDRESS, "secret", timedelta(hours=1), read_clock())
    db.session.commit()
    token = links().sign(RESET, [db.session.scalars(select(PasswordReset.id)).one()])
    chosen = "nine loud geese at dawn"

    send(client, f"/password-resets/{token}", password=chosen, repeat=chosen)
    answer = try_password(client, chosen)

    assert answer.location.startswith(STEP)
    assert client.get("/desk/").location.startswith("/login?")


def test_who_has_a_passkey_alone_cannot_fall_back_to_less(client: FlaskClient) -> None:
    me = make_member()
    give_passkey(me)
    give_password(client)

    page = client.get(STEP)
    tries = [give_code(client, typed).status_code for typed in (PASSWORD, "000000", "", " ")]

    assert "authenticator app" not in page.text
    assert "Use your passkey" in page.text
    assert tries == [422] * 4
    assert count(LoginSession) == 0


def test_a_form_that_was_sent_too_late_is_kept_over_both_steps(client: FlaskClient, secret: str) -> None:
    kept = {"kept-headline": "Tea & cake", "kept-body": "A long text. " * 20}

    first = send(client, "/login?next=/desk/articles/new", address=ADDRESS, password=PASSWORD, **kept)
    wrong = send(client, f"{STEP}?next=/desk/articles/new", code="000000", **kept)
    last = send(client, f"{STEP}?next=/desk/articles/new", code=code_now(secret), **kept)

    assert all('value="Tea &amp; cake"' in page.text for page in (first, wrong, last))
    assert "Send it now" in last.text
    assert 'action="/desk/articles/new"' in last.text


def test_a_form_without_token_is_refused(client: FlaskClient, secret: str) -> None:
    give_password(client)

    assert client.post(STEP, data={"code": code_now(secret)}).status_code == 400


def test_signing_in_again_ends_the_session_of_this_browser(client: FlaskClient, secret: str) -> None:
    sign_in(client, db.session.scalars(select(Person)).one())

    give_password(client)

    assert count(LoginSession) == 0
