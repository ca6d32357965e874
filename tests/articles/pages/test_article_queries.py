"""No page asks the database more often when there is more to show."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from blog.articles.pages.article_queries import authors_of
from blog.articles.search.related_articles import relate_next
from blog.database import db
from blog.models import article_coauthors
from tests.factories import make_article, make_person, make_topic

PAGES = (
    "/",
    "/?before=99999999999999-1",
    "/topics/",
    "/topics/grants",
    "/authors/maren",
    "/archive/",
    "/archive/2026/5",
    "/feed.atom",
    "/feed.rss",
    "/topics/grants/feed.json",
    "/authors/maren/feed.atom",
    "/sitemap.xml",
    "/sitemap-pages.xml",
    "/sitemap-news.xml",
    "/search?q=board",
)


@contextmanager
def counting() -> Iterator[list[str]]:
    """Collect the statements that the database is asked in the block."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def count(client: FlaskClient, path: str) -> int:
    with counting() as asked:
        assert client.get(path).status_code == 200
    return len(asked)


@pytest.fixture
def shelf(app: Flask) -> Callable[[], None]:
    """Two articles; call the fixture's value for a dozen more, with authors and topics of their own."""
    grants, author = make_topic("Grants", slug="grants"), make_person("Maren Holt", slug="maren")
    for age, slug in ((1, "tea"), (2, "cocoa")):
        make_article(slug.title(), age, slug=slug, author=author, topics=[grants])

    def add() -> None:
        for number in range(12):
            topics = [grants, make_topic(), make_topic()]
            make_article(f"Story {number}", number / 10, author=make_person(), topics=topics)
            make_article(f"Note {number}", number / 10, author=author, topics=topics)

    return add


def relate() -> None:
    """Let the worker find out what is related."""
    while relate_next(db.session):
        db.session.commit()
    db.session.commit()


@pytest.mark.parametrize("path", PAGES)
def test_more_articles_mean_no_more_queries(client: FlaskClient, shelf: Callable[[], None], path: str) -> None:
    few = count(client, path)
    shelf()

    assert count(client, path) <= few


def test_an_article_needs_ten_questions_at_most(client: FlaskClient, shelf: Callable[[], None]) -> None:
    shelf()
    relate()
    client.get("/articles/tea")

    with counting() as asked:
        client.get("/articles/tea")

    # Two of them, about what all pages share, are asked once for each content version where it is known.
    assert len([statement for statement in asked if not statement.startswith("BEGIN")]) <= 10


def test_fellow_authors_count_where_they_are_loaded(app: Flask) -> None:
    article = make_article(author=make_person("Maren Holt"))
    values = {"article_id": article.id, "person_id": make_person("Jo Abel").id}
    db.session.execute(article_coauthors.insert().values(**values))

    before = [author.name for author in authors_of(article)]
    assert article.coauthors
    after = [author.name for author in authors_of(article)]

    assert (before, after) == (["Maren Holt"], ["Maren Holt", "Jo Abel"])
