"""The sitemap, as a search engine reads it."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from blog.database import db
from blog.models import ArticleState, article_coauthors
from blog.web.clock import read_clock
from tests.articles.photos import make_photo
from tests.articles.sitemaps.sitemap_rules import violations
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
