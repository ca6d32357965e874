"""Statements behind the sitemap, and what its parts hold."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Select, text

from blog.articles.sitemaps import sitemap_entries
from blog.articles.sitemaps.sitemap_entries import select_authors, select_parts, select_topics
from blog.database import db
from blog.models import Article
from tests.articles.sitemaps.sitemap_rules import violations
from tests.databases import on_sqlite
from tests.factories import NOW, make_article

SITE = "https://news.example.org"


LOC = re.compile(r"<loc>(.*?)</loc>")


def paths_in(client: FlaskClient, path: str) -> list[str]:
    response = client.get(path)
    assert (response.status_code, response.content_type) == (200, "application/xml; charset=utf-8"), path
    assert violations(response.data) == [], path
    return [address.removeprefix(SITE) for address in LOC.findall(response.text)]


def test_an_article_stays_in_its_part_whatever_is_published_or_taken(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap_entries, "PART_SIZE", 2)
    articles = [make_article(slug=f"a{number}") for number in range(7)]
    parts = [path for path in paths_in(client, "/sitemap.xml") if "articles" in path]
    before = {part: paths_in(client, part) for part in parts}
    articles[0].withdraw(NOW)
    make_article(slug="newest", age_days=900)

    after = {part: paths_in(client, part) for part in parts[1:-1]}

    assert max(map(len, before.values())) == 2
    assert sorted(path for part in before.values() for path in part) == [f"/articles/a{number}" for number in range(7)]
    assert after == {part: before[part] for part in parts[1:-1]}


@on_sqlite
@pytest.mark.parametrize("moment", ["updated_at", "published_at"])
def test_the_index_reads_no_text_of_any_article(app: Flask, moment: str) -> None:
    """At 100,000 articles an index answers in milliseconds, the rows in seconds."""
    sql = str(select_parts(getattr(Article, moment)).compile(db.engine, compile_kwargs={"literal_binds": True}))

    plan = [row.detail for row in db.session.execute(text(f"EXPLAIN QUERY PLAN {sql}"))]

    assert f"USING COVERING INDEX ix_articles_state_{moment}_id" in plan[0]


@on_sqlite
@pytest.mark.parametrize("statement", [select_topics(), select_authors()], ids=["topics", "authors"])
def test_dates_of_lists_are_found_by_the_keys_of_a_few_articles(app: Flask, statement: Select[str]) -> None:
    sql = str(statement.compile(db.engine, compile_kwargs={"literal_binds": True}))

    plan = [row.detail for row in db.session.execute(text(f"EXPLAIN QUERY PLAN {sql}")) if " articles " in row.detail]

    assert plan
    assert [line for line in plan if "INTEGER PRIMARY KEY" not in line and "author_id=?" not in line] == []
