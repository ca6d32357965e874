"""The languages of an article on its page, and the one that lists show."""

import re
from xml.etree import ElementTree

from flask import Flask
from flask.testing import FlaskClient

from blog.articles.feeds.feed_xml import ATOM
from blog.articles.pages.translated_versions import default_version, find_translations
from blog.database import db
from blog.models import Article, ArticleState
from tests.factories import NOW, make_article, make_draft


def make_group() -> tuple[Article, Article, Article]:
    original = make_article("Harbour opens", slug="harbour")
    german = make_article("Hafen eröffnet", slug="hafen", language="de", translation_of_id=original.id)
    arabic = make_article("افتتاح الميناء", slug="mina", language="ar", translation_of_id=original.id)
    return original, german, arabic


def test_each_page_offers_the_others_and_names_all_to_search_engines(client: FlaskClient) -> None:
    make_group()

    pages = {slug: client.get(f"/articles/{slug}").text for slug in ("harbour", "hafen", "mina")}

    for page in pages.values():
        head = page.split("</head>")[0]
        assert '<link rel="alternate" hreflang="en" href="https://news.example.org/articles/harbour">' in head
        assert '<link rel="alternate" hreflang="de" href="https://news.example.org/articles/hafen">' in head
        assert '<link rel="alternate" hreflang="x-default" href="https://news.example.org/articles/harbour">' in head
    link = '<a href="/articles/hafen" hreflang="de" lang="de" dir="ltr">Deutsch</a>'
    assert f"Read in {link}" in pages["harbour"]
    assert link not in pages["hafen"]
    assert 'hreflang="ar" lang="ar" dir="rtl">العربية</a>' in pages["hafen"]


def test_a_version_that_readers_cannot_open_is_not_offered(client: FlaskClient) -> None:
    original = make_article("Harbour opens", slug="harbour")
    make_draft("Hafen", slug="hafen", language="de", translation_of_id=original.id)

    page = client.get("/articles/harbour").text

    assert "hreflang" not in page
    assert "Deutsch" not in page


def test_the_sitemap_names_all_versions_of_an_article_with_each(client: FlaskClient) -> None:
    original, *_others = make_group()
    make_article("Alone", slug="alone")
    make_draft("Port", slug="port", language="fr", translation_of_id=original.id)
    make_article("Puerto", slug="puerto", language="es", translation_of_id=original.id, is_noindex=True)

    urls = client.get("/sitemap-articles-1.xml").text.split("<url>")[1:]

    link = re.compile(r'<xhtml:link rel="alternate" hreflang="(.*?)" href="https://news.example.org/articles/(.*?)"/>')
    found = {re.findall(r"articles/(.*?)</loc>", url)[0]: link.findall(url) for url in urls}
    versions = [("en", "harbour"), ("de", "hafen"), ("ar", "mina"), ("x-default", "harbour")]
    assert found == {"alone": [], **dict.fromkeys(("harbour", "hafen", "mina"), versions)}


def test_a_feed_names_the_other_versions_of_an_entry(client: FlaskClient) -> None:
    make_group()
    make_article("Alone", slug="alone")

    feed = ElementTree.fromstring(client.get("/feed.atom").data)

    found = {}
    for entry in feed.iter(f"{{{ATOM}}}entry"):
        links = [one for one in entry.findall(f"{{{ATOM}}}link") if one.get("rel") == "alternate"]
        [own] = [one.attrib["href"] for one in links if "hreflang" not in one.attrib]
        found[own.rsplit("/", 1)[1]] = [one.attrib["hreflang"] for one in links if "hreflang" in one.attrib]
    assert found == {"alone": [], "harbour": ["de", "ar"], "hafen": ["en", "ar"], "mina": ["en", "de"]}


def test_the_default_is_the_sites_language_else_the_original(app: Flask) -> None:
    original, *_others = make_group()
    versions = find_translations(db.session, original.id)

    assert [one.tag for one in versions] == ["en", "de", "ar"]
    assert default_version(versions).slug == "harbour"
    assert default_version(versions[1:]).slug == "hafen"


def test_lists_show_one_version_in_the_language_of_the_page(multilingual: Flask, client: FlaskClient) -> None:
    original, german, _arabic = make_group()
    french = make_article("Thé", language="fr")

    english = client.get("/").text.split("<main")[1]
    client.set_cookie("language", "de", domain="news.example.org")
    page = client.get("/").text.split("<main")[1]

    assert original.headline in english
    assert german.headline not in english
    assert german.headline in page
    assert original.headline not in page
    assert french.headline in english
    assert french.headline in page


def test_a_translation_stands_for_itself_when_its_original_is_not_public(client: FlaskClient) -> None:
    original, german, _arabic = make_group()
    original.state, original.withdrawn_at = ArticleState.WITHDRAWN, NOW

    assert german.headline in client.get("/archive/").text or german.headline in client.get("/").text
    assert client.get("/articles/hafen").status_code == 200
