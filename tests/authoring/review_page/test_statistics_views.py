"""Who may see an article at the desk sees how often it was viewed, and of no other."""

import pytest
from flask.testing import FlaskClient

from blog.database import db
from blog.models import PageKind, Role, ViewedPage
from blog.models.page_views import add_views
from blog.web.clock import read_clock
from tests.databases import on_sqlite
from tests.factories import make_article, make_person, sign_in


def count_views_of(article_id: int, views: int) -> None:
    add_views(db.session, read_clock().date(), {ViewedPage(PageKind.ARTICLE, article_id): views})
    db.session.commit()


@pytest.mark.parametrize(("role", "status"), [(Role.CONTRIBUTOR, 404), (Role.AUTHOR, 404), (Role.EDITOR, 200)])
def test_an_author_sees_the_own_articles_and_an_editor_all(client: FlaskClient, role: Role, status: int) -> None:
    person = make_person("Me", role)
    own, other = make_article("Own", author=person), make_article("Other", author=make_person("You"))
    count_views_of(own.id, 4321)
    sign_in(client, person)

    page = client.get(f"/desk/articles/{own.id}/statistics?days=7")

    assert page.status_code == 200
    assert "4,321" in page.text
    assert client.get(f"/desk/articles/{other.id}/statistics").status_code == status


@on_sqlite
def test_the_publication_page_shows_the_last_month(client: FlaskClient) -> None:
    person = make_person("Me", Role.AUTHOR)
    article = make_article("Own", author=person)
    count_views_of(article.id, 4321)
    sign_in(client, person)

    page = client.get(f"/desk/articles/{article.id}/publication").text

    assert "4,321" in page
    assert f'href="/desk/articles/{article.id}/statistics"' in page
