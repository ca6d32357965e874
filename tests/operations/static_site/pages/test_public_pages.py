"""Addresses of public pages, and the pages behind the first of a list."""

from flask import Flask

from blog.operations.static_site.pages.public_pages import list_pages, older_cursors
from blog.operations.static_site.pages.site_reader import SiteReader
from tests.factories import make_article, make_draft, make_topic


def test_what_is_public_is_listed_and_nothing_else(app: Flask) -> None:
    make_article("Tea", slug="tea", topics=[make_topic(slug="drinks")])
    make_draft("Secret", slug="secret")

    found = SiteReader(app).read(lambda session: list(list_pages(session)))

    assert {"/", "/articles/tea", "/topics/drinks", "/archive/2026/5"} <= set(found)
    assert "/articles/secret" not in found


def test_what_is_published_newly_moves_nothing_on_older_pages(app: Flask) -> None:
    topic = make_topic(slug="drinks")
    length = app.extensions["settings"].articles_per_page
    for age in range(2 * length + 1):
        make_article(age_days=age + 1, topics=[topic])

    def cursors() -> list[str]:
        return SiteReader(app).read(lambda session: older_cursors(session, "articles.topic", {"slug": "drinks"}))

    before = cursors()
    make_article(topics=[topic])
    after = cursors()

    assert len(before) == 2
    assert after == before
    assert SiteReader(app).read(lambda session: older_cursors(session, "articles.front", {})) == []
