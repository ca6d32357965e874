"""Working copies: one for each page, deleted by a save of that page alone."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select

from blog.authoring.editor.form_values import EditorValues
from blog.authoring.editor.working_copies import ArticleGone, save_copy
from blog.database import db
from blog.models import Article, WorkingCopy
from tests.authoring.conftest import Desk
from tests.factories import NOW, make_article, make_draft

KEY, OTHER = "page-number-one", "page-number-two"


def copies() -> list[WorkingCopy]:
    beside = select(WorkingCopy).where(WorkingCopy.applied_at.is_(None))
    return list(db.session.scalars(beside.order_by(WorkingCopy.id)))


def fields_of(article: Article, **fields: Any) -> dict[str, Any]:
    """Return what a page of *article* sends, with *fields* changed."""
    shown = {"headline": article.headline, "standfirst": article.standfirst, "body": article.body_markdown}
    stamps = {"slug": article.slug, "seen": article.revision, "copy_key": KEY, "copy_at": ""}
    return {**shown, **stamps, **fields}


def keep(desk: Desk, article: Article, **fields: Any) -> Any:
    answer = desk.post(f"/desk/articles/{article.id}/working-copy", **fields_of(article, **fields))
    assert answer.status_code == 200
    return answer.json


@pytest.fixture
def article(desk: Desk) -> Article:
    return make_article("Tea", author=desk.person, text="As saved.")


def test_text_that_is_the_saved_one_is_no_copy(desk: Desk, article: Article) -> None:
    keep(desk, article, body="As typed.")

    said = keep(desk, article, slug="")

    assert (said["kept"], copies()) == (False, [])


def test_two_pages_never_overwrite_each_other(desk: Desk, article: Article) -> None:
    first = keep(desk, article, body="From the first.")
    keep(desk, article, body="From the second.", copy_key=OTHER)
    same = keep(desk, article, body="From the first, more.", copy_at=first["at"])
    stranger = keep(desk, article, body="From a page that took over.", copy_at="an older stamp")

    texts = {copy.key: copy.fields["body"][0] for copy in copies()}
    assert same["key"] == KEY
    assert stranger["key"] not in {KEY, OTHER}
    assert texts == {
        KEY: "From the first, more.",
        OTHER: "From the second.",
        stranger["key"]: "From a page that took over.",
    }


def test_a_save_ends_the_copy_of_its_page_alone(desk: Desk, article: Article) -> None:
    keep(desk, article, body="Mine.")
    keep(desk, article, body="Of the other tab.", copy_key=OTHER)

    desk.post(f"/desk/articles/{article.id}/edit", **fields_of(article, body="Mine, saved."))

    assert [copy.key for copy in copies()] == [OTHER]


def test_a_text_is_kept_with_no_article_that_was_deleted_meanwhile(app: Flask) -> None:
    article = make_draft()
    db.session.execute(delete(Article).where(Article.id == article.id))

    values = EditorValues("k" * 32, "", article.revision, {}, "Tea", "", "It met.")

    with pytest.raises(ArticleGone):
        save_copy(db.session, article, article.author_id, values, NOW)
