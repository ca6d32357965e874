"""The text versions, through HTTP."""

import pytest
from flask.testing import FlaskClient

from blog.authoring.drafts.slugs import change_slug
from blog.database import db
from blog.models import Article
from tests.factories import NOW, make_draft

SITE = "https://news.example.org"
PATHS = ("/articles/one.md", "/articles/one.txt")


@pytest.mark.parametrize("path", PATHS)
def test_a_text_version_names_the_page_and_the_page_its_text_versions(
    client: FlaskClient, article: Article, path: str
) -> None:
    kind = "text/markdown" if path.endswith("md") else "text/plain"

    assert client.get(path).headers["Link"] == f'<{SITE}/articles/one>; rel="canonical"'
    assert f'<link rel="alternate" type="{kind}" href="{path}">' in client.get("/articles/one").text


@pytest.mark.parametrize("path", PATHS)
def test_a_text_version_moves_with_its_article_and_goes_with_it(
    client: FlaskClient, article: Article, path: str
) -> None:
    change_slug(db.session, article, "two", NOW)
    moved = client.get(path)
    article.withdraw(NOW)

    assert (moved.status_code, moved.headers["Location"]) == (301, path.replace("one", "two"))
    assert client.get(path).status_code == client.get(path.replace("one", "two")).status_code == 404


def test_a_draft_has_no_text_version(client: FlaskClient) -> None:
    make_draft(slug="one")

    assert [client.get(path).status_code for path in PATHS] == [404, 404]
