"""The sitemap, as a search engine reads it."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Select, text

from blog.articles.sitemaps import sitemap_entries
from blog.articles.sitemaps.sitemap_entries import select_authors, select_parts, select_topics
from blog.database import db
from blog.models import Article, ArticleState, article_coauthors
from blog.web.clock import read_clock
from tests.articles.photos import make_photo
from tests.articles.sitemaps.rules import violations
from tests.databases import on_sqlite
from tests.factories import NOW, make_article, make_draft, make_person, make_topic

SITE = "https://news.example.org"
LOC = re.compile(r"<loc>(.*?)</loc>")


def paths_in(client: FlaskClient, path: str) -> list[str]:
    response = client.get(path)
    assert (response.status_code, response.content_type) == (200, "application/xml; charset=utf-8"), path
    assert violations(response.data) == [], path
    return [address.removeprefix(SITE) for address in LOC.findall(response.text)]


def read_all(client: FlaskClient) -> list[str]:
    """Return every address that the index and all its parts name, as robots.txt leads there."""
    [index] = re.findall(rf"^Sitemap: {SITE}(.*)$", client.get("/robots.txt").text, re.MULTILINE)
    return [path for part in paths_in(client, index) for path in paths_in(client, part)]


def make_hidden(**more: object) -> None:
    make_draft(slug="draft", **more)
    make_draft(slug="planned", state=ArticleState.SCHEDULED, scheduled_at=NOW, **more)
    make_article(slug="taken", state=ArticleState.WITHDRAWN, withdrawn_at=NOW, **more)


def test_every_public_page_is_named_and_can_be_opened(client: FlaskClient) -> None:
    maren, rivers = make_person(slug="maren"), make_topic("Rivers", slug="rivers")
    make_article("Tea & <cocoa>", slug="tea", author=maren, topics=[rivers], **make_photo())
    make_article("Old", 40, slug="old", author=maren, updated_at=NOW - timedelta(days=40))
    make_hidden(author=make_person(slug="silent"), topics=[make_topic(slug="empty")])

    paths = read_all(client)

    articles, lists = ["/articles/tea", "/articles/old"], ["/topics/rivers", "/authors/maren"]
    months = ["/archive/2026/5", "/archive/2026/3"]
    assert sorted(paths) == sorted(["/", "/archive/", "/topics/", "/corrections/", *articles, *lists, *months])
    assert [client.get(path).status_code for path in paths] == [200] * len(paths)


def test_who_writes_with_others_has_a_page_too(client: FlaskClient) -> None:
    article, jo = make_article(author=make_person(slug="maren")), make_person(slug="jo")
    db.session.execute(article_coauthors.insert().values(article_id=article.id, person_id=jo.id))

    assert {"/authors/jo", "/authors/maren"} <= set(paths_in(client, "/sitemap-pages.xml"))


def test_an_empty_site_has_a_valid_sitemap(client: FlaskClient) -> None:
    assert read_all(client) == ["/", "/archive/", "/topics/", "/corrections/"]


def test_an_article_names_its_photo_and_its_last_change(client: FlaskClient) -> None:
    make_article(slug="tea", updated_at=NOW + timedelta(hours=2), **make_photo())
    make_article(slug="late", updated_at=NOW - timedelta(days=9))

    [part] = [path for path in paths_in(client, "/sitemap.xml") if "articles" in path]
    xml = client.get(part).text

    assert f"<image:loc>{SITE}/media/{'a' * 32}/1200.jpg</image:loc>" in xml
    assert re.findall("<lastmod>(.*?)</lastmod>", xml) == ["2026-05-04T11:30:00Z", "2026-05-04T09:30:00Z"]
    assert f"{part}</loc><lastmod>2026-05-04T11:30:00Z</lastmod>" in client.get("/sitemap.xml").text


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


@pytest.mark.parametrize("number", ["0", "00", "999999", "2147483647", "99999999999999", "x", "-1"])
def test_a_part_without_articles_is_none(client: FlaskClient, number: str) -> None:
    assert client.get(f"/sitemap-articles-{number}.xml").status_code == 404


def test_the_news_are_those_of_two_days(client: FlaskClient) -> None:
    now = read_clock()
    for hours, slug in ((1, "new"), (47, "yesterday"), (49, "old")):
        make_article("News & more \ufffe", slug=slug, published_at=now - timedelta(hours=hours))

    response = client.get("/sitemap-news.xml")
    again = client.get("/sitemap-news.xml", headers={"If-None-Match": response.headers["ETag"]})

    assert paths_in(client, "/sitemap-news.xml") == ["/articles/new", "/articles/yesterday"]
    assert "<news:name>IFBG News</news:name><news:language>en</news:language>" in response.text
    assert "<news:title>News &amp; more </news:title>" in response.text
    assert (again.status_code, again.data) == (304, b"")
    assert response.headers["Cache-Control"] == "public, max-age=300"


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


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b"<loc>https", b"<loc>ftp"),
        (b"Z</lastmod>", b"</lastmod>"),
        (b"image:loc>", b"image:url>"),
        (b"</loc></url>", b"</loc><loc>/x</loc></url>"),
        (b"schemas/sitemap/0.9", b"schemas/sitemap/0.8"),
    ],
)
def test_the_rules_can_be_broken(client: FlaskClient, right: bytes, wrong: bytes) -> None:
    make_article(**make_photo())
    parts = [client.get(path).data for path in ("/sitemap-pages.xml", paths_in(client, "/sitemap.xml")[-1])]

    assert any(violations(data.replace(right, wrong)) for data in parts if right in data)
