"""The page that wrote the present version of an article is known by its key until another version is there."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from blog.authoring.drafts.last_writer import EditorPage, find_article_of_page, is_last_writer, record_last_writer
from blog.database import db
from blog.models import WorkingCopy
from tests.factories import NOW, make_draft, make_person


def test_only_the_page_that_wrote_last_is_the_last_writer(app: Flask) -> None:
    draft, other = make_draft(), make_person()
    author = draft.author

    record_last_writer(db.session, draft, EditorPage(author.id, "page-one"), NOW)
    record_last_writer(db.session, draft, EditorPage(author.id, "page-two"), NOW)

    writers = [is_last_writer(db.session, draft, EditorPage(author.id, key)) for key in ("page-one", "page-two", "")]
    assert writers == [False, True, False]
    assert not is_last_writer(db.session, draft, EditorPage(other.id, "page-two"))
    assert len(db.session.scalars(select(WorkingCopy)).all()) == 1
    draft.updated_at += timedelta(seconds=1)
    assert not is_last_writer(db.session, draft, EditorPage(author.id, "page-two"))


def test_a_page_finds_the_article_that_it_founded_and_nobody_else_does(app: Flask) -> None:
    draft, other = make_draft(), make_person()
    record_last_writer(db.session, draft, EditorPage(draft.author.id, "page-one"), NOW)

    assert find_article_of_page(db.session, draft.author, "page-one") == draft
    assert find_article_of_page(db.session, draft.author, "") is None
    assert find_article_of_page(db.session, other, "page-one") is None
