"""The languages of an article on its page, and the one that lists show."""

from flask import Flask
from flask.testing import FlaskClient

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
