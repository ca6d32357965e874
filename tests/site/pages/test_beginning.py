"""The first state of a page."""

from flask import Flask

from blog.database import db
from blog.models import Article, PagePlace
from blog.site.pages.beginning import PageStart, begin_page
from tests.factories import NOW, make_person


def test_a_page_begins_last_and_unseen_with_a_revision(app: Flask) -> None:
    author = make_person()
    starts = (PageStart("Imprint"), PageStart("Imprint", place=PagePlace.MASTHEAD), PageStart("Desk"))

    pages = [begin_page(db.session, author, start, NOW, is_reserved=lambda name: name == "desk") for start in starts]

    assert [page.article.slug for page in pages] == ["~imprint", "~imprint-2", "~desk-page"]
    assert [page.position for page in pages] == [0, 1, 2]
    assert db.session.scalars(Article.published()).all() == []
