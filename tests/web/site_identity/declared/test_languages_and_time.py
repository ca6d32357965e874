"""Languages and time zone are chosen at the desk: pages, mails and readers' choices follow."""

import re
from datetime import UTC, datetime

from flask import Flask
from flask.testing import FlaskClient

from blog.articles.search.index_completion import index_next
from blog.database import content_language_tag, db
from blog.database.search.index_entries import is_indexed
from blog.models import Role, SiteSetting
from blog.text.language import site_language
from blog.web.languages.offered import offered_languages
from blog.web.site_identity.reading import forget_site_settings
from tests.factories import make_article, make_person, sign_in
from tests.settings import change_settings

LATE = datetime(2026, 5, 31, 23, 30, tzinfo=UTC)


def choose(**values: str) -> None:
    for key, value in values.items():
        SiteSetting.write(db.session, key, value)
    db.session.commit()
    forget_site_settings()


def test_the_days_of_articles_follow_the_zone(app: Flask, client: FlaskClient) -> None:
    article = make_article(published_at=LATE)
    assert "May 31, 2026" in client.get(f"/articles/{article.slug}").text

    choose(timezone="Asia/Tokyo")

    assert "June 1, 2026" in client.get(f"/articles/{article.slug}").text
    assert 'href="/archive/2026/6"' in client.get("/archive/").text


def test_the_zone_of_the_server_wins(app: Flask) -> None:
    choose(timezone="Asia/Tokyo")
    change_settings(app, timezone="Europe/Zurich")

    assert str(site_language().zone) == "Europe/Zurich"


def test_readers_are_offered_what_was_chosen_and_has_a_catalogue(app: Flask, client: FlaskClient) -> None:
    make_article()
    assert 'name="language"' not in client.get("/").text

    choose(languages="de,tlh,uk")

    assert offered_languages() == ("en", "de", "uk")
    page = client.get("/").text
    assert re.findall(r'lang="(\w+)"[^>]*>\s*(?:Deutsch|українська)', page)
    client.set_cookie("language", "de")
    assert 'lang="de"' in client.get("/").text


def test_the_main_language_is_no_further_one(app: Flask, client: FlaskClient) -> None:
    sign_in(client, make_person(role=Role.ADMINISTRATOR))
    choose(language="de", languages="de,uk")

    page = client.get("/desk/settings/language").text

    further = re.findall(r'<input[^>]*name="languages"[^>]*>', page)
    assert {value for tag in further for value in re.findall(r'value="(.*?)"', tag)} == {"ar", "en", "fr", "uk"}
    assert [tag for tag in further if "checked" in tag and 'value="uk"' in tag]
    assert len([tag for tag in further if "checked" in tag]) == 1


def test_a_page_from_before_the_main_language_changed_can_be_saved(app: Flask, client: FlaskClient) -> None:
    token = sign_in(client, make_person(role=Role.ADMINISTRATOR))
    choose(language="de")
    sent = {"csrf_token": token, "language": "de", "languages": ["de", "fr"], "timezone": "UTC", "content_language": ""}

    answer = client.post("/desk/settings/language", data=sent)

    assert answer.status_code == 303
    assert offered_languages() == ("de", "fr")


def test_pages_feeds_and_mails_follow_the_chosen_main_language(app: Flask, client: FlaskClient) -> None:
    article = make_article(headline='He said "no"')
    marked = make_article(language="en", headline='He said "yes"')
    assert '<html class="no-js" lang="en"' in client.get("/").text or 'lang="en"' in client.get("/").text

    choose(language="de")

    page = client.get(f"/articles/{article.slug}").text
    assert re.search(r'<html[^>]* lang="de"', page)
    assert "„no“" in page
    assert '"inLanguage": "de"' in page or '"inLanguage":"de"' in page
    assert "“yes”" in client.get(f"/articles/{marked.slug}").text
    assert 'xml:lang="de"' in client.get("/feed.atom").text or "<language>de</language>" in client.get("/feed.xml").text
    assert "Anmelden" in client.get("/login").text or "Melden" in client.get("/login").text
    assert offered_languages() == ("de",)
    choose(languages="en")
    client.set_cookie("language", "en", domain="news.example.org")
    assert re.search(r'<html[^>]* lang="en"', client.get("/").text)


def test_articles_keep_their_language_where_one_is_chosen_for_them(app: Flask, client: FlaskClient) -> None:
    article = make_article(headline='He said "no"')

    choose(language="ar", content_language="en")

    page = client.get(f"/articles/{article.slug}").text
    assert re.search(r'<html[^>]* lang="ar"[^>]* dir="rtl"', page)
    assert "“no”" in page
    assert content_language_tag(db.session) == "en"


def test_the_language_of_the_server_wins_and_one_without_catalogue_is_none(app: Flask, client: FlaskClient) -> None:
    choose(language="tlh")
    assert site_language().tag == "en"
    choose(language="de-CH")
    assert site_language().tag == "de-CH"
    assert "Suche" in client.get("/").text

    change_settings(app, language="fr")

    assert site_language().tag == "fr"
    assert content_language_tag(db.session) == "fr"


def test_the_search_finds_by_the_stems_of_the_new_language(app: Flask) -> None:
    article = make_article(headline="Der Haushalt der Gemeinden")
    while index_next(db.session):
        db.session.commit()
    choose(content_language="de")

    assert index_next(db.session)
    db.session.commit()

    assert is_indexed(db.session, article.id, "de")
    assert not index_next(db.session)
