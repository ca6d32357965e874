"""What programs read comes from memory too, until something changes."""

import pytest
from flask.testing import FlaskClient

from blog.database import db
from blog.web.cache.middleware import PageCache
from tests.factories import make_article, make_person, make_topic

PATHS = (
    "/articles/one.md",
    "/articles/one.txt",
    "/feed.atom",
    "/topics/t/feed.rss",
    "/authors/a/feed.json",
    "/sitemap.xml",
)


@pytest.mark.parametrize("path", PATHS)
def test_it_is_made_once_and_anew_when_an_article_changes(reader: FlaskClient, cache: PageCache, path: str) -> None:
    article = make_article("Tea", slug="one", author=make_person(slug="a"), topics=[make_topic(slug="t")])
    first = reader.get(path)
    same = reader.get(path, headers={"If-None-Match": first.headers["ETag"]})
    article.headline, article.updated_at = "Cocoa", article.updated_at.replace(year=2027)
    db.session.commit()
    changed = reader.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert (cache.pages.figures.hits, cache.pages.figures.misses) == (1, 2)
    assert (first.status_code, same.status_code, changed.status_code) == (200, 304, 200)
    assert changed.data != first.data
