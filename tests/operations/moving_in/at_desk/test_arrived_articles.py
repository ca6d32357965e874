"""The page of an import lists what it brought, and not what an earlier one did."""

from datetime import timedelta

from flask import Flask

from blog.database import db
from blog.models import ImportOrigin, OriginKind, SiteImport
from blog.operations.moving_in.at_desk.arrived_articles import list_arrived
from tests.factories import NOW, make_article, save


def test_what_came_now_is_listed(app: Flask) -> None:
    one = SiteImport(source="wordpress old.example.org", started_at=NOW)
    for number, came_at in enumerate((NOW, NOW - timedelta(days=1))):
        article = make_article(f"Story {number}")
        values = {"source": one.source, "kind": OriginKind.ARTICLE, "foreign_key": str(number), "imported_at": came_at}
        save(ImportOrigin(article_id=article.id, **values))

    assert [article.headline for article in list_arrived(db.session, one)] == ["Story 0"]
