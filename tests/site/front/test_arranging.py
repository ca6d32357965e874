"""Finding articles for the front page."""

from flask import Flask

from blog.database import db
from blog.site.front.arranging import find_articles
from tests.factories import make_article, make_draft


def test_public_articles_alone_are_found_by_their_words(app: Flask) -> None:
    make_article("Herons return", slug="herons")
    make_article("Tea", slug="tea")
    make_draft("Herons leave")

    assert [one.slug for one in find_articles(db.session, "heron")] == ["herons"]
    assert len(find_articles(db.session, "")) == 2
    assert find_articles(db.session, "…") == []
