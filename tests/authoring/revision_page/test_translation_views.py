"""The page of translations at the desk."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.models import Article, Role
from tests.factories import give_csrf_token, make_article, make_draft, make_person, sign_in


def path(article: Article, part: str = "") -> str:
    return f"/desk/articles/{article.id}/translations{part}"


@pytest.fixture
def editor(client: FlaskClient) -> FlaskClient:
    sign_in(client, make_person(role=Role.EDITOR))
    return client


def send(client: FlaskClient, address: str, **fields: str) -> object:
    return client.post(address, data={"csrf_token": give_csrf_token(client), **fields})


def test_an_editor_begins_a_translation_and_lands_in_its_editor(editor: FlaskClient) -> None:
    original = make_article("Harbour opens")

    answer = send(editor, path(original, "/drafts"), language="de")

    draft = db.session.scalars(select(Article).where(Article.translation_of_id == original.id)).one()
    assert answer.location == f"/desk/articles/{draft.id}/edit"
    page = editor.get(path(original)).text
    assert "Deutsch" in page
    assert "Original" in page


def test_a_language_that_is_there_is_refused_beside_the_field(editor: FlaskClient) -> None:
    original = make_article("Harbour opens")
    send(editor, path(original, "/drafts"), language="de")

    again = send(editor, path(original, "/drafts"), language="de")
    nonsense = send(editor, path(original, "/drafts"), language="other", language_tag="not a tag")

    assert again.status_code == nonsense.status_code == 422
    assert "There is already a version in this language." in again.text
    assert "This is not a language tag." in nonsense.text


@pytest.mark.parametrize("address", ["https://news.example.org/articles/hafen", "/articles/hafen?a=1#b", "hafen"])
def test_an_article_is_linked_by_its_address_and_unlinked(editor: FlaskClient, address: str) -> None:
    original, german = make_article("Harbour opens"), make_article("Hafen", slug="hafen", language="de")

    send(editor, path(original), other=address)
    linked = german.translation_of_id
    send(editor, path(german, "/removal"))

    assert linked == original.id
    assert german.translation_of_id is None


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("", "Enter the address of the article."),
        ("https://example.org/nothing", "There is no article with this address"),
        ("harbour", "An article cannot be a translation of itself."),
        ("same", "There is already a version in this language."),
        ("<script>", "There is no article with this address"),
    ],
)
def test_what_cannot_be_linked_is_said_beside_the_field(editor: FlaskClient, address: str, words: str) -> None:
    original = make_article("Harbour opens", slug="harbour")
    make_article("The same", slug="same")

    answer = send(editor, path(original), other=address)

    assert answer.status_code == 422
    assert words in answer.text


def test_an_author_links_own_articles_alone(client: FlaskClient) -> None:
    author = make_person()
    mine, other = make_draft("Mine", author=author), make_article("Hafen", slug="hafen", language="de")
    sign_in(client, author)

    refused = send(client, path(mine), other="hafen")

    assert refused.status_code == 422
    assert other.translation_of_id is None
    assert client.get(path(other)).status_code in {403, 404, 409}


def test_a_pending_version_has_no_translations(editor: FlaskClient) -> None:
    original = make_article("Harbour opens")
    pending = make_draft("Harbour", pending_for_id=original.id)

    assert editor.get(path(pending)).status_code == 404
