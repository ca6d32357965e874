"""The page on signing in and security: sessions are listed and ended."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.accounts.security import views
from blog.database import db
from blog.models import LoginSession, Person
from tests.accounts.people_factories import ADDRESS, count, make_member
from tests.factories import PASSWORD, give_csrf_token, sign_in

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_2 like Mac OS X) AppleWebKit/605.1.15 Version/18.2 Mobile Safari/604.1"
LAPTOP = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def me(app: Flask) -> Person:
    return make_member()


def arrive(app: Flask, agent: str, ip: str = "203.0.113.77") -> FlaskClient:
    """Sign in with a browser that says it is *agent*."""
    browser = app.test_client()
    more: Any = {"headers": {"User-Agent": agent}, "environ_overrides": {"REMOTE_ADDR": ip}}
    browser.post(
        "/login", data={"csrf_token": give_csrf_token(browser), "address": ADDRESS, "password": PASSWORD}, **more
    )
    return browser


def post(browser: FlaskClient, path: str) -> Any:
    return browser.post(path, data={"csrf_token": give_csrf_token(browser)})


def test_each_session_is_told_by_device_place_and_time(app: Flask, me: Person) -> None:
    arrive(app, PHONE)
    page = arrive(app, LAPTOP, "2001:db8:1:2::3").get("/account/security").text

    assert "Safari on iPhone" in page
    assert "Firefox on Linux" in page
    assert "an address that begins with 203.0.113" in page
    assert "an address that begins with 2001:db8:1" in page
    assert "203.0.113.77" not in page
    assert page.count("This browser") == 1


def test_no_whole_address_and_no_agent_is_stored(app: Flask, me: Person) -> None:
    arrive(app, f"<script>{PHONE}" * 99, "not an address")

    found = db.session.scalars(select(LoginSession)).one()

    assert (found.browser, found.system, found.network) == ("Safari", "iPhone", "")


def test_one_session_is_ended_and_not_that_of_another_person(app: Flask, me: Person) -> None:
    phone, laptop = arrive(app, PHONE), arrive(app, LAPTOP)
    other = app.test_client()
    sign_in(other, make_member("al@news.example.org"))
    first, second, foreign = db.session.scalars(select(LoginSession.id).order_by(LoginSession.id)).all()

    for id in (first, second, foreign, 999_999):
        post(laptop, f"/account/sessions/{id}/end")

    assert phone.get("/desk/").location.startswith("/login?")
    assert laptop.get("/desk/").status_code == 200
    assert other.get("/desk/").status_code == 200


def test_all_other_sessions_are_ended_at_once(app: Flask, me: Person) -> None:
    arrive(app, PHONE)
    arrive(app, PHONE)
    laptop = arrive(app, LAPTOP)

    post(laptop, "/account/sessions/end")
    said = laptop.get("/account/security").text
    post(laptop, "/account/sessions/end")

    assert count(LoginSession) == 1
    assert "2 other browsers are signed out" in said
    assert "You are signed in nowhere else" in laptop.get("/account/security").text


def test_a_site_without_name_or_https_says_why_there_are_no_passkeys(
    app: Flask, me: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop = arrive(app, LAPTOP)
    usual = laptop.get("/account/security").text
    monkeypatch.setattr(views, "can_use_passkeys", lambda: False)

    assert "Passkeys need JavaScript" in usual
    assert "Passkeys need https and a host name" in laptop.get("/account/security").text
