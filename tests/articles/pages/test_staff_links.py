"""What a signed-in member sees on a public article, and that nobody else ever does."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.models import Role
from tests.factories import make_article, make_person, sign_in


def sees_edit(client: FlaskClient, id: int) -> bool:
    html = client.get("/articles/ferry").get_data(as_text=True)
    assert (f'href="/desk/articles/{id}/publication"' in html) == (f'href="/desk/articles/{id}/edit"' in html)
    return f'href="/desk/articles/{id}/edit"' in html


@pytest.mark.parametrize(
    ("role", "is_own", "may_edit"),
    [
        (Role.CONTRIBUTOR, True, False),
        (Role.AUTHOR, True, True),
        (Role.AUTHOR, False, False),
        (Role.EDITOR, False, True),
        (Role.ADMINISTRATOR, False, True),
    ],
)
def test_a_member_who_may_edit_an_article_finds_the_link(
    client: FlaskClient, role: Role, is_own: bool, may_edit: bool
) -> None:
    person = make_person(role=role)
    article = make_article(slug="ferry", author=person if is_own else make_person())
    sign_in(client, person)

    assert sees_edit(client, article.id) == may_edit
    assert client.get(f"/desk/articles/{article.id}/edit").status_code == (
        200 if may_edit else 303 if role is Role.CONTRIBUTOR else 404
    )


def test_the_page_of_a_member_is_never_kept_for_readers(app: Flask, client: FlaskClient) -> None:
    editor = make_person(role=Role.EDITOR)
    article = make_article(slug="ferry")
    reader = app.test_client()
    sign_in(client, editor)

    assert [sees_edit(client, article.id), sees_edit(reader, article.id)] == [True, False]
    assert "public" not in client.get("/articles/ferry").headers.get("Cache-Control", "")
    answer = reader.get("/articles/ferry")
    assert answer.headers["Cache-Control"].startswith("public")
    assert "Set-Cookie" not in answer.headers
