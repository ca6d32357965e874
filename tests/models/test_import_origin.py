"""What was imported is known by program, site and key, whatever length the key has."""

from flask import Flask

from blog.database import db
from blog.models import ImportOrigin, OriginKind
from blog.models.import_origin import shorten_key
from tests.factories import NOW, make_article, save


def test_a_long_key_is_found(app: Flask) -> None:
    key = "https://old.example.org/" + "a" * 500
    save(ImportOrigin(source="feed x", kind=OriginKind.PICTURE, foreign_key=shorten_key(key), imported_at=NOW))

    assert db.session.scalars(ImportOrigin.of("feed x", OriginKind.PICTURE, key)).one().article is None


def test_the_origin_of_a_deleted_article_stays(app: Flask) -> None:
    article = make_article()
    origin = save(ImportOrigin(source="x", kind=OriginKind.ARTICLE, foreign_key="1", imported_at=NOW, article=article))
    db.session.delete(article)
    db.session.commit()

    db.session.refresh(origin)
    assert origin.article_id is None
