"""Queries for pages without date."""

from flask import Flask

from blog.articles.site_pages.page_queries import find_moved_page, find_page, search_pages
from blog.database import db
from blog.database.search.query_parser import parse_terms
from tests.factories import make_article
from tests.site.page_factories import make_page


def found(words: str) -> list[str]:
    return [page.article.headline for page in search_pages(db.session, parse_terms(words))]


def test_the_search_finds_words_their_beginnings_and_leaves_out_what_is_excluded(app: Flask) -> None:
    make_page("Imprint", position=2)
    make_page("Contact", text="Ring the gazelle newsroom.", position=1)
    make_article("Gazelle seen at the weir")

    assert found("gazelle newsroom") == ["Contact", "Imprint"]
    assert found("gaz") == ["Contact", "Imprint"]
    assert found("gazelle -weir") == ["Contact"]
    assert found("otter") == found("-gazelle") == found("") == []


def test_an_article_is_no_page(app: Flask) -> None:
    make_article("Tea", slug="tea")

    assert find_page(db.session, "tea") is None
    assert find_moved_page(db.session, "tea") is None
