"""Kinds in their order."""

from flask import Flask

from blog.database import db
from blog.models import ArticleKind
from tests.factories import make_kind


def test_kinds_stand_in_their_order(app: Flask) -> None:
    last, first = make_kind("opinion", position=9), make_kind("news", position=1)

    assert list(db.session.scalars(ArticleKind.in_order())) == [first, last]
    assert (first.is_default, last.is_default) == (True, False)
