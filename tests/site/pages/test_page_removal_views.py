"""Withdrawing and deleting a page."""

import pytest
from sqlalchemy import select

from blog.database import db
from blog.models import Article, ArticleState, PagePurpose, Revision, SitePage
from tests.factories import make_article
from tests.site.page_factories import make_page
from tests.site.pages.conftest import Browser


def test_a_withdrawn_page_is_gone_for_readers_and_comes_back(editor: Browser) -> None:
    article = make_page("Imprint").article

    editor.post(f"/desk/pages/{article.id}/withdrawal")

    assert editor.client.get("/imprint").status_code == 404
    assert article.state is ArticleState.PAGE_WITHDRAWN
    editor.post(f"/desk/pages/{article.id}/publication", seen=article.revision)
    assert editor.client.get("/imprint").status_code == 200


def test_a_deleted_page_leaves_nothing_and_frees_its_address(editor: Browser) -> None:
    page = make_page("Imprint")

    asked = editor.get(f"/desk/pages/{page.article_id}/deletion")
    answer = editor.post(f"/desk/pages/{page.article_id}/deletion")

    assert "gone for good" in asked.text
    assert answer.location == "/desk/pages/"
    db.session.expire_all()
    assert [db.session.scalars(select(table)).all() for table in (SitePage, Article, Revision)] == [[], [], []]
    assert make_page("Imprint").article.address_slug == "imprint"


def test_an_article_is_not_deleted_by_the_address_of_a_page(editor: Browser) -> None:
    article = make_article("Tea")

    assert editor.post(f"/desk/pages/{article.id}/deletion").status_code == 404
    assert editor.post(f"/desk/pages/{article.id}/withdrawal").status_code == 404


@pytest.mark.parametrize(
    ("purpose", "words"),
    [
        (PagePurpose.PRIVACY, "forms that ask for an address lead to none"),
        (PagePurpose.IMPRINT, "e-mails lead to none"),
    ],
)
def test_who_deletes_a_page_that_the_law_asks_for_is_told(editor: Browser, purpose: PagePurpose, words: str) -> None:
    needed, other = make_page("Needed", purpose=purpose), make_page("Other")

    assert words in editor.get(f"/desk/pages/{needed.article_id}/deletion").text
    assert words not in editor.get(f"/desk/pages/{other.article_id}/deletion").text
