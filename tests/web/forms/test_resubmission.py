"""A form that was sent after its session had ended comes back whole, and is sent once more."""

import html
import re

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select

from blog.database import db
from blog.models import Article, LoginSession
from tests.databases import on_sqlite
from tests.factories import PASSWORD, give_csrf_token, make_person, sign_in

TEXT = '\nA line that begins after a break.\n\n<b>&amp;</b> "quoted" ünïcode'
PATH = "/desk/articles/new"


def hidden(page: str) -> dict[str, str]:
    """Return the hidden fields of the form that has a token."""
    form = next(part for part in page.split("<form") if "csrf_token" in part)
    tags = re.findall(r'<input [^>]*type="hidden"[^>]*>', form)
    fields = [re.findall(r'(name|value)="([^"]*)"', tag) for tag in tags]
    return {pair["name"]: html.unescape(pair["value"]) for pair in map(dict, fields)}


def account(app: Flask) -> str:
    """Make a person who can sign in; return the address."""
    stored = app.extensions["password_hasher"].hash(PASSWORD)
    return str(make_person(password_hash=stored).address)


@on_sqlite
def test_words_sent_after_the_session_ended_are_saved_after_signing_in(app: Flask, client: FlaskClient) -> None:
    address = account(app)
    token = give_csrf_token(client)
    sent = {"headline": "Tea", "body": TEXT, "deed": "save"}

    asked = client.post(PATH, data={"csrf_token": token, **sent})
    kept = hidden(asked.text)
    wrong = client.post("/login?next=" + PATH, data={**kept, "csrf_token": token, "address": address, "password": "no"})
    who = {"csrf_token": token, "address": address, "password": PASSWORD}
    page = client.post("/login?next=" + PATH, data={**hidden(wrong.text), **who})
    saved = client.post(PATH, data=hidden(page.text))

    assert (asked.status_code, wrong.status_code, page.status_code, saved.status_code) == (403, 422, 200, 303)
    assert "What you typed is kept on this page" in asked.text
    assert {name.removeprefix("kept-"): value for name, value in kept.items() if name.startswith("kept-")} == sent
    assert db.session.scalars(select(Article)).one().body_markdown == TEXT


@on_sqlite
def test_a_form_with_the_token_of_an_earlier_session_comes_back_whole(app: Flask, client: FlaskClient) -> None:
    sign_in(client, make_person())

    refused = client.post(PATH, data={"csrf_token": "of yesterday", "headline": "Tea", "body": TEXT})
    saved = client.post(PATH, data=hidden(refused.text))

    assert (refused.status_code, saved.status_code) == (400, 303)
    assert db.session.scalars(select(Article)).one().body_markdown == TEXT


@on_sqlite
def test_without_session_and_token_words_are_kept_too(client: FlaskClient) -> None:
    answer = client.post(PATH, data={"csrf_token": "of yesterday", "body": TEXT})

    assert answer.status_code == 403
    assert hidden(answer.text)["kept-body"] == TEXT


@on_sqlite
def test_words_that_another_site_sends_are_never_shown(client: FlaskClient) -> None:
    db.session.execute(delete(LoginSession))
    silent = {"Sec-Fetch-Site": None}
    foreign = {"Sec-Fetch-Site": "cross-site"}

    answers = [client.post(PATH, data={"body": "Planted."}, headers=headers) for headers in (silent, foreign)]

    assert [answer.status_code for answer in answers] == [400, 403]
    assert not any("Planted." in answer.text for answer in answers)
