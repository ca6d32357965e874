"""Colours are chosen at the desk, refused where they cannot be read, and shown before they are saved."""

import re
import subprocess

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from blog.database import db
from blog.models import AuditEvent, Role, SiteSetting
from blog.web.assets import chosen_typeface
from tests.factories import make_person, sign_in

LOOK = {"name": "IFBG News", "tagline": "Follow all the latest IFBG news and alerts here.", "paper": ""}


def save(client: FlaskClient, **values: str) -> TestResponse:
    token = sign_in(client, make_person("Ines Amrein", role=Role.ADMINISTRATOR))
    return client.post("/desk/settings/look", data={"csrf_token": token, **LOOK, **values})


def rows() -> dict[str, object]:
    return {row.key: row.value for row in db.session.scalars(select(SiteSetting))}


def test_a_colour_that_can_be_read_is_stored_in_one_form_and_audited(app: Flask, client: FlaskClient) -> None:
    assert save(client, accent_light="0B5563", accent_dark="#8cd", paper="white").status_code == 303

    assert rows() == {"accent_light": "#0b5563", "accent_dark": "#88ccdd", "paper": "white"}
    event = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert event is not None
    assert event.details["values"] == rows()


def test_a_colour_too_low_is_refused_with_one_that_can_be_taken(app: Flask, client: FlaskClient) -> None:
    refused = save(client, accent_light="#0b5563", accent_dark="#b5443a")

    assert refused.status_code == 422
    assert "is too low for text; 4.5 to 1 is the least." in refused.text
    assert 'value="#b5443a"' in refused.text
    assert rows() == {}

    [nearest] = re.findall(r'name="act" value="accent_dark (#[0-9a-f]{6})"', refused.text)
    taken = save(client, accent_light="#0b5563", accent_dark="#b5443a", act=f"accent_dark {nearest}")
    assert taken.status_code == 200
    assert f'name="accent_dark" placeholder="{nearest}" spellcheck="false" type="text" value="{nearest}"' in taken.text
    assert rows() == {}
    assert save(client, accent_light="#0b5563", accent_dark=nearest).status_code == 303


@pytest.mark.parametrize("text", ["red", "#12345", "#fff; } body { display: none", "\u0661\u0662\u0663"])
def test_what_is_no_colour_is_refused_and_kept(app: Flask, client: FlaskClient, text: str) -> None:
    answer = save(client, accent_light=text)

    assert answer.status_code == 422
    assert "Enter a colour as # and six digits" in answer.text
    assert rows() == {}


def test_the_style_sheet_of_the_preview_holds_what_was_typed_and_nothing_else(app: Flask, client: FlaskClient) -> None:
    page = save(client, accent_light="#0b5563", paper="grey", act="preview").text
    [address] = re.findall(r'<link rel="stylesheet" href="(/desk/settings/preview\.css[^"]*)"', page)

    sheet = client.get(address.replace("&amp;", "&"))
    assert sheet.mimetype == "text/css"
    assert "--accent: light-dark(#0b5563, " in sheet.text
    assert "--paper: light-dark(#f3f4f5, " in sheet.text

    hostile = client.get("/desk/settings/preview.css?accent_light=red;}&paper=none&name=Evil&accent_dark=%23FFF")
    assert hostile.status_code == 200
    assert "red" not in hostile.text
    assert "Evil" not in hostile.text


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.EDITOR])
def test_nobody_else_gets_the_style_sheet(app: Flask, client: FlaskClient, role: Role) -> None:
    sign_in(client, make_person(role=role))

    assert client.get("/desk/settings/preview.css").status_code == 403


def test_a_typeface_is_made_while_no_lock_is_held(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = []

    def make(*_: object) -> dict[str, bytes]:
        started.append(subprocess.run(["true"], check=True).returncode)  # Refused in a write transaction.
        return {}

    monkeypatch.setattr(chosen_typeface, "read_from", lambda *_: {})
    monkeypatch.setattr(chosen_typeface, "find_font_files", make)

    refused = save(client, typeface="bitter")

    assert started == [0]
    assert refused.status_code == 422
    assert "could not be made on the server" in refused.text
