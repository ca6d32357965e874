"""What a form names may be deleted by somebody else on the way (Postgres): words, what was typed, and a way on."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask, has_request_context
from flask.testing import FlaskClient
from sqlalchemy import event, select, text

from blog.database import db
from blog.models import Article, Person, Role
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.forms.timestamps import make_timestamp
from tests.factories import make_article, make_draft, make_kind, make_person, make_topic, sign_in

ON_POSTGRES = pytest.mark.parametrize("app", ["postgres"], indirect=True)


@contextmanager
def conflict_at(beginning: str, deletion: str, **values: Any) -> Iterator[None]:
    """Let somebody else carry out *deletion* right before the statement with this *beginning*."""
    waiting = [deletion]

    def change(_connection: Any, _cursor: Any, statement: str, *_unused: Any) -> None:
        if waiting and statement.startswith(beginning):
            with db.engine.begin() as other:
                other.execute(text("SET LOCAL lock_timeout = '2s'"))
                other.execute(text(waiting.pop()), values)

    event.listen(db.engine, "before_cursor_execute", change)
    try:
        yield
    finally:
        event.remove(db.engine, "before_cursor_execute", change)
    assert not waiting


@pytest.fixture
def editor(app: Flask, client: FlaskClient) -> tuple[Person, str]:
    """An editor who is signed in at *client*, and the token of their forms."""
    person = make_person(role=Role.EDITOR)
    return person, sign_in(client, person)


@ON_POSTGRES
def test_a_kind_is_deleted_while_an_article_takes_it(client: FlaskClient, editor: tuple[Person, str]) -> None:
    kind = make_kind("column", name="Column")
    fields = {"headline": "Tea", "body": "It is hot.", "kind": kind.key, "csrf_token": editor[1]}

    with conflict_at("INSERT INTO articles", "DELETE FROM article_kinds WHERE id = :id", id=kind.id):
        answer = client.post("/desk/articles/new", data=fields)
    again = client.post("/desk/articles/new", data=fields)
    rows = db.session.scalars(select(Article.kind_id)).all()

    assert (answer.status_code, "It is hot." in answer.text) == (409, True)
    assert "Something changed at the same moment" in answer.text
    assert (again.status_code, rows) == (422, [])


@ON_POSTGRES
def test_a_guest_is_deleted_while_an_article_takes_the_byline(client: FlaskClient, editor: tuple[Person, str]) -> None:
    article, guest = make_draft("Tea", author=editor[0]), make_person("Guest", address="", address_key=None)
    fields = {"author": str(editor[0].id), "coauthors": str(guest.id), "csrf_token": editor[1]}

    with conflict_at("INSERT INTO article_coauthors", "DELETE FROM people WHERE id = :id", id=guest.id):
        answer = client.post(f"/desk/articles/{article.id}/byline", data=fields)

    assert answer.status_code == 409


@ON_POSTGRES
@pytest.mark.parametrize("kind", ["topic", "article"])
def test_what_a_reader_follows_is_deleted_on_the_way(client: FlaskClient, kind: str) -> None:
    named = make_topic("Tea") if kind == "topic" else make_article("Tea")
    fields = {"address": "ada@example.org", kind: named.slug, "about": "this", "frequency": "instant"}
    table = "topics" if kind == "topic" else "articles"

    with conflict_at("INSERT INTO follow_requests", f"DELETE FROM {table} WHERE id = :id", id=named.id):
        answer = client.post("/subscribe", data={**fields, "stamp": make_timestamp(links(), read_clock())})

    assert (answer.status_code, "ada@example.org" in answer.text) == (409, True)


def test_what_was_saved_is_deleted_before_the_answer_names_it(client: FlaskClient, editor: tuple[Person, str]) -> None:
    guest = make_person("Guest", address="", address_key=None)
    fields = {"name": "Guest", "role_line": "Baker", "csrf_token": editor[1]}
    waiting = [guest.id]
    page = f"/desk/authors/{guest.id}"

    def delete(_session: Any) -> None:
        while waiting and has_request_context():
            with db.engine.begin() as other:
                other.execute(text("DELETE FROM profiles"))
                other.execute(text("DELETE FROM people WHERE id = :id"), {"id": waiting.pop()})

    event.listen(db.session, "after_commit", delete)
    try:
        answer = client.post(page, data=fields)
    finally:
        event.remove(db.session, "after_commit", delete)

    assert (answer.status_code, "Baker" in answer.text) == (409, True)
    assert client.get(page).status_code == 404
