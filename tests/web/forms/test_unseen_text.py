"""A name of which nothing would be seen is no name: no list, mail or link could show it."""

import pytest
from flask import Flask

from blog.database import db
from blog.models import Role, Topic
from tests.factories import make_person, sign_in

UNSEEN = "\u0300 \u200b\u2060\u00ad\u3164\ufe0f"
"""An accent without a letter, a zero-width space, a word joiner, a soft hyphen, a filler, a sign that forms others."""
PERSON = {"address": "new@news.example.org", "role": "author"}


@pytest.mark.parametrize(
    ("path", "field", "more"),
    [
        ("/desk/topics/new", "name", {}),
        ("/desk/authors/new", "name", {}),
        ("/desk/kinds/new", "name", {"schema_type": "NewsArticle", "weight": "0"}),
        ("/desk/people/new", "name", PERSON),
        ("/desk/pages/new", "title", {"template": "empty"}),
        ("/desk/settings/look", "name", {}),
        ("/desk/articles/new", "headline", {"body": "It met."}),
    ],
)
def test_a_name_that_nobody_would_see_is_refused_beside_its_field(
    app: Flask, path: str, field: str, more: dict[str, str]
) -> None:
    client = app.test_client()
    token = sign_in(client, make_person(role=Role.ADMINISTRATOR))

    answer = client.post(path, data={"csrf_token": token, **more, field: UNSEEN})

    assert answer.status_code == 422, path
    assert f'id="{field}-error"' in answer.text, path


@pytest.mark.parametrize(("path", "field"), [("/desk/topics/new", "name"), ("/desk/articles/new", "new_topic")])
@pytest.mark.parametrize("name", ["\u0300", "´", "¨"])
def test_a_topic_of_accents_alone_is_refused(app: Flask, path: str, field: str, name: str) -> None:
    """Its key would be empty, and any two of them one topic."""
    client = app.test_client()
    token = sign_in(client, make_person(role=Role.ADMINISTRATOR))

    client.post(path, data={"csrf_token": token, "headline": "It met", field: name})

    assert db.session.query(Topic).count() == 0
