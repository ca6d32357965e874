"""An article knows its pending version, and the pending version its article."""

from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.models import Article, Role
from tests.authoring.pending_factories import make_pending
from tests.factories import make_article, make_person


def test_both_know_each_other(app: Flask) -> None:
    pending = make_pending(article := make_article())

    assert (pending.pending_for, article.pending_version) == (article, pending)
    assert (pending.is_pending, article.is_pending) == (True, False)
    assert list(db.session.scalars(select(Article).where(Article.is_pending))) == [pending]


def test_who_may_not_change_a_public_article_may_not_change_its_pending_version(app: Flask) -> None:
    contributor, author = make_person(role=Role.CONTRIBUTOR), make_person()
    make_pending(make_article(author=contributor))
    own = make_article(author=author)

    assert list(db.session.scalars(Article.editable_by(contributor))) == []
    assert list(db.session.scalars(Article.editable_by(author))) == [own]
    assert len(list(db.session.scalars(Article.editable_by(make_person(role=Role.EDITOR))))) == 3
