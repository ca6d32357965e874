"""An administrator changes the settings of the site; what the server sets stays as it is."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from blog.database import db
from blog.models import Role, SiteSetting
from tests.factories import make_person, sign_in
from tests.settings import change_settings

LOOK = {"name": "Der Bote", "tagline": "", "footer_words": "By us.", "copyright_line": "© Us"}


def save(client: FlaskClient, section: str = "look", **values: str) -> TestResponse:
    token = sign_in(client, make_person(role=Role.ADMINISTRATOR))
    return client.post(f"/desk/settings/{section}", data={"csrf_token": token, **values})


def rows() -> dict[str, object]:
    return {row.key: row.value for row in db.session.scalars(select(SiteSetting))}


def test_what_is_saved_shows_on_the_next_page(app: Flask, client: FlaskClient) -> None:
    answer = save(client, **LOOK)

    assert (answer.status_code, answer.location) == (303, "/desk/settings/look")
    page = client.get("/").text
    assert "Der Bote" in page
    assert "IFBG" not in page


@pytest.mark.parametrize(
    ("section", "values", "words"),
    [
        ("look", {**LOOK, "name": " "}, "This may not be empty."),
        ("look", {**LOOK, "name": "a" * 61}, "At most 60 characters."),
        ("mail", {"reply_to": "me@x.org\r\nBcc: all@x.org", "postal_address": "Quay 4"}, "Enter an e-mail address"),
    ],
)
def test_what_cannot_work_is_refused_beside_its_field_and_kept(
    app: Flask, client: FlaskClient, section: str, values: dict[str, str], words: str
) -> None:
    answer = save(client, section, **values)

    assert answer.status_code == 422
    assert answer.text.count(words) >= 2
    assert ("By us." if section == "look" else "Quay 4") in answer.text
    assert rows() == {}


def test_what_the_server_sets_is_shown_with_its_name_and_stays(app: Flask, client: FlaskClient) -> None:
    change_settings(app, site_name="Post")

    answer = save(client, **LOOK)

    assert "name" not in rows()
    page = client.get(answer.location).text
    assert "Set on the server by BLOG_SITE_NAME." in page
    assert 'value="Post" disabled' in page


def test_a_preview_saves_nothing(app: Flask, client: FlaskClient) -> None:
    answer = save(client, **LOOK, act="preview")

    assert answer.status_code == 200
    assert '<p class="look__name">Der Bote</p>' in answer.text
    assert rows() == {}


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.EDITOR])
def test_nobody_else_comes_in(app: Flask, client: FlaskClient, role: Role) -> None:
    token = sign_in(client, make_person(role=role))

    assert client.get("/desk/settings/look").status_code == 403
    assert client.post("/desk/settings/look", data={**LOOK, "csrf_token": token}).status_code == 403
    assert "/desk/settings" not in client.get("/desk/").text


def stamps_on(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(seen-\w+)" value="(\w+)"', page))


def test_the_second_of_two_who_save_at_once_is_told_and_loses_nothing(app: Flask, client: FlaskClient) -> None:
    token = sign_in(client, make_person("Ines Amrein", role=Role.ADMINISTRATOR))
    opened = stamps_on(client.get("/desk/settings/look").text)
    client.post("/desk/settings/look", data={**LOOK, "csrf_token": token, **opened})

    mine = {**LOOK, "name": "Die Botin", "copyright_line": "© Them", "footer_words": "", "csrf_token": token}
    told = client.post("/desk/settings/look", data={**mine, **opened})

    assert told.status_code == 409
    assert "Someone else changed this in the meantime" in told.text
    assert 'value="Die Botin"' in told.text
    assert '<span class="conflicts__value" dir="auto">Der Bote</span>' in told.text
    assert "Ines Amrein" in told.text
    assert rows()["name"] == "Der Bote"
    again = client.post("/desk/settings/look", data={**mine, **stamps_on(told.text)}, follow_redirects=True)
    assert "their change was kept: Footer text." in again.text
    assert rows() == {**LOOK, "name": "Die Botin", "copyright_line": "© Them"}


def test_the_owners_words_in_mail_are_guarded_too(app: Flask, client: FlaskClient) -> None:
    token = sign_in(client, make_person(role=Role.ADMINISTRATOR))
    opened = stamps_on(client.get("/desk/mail").text)
    words = {"alert_form": "extract", "has_welcome": "y", "welcome_subject": "", "csrf_token": token, **opened}
    client.post("/desk/mail", data={**words, "welcome_words": "Hello", "mail_footer": ""})

    told = client.post("/desk/mail", data={**words, "welcome_words": "Good day", "mail_footer": ""})

    assert told.status_code == 409
    assert "Hello" in told.text
    assert "Good day" in told.text
