"""Beside the settings stands what programs will find, before it is saved."""

from flask import Flask
from flask.testing import FlaskClient

from blog.models import Role
from tests.factories import make_person, sign_in


def test_the_files_are_shown_as_the_form_would_make_them(app: Flask, client: FlaskClient) -> None:
    token = sign_in(client, make_person(role=Role.ADMINISTRATOR))
    assert "There is no such file yet." in client.get("/desk/settings/newsroom").text

    fields = {"ai_training": "forbidden", "ai_use": "unsaid", "allows_search": "y", "csrf_token": token}
    page = client.post("/desk/settings/search", data={**fields, "act": "preview"}).text
    newsroom = {"security_contact": "me@example.org", "csrf_token": token, "act": "preview"}

    assert "Content-Usage: / train-ai=n, search=y" in page
    assert "tdm-reservation: 1" in page
    assert "Contact: mailto:me@example.org" in client.post("/desk/settings/newsroom", data=newsroom).text
    assert client.get("/.well-known/security.txt").status_code == 404
